/**
 * What the first page and every further route cost, gzip, against the budgets of the staff app. A file counts
 * when the browser must fetch it before the page stands: the entry, the layouts and the page with all their
 * static imports, one language, the styles. Exit 1 above a budget.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { app, closure, dist, file, routes, styles, vietnamese } from './built.ts';

const KB = 1000;
const BUDGET = { js: 110, css: 20, html: 4, font: 60, route_js: 25, route_css: 3 };

const size_of = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

const total = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + size_of(path), 0) / KB;
const by_node = styles();
const css_of = (nodes: number[]) => [...new Set(nodes.flatMap((node) => by_node.get(String(node)) ?? []))];

const start = readdirSync(app).find((name) => /^start\..*\.js$/.test(name))!;
const entry = [join(app, start), file('entry', 'start.'), file('entry', 'app.'), vietnamese()];

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
