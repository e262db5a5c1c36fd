/** What `vite build` made, read back: modules with their imports, routes, styles, the Vietnamese words. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const dist = join(import.meta.dirname, '..', 'dist');
export const app = join(dist, '_app', 'immutable');

/** A module and everything that it imports statically. */
export function closure(path: string, into = new Set<string>()): Set<string> {
  if (into.has(path)) return into;
  into.add(path);
  const code = readFileSync(path, 'utf8');
  for (const found of code.matchAll(/(?:from|^import|;import)\s*["'](\.\.?\/[^"']+\.js)["']/g)) {
    closure(join(path, '..', found[1]!), into);
  }
  return into;
}

/** The built file of a folder whose name begins so. */
export const file = (folder: string, start: string) => {
  const name = readdirSync(join(app, folder)).find((each) => each.startsWith(start) && /\.(js|css)$/.test(each));
  if (!name) throw new Error(`${folder}/${start}* is not built`);
  return join(app, folder, name);
};

/** The node numbers of a route as the built manifest lists them: `"/(app)/chi-so": [4, [2]]`. */
export function routes(): Map<string, number[]> {
  const manifest = readFileSync(file('entry', 'app.'), 'utf8');
  const found = new Map<string, number[]>();
  for (const [, name, page, layouts] of manifest.matchAll(/"(\/[^"]*)":\[~?(-?\d+)(?:,\[([\d,]*)\])?/g)) {
    const shared = (layouts ?? '').split(',').filter(Boolean).map(Number);
    found.set(name!, [0, ...shared, Number(page) < 0 ? ~Number(page) : Number(page)]);
  }
  return found;
}

/** The styles that the entry loads together with each node, shared ones included. */
export function styles(): Map<string, string[]> {
  const manifest = readFileSync(file('entry', 'app.'), 'utf8');
  const list = /m\.f\|\|\(m\.f=(\[[^\]]*\])\)/.exec(manifest);
  const files = JSON.parse(list?.[1] ?? '[]') as string[];
  const found = new Map<string, string[]>();
  for (const [, node, deps] of manifest.matchAll(/import\(["'`]\.\.\/nodes\/(\d+)\.[^)]*\)[^[]{0,12}__vite__mapDeps\(\[([\d,]*)\]/g)) {
    const own = deps!.split(',').map((at) => files[Number(at)] ?? '').filter((name) => name.endsWith('.css'));
    found.set(node!, own.map((name) => join(app, 'assets', basename(name))));
  }
  if (found.size === 0) throw new Error('the styles of the routes are not in the manifest as expected');
  return found;
}

const words = (path: string) => /"Chỉ số CCHC tạm tính"|Chỉ số CCHC tạm tính/.test(readFileSync(path, 'utf8'));

/** The chunk of Vietnamese words. */
export function vietnamese(): string {
  const found = readdirSync(join(app, 'chunks')).map((name) => join(app, 'chunks', name)).find((path) => path.endsWith('.js') && words(path));
  if (!found) throw new Error('the Vietnamese words are in no chunk of their own');
  return found;
}
