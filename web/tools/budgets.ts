/**
 * What the first page and every further route cost, gzip, against the budgets of the staff app. A file counts
 * when the browser must fetch it before the page stands: the entry, the layouts and the page with all their
 * static imports, one language, the styles. Exit 1 above a budget.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '..', 'dist');
const app = join(dist, '_app', 'immutable');
const KB = 1000;
const BUDGET = { js: 110, css: 20, html: 4, font: 60, route_js: 25, route_css: 3 };

const size_of = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

/** A module and everything that it imports statically. */
function closure(path: string, into = new Set<string>()): Set<string> {
  if (into.has(path)) return into;
  into.add(path);
  const code = readFileSync(path, 'utf8');
  for (const found of code.matchAll(/(?:from|^import|;import)\s*["'](\.\.?\/[^"']+\.js)["']/g)) {
    closure(join(path, '..', found[1]!), into);
  }
  return into;
}

const total = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + size_of(path), 0) / KB;
const file = (folder: string, start: string) => {
  const name = readdirSync(join(app, folder)).find((each) => each.startsWith(start) && /\.(js|css)$/.test(each));
  if (!name) throw new Error(`${folder}/${start}* is not built`);
  return join(app, folder, name);
};

/** The node numbers of a route as the built manifest lists them: `"/(app)/chi-so": [4, [2]]`. */
function routes(): Map<string, number[]> {
  const manifest = readFileSync(file('entry', 'app.'), 'utf8');
  const found = new Map<string, number[]>();
  for (const [, name, page, layouts] of manifest.matchAll(/"(\/[^"]*)":\[~?(-?\d+)(?:,\[([\d,]*)\])?/g)) {
    const shared = (layouts ?? '').split(',').filter(Boolean).map(Number);
    found.set(name!, [0, ...shared, Number(page) < 0 ? ~Number(page) : Number(page)]);
  }
  return found;
}

/** The styles that the entry loads together with each node, shared ones included. */
function styles(): Map<string, string[]> {
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

const by_node = styles();
const css_of = (nodes: number[]) => [...new Set(nodes.flatMap((node) => by_node.get(String(node)) ?? []))];

const words = (path: string) => /"Chỉ số CCHC tạm tính"|Chỉ số CCHC tạm tính/.test(readFileSync(path, 'utf8'));
const language = readdirSync(join(app, 'chunks')).map((name) => join(app, 'chunks', name)).find((path) => path.endsWith('.js') && words(path));
if (!language) throw new Error('the Vietnamese words are in no chunk of their own');

const start = readdirSync(app).find((name) => /^start\..*\.js$/.test(name))!;
const entry = [join(app, start), file('entry', 'start.'), file('entry', 'app.'), language];

function first_load(nodes: number[]): Set<string> {
  const modules = new Set<string>([entry[0]!]);
  for (const path of [...entry.slice(1), ...nodes.map((node) => file('nodes', `${node}.`))]) closure(path, modules);
  return modules;
}

let failed = false;
function line(name: string, value: number, budget: number) {
  const over = value > budget;
  failed ||= over;
  console.log(`${over ? 'OVER ' : 'ok   '} ${value.toFixed(1).padStart(6)} of ${String(budget).padStart(4)} kB  ${name}`);
}

const all = routes();
const cockpit = all.get('/(app)');
if (!cockpit) throw new Error('the route of the overview is not in the manifest');
const first = first_load(cockpit);
const first_css = css_of(cockpit);
line('first load, JS', total(first), BUDGET.js);
line('first load, CSS', total(first_css), BUDGET.css);
line('first load, HTML', size_of(join(dist, 'index.html')) / KB, BUDGET.html);
const fonts = readdirSync(join(app, 'assets')).filter((name) => name.endsWith('.woff2'));
line('fonts, both subsets', fonts.reduce((sum, name) => sum + statSync(join(app, 'assets', name)).size, 0) / KB, BUDGET.font);
for (const [name, nodes] of [...all].sort()) {
  if (name === '/(app)') continue;
  const more = [...first_load(nodes)].filter((path) => !first.has(path));
  const css = css_of(nodes).filter((path) => !first_css.includes(path));
  line(`${name}, further JS`, total(more), BUDGET.route_js);
  line(`${name}, further CSS`, total(css), BUDGET.route_css);
}
process.exitCode = failed ? 1 : 0;
