/**
 * After `vite build`: dist/ becomes what the server embeds. Inline scripts move into one hashed file, so that
 * the page needs no exception in its content security policy; fonts are preloaded; every text file gets its
 * .br and .gz beside it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { closure, dist, file, routes, styles, vietnamese } from './built.ts';

function files_below(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files_below(path) : [path];
  });
}

/**
 * The kit's start takes the element around its own script tag; from the head it must look for that element, and
 * may have to wait for it. Loading begins at once either way.
 */
function waiting_for_the_body(code: string): string {
  const changed = code
    .replace(/const element = document\.currentScript\.parentElement;/, '')
    .replace(
      'kit.start(app, element);',
      `const go = () => kit.start(app, document.querySelector('.root'));
      document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', go) : go();`,
    );
  if (changed.includes('currentScript') || !changed.includes('const go')) {
    throw new Error('index.html: the start script has another form than expected');
  }
  return changed;
}

const address = (path: string) => `/${relative(dist, path)}`;

/** What the first screen needs besides what every page does: fetched at once, not when its turn comes. */
function first_screen() {
  const [root, shell, cockpit] = routes().get('/(app)') ?? [];
  if (cockpit === undefined) throw new Error('the route of the overview is not in the manifest');
  const by_node = styles();
  const node = (number: number) => closure(file('nodes', `${number}.`));
  const start = new Set([...closure(file('entry', 'start.')), ...closure(file('entry', 'app.')), ...node(root!)]);
  const of_shell = [...node(shell!)].filter((path) => !start.has(path));
  const of_cockpit = [...node(cockpit)].filter((path) => !start.has(path) && !of_shell.includes(path));
  const styles_of = (number: number) => by_node.get(String(number)) ?? [];
  return {
    shell: of_shell.map(address),
    shell_styles: styles_of(shell!).filter((path) => !styles_of(root!).includes(path)).map(address),
    cockpit: of_cockpit.map(address),
    words: [...closure(vietnamese())].filter((path) => !start.has(path)).map(address),
  };
}

/** Preloads that depend on the address and the language, for the end of the start script. */
function preloading(): string {
  const { cockpit, words } = first_screen();
  return `const preload = (all) => {
    for (const href of all) {
      const link = document.createElement('link');
      link.rel = 'modulepreload';
      link.href = href;
      document.head.append(link);
    }
  };
  if (document.documentElement.lang === 'vi') preload(${JSON.stringify(words)});
  if (location.pathname === '/') preload(${JSON.stringify(cockpit)});`;
}

/** Modules and styles of the shell, which every page but the sign-in has. */
function with_shell(html: string): string {
  const { shell, shell_styles } = first_screen();
  const links = [
    ...shell.map((href) => `<link rel="modulepreload" href="${href}" />`),
    ...shell_styles.map((href) => `<link rel="stylesheet" href="${href}" />`),
  ];
  return html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
}

/** Moves the inline scripts of index.html, in their order, into one external file. */
function free_of_inline_scripts(html: string): string {
  const scripts: string[] = [];
  const rest = html.replace(/[ \t]*<script>([\s\S]*?)<\/script>\n?/g, (_, code: string) => {
    scripts.push(code.trim());
    return '';
  });
  const [before_paint, ...start] = scripts;
  if (before_paint === undefined || start.length !== 1) {
    throw new Error(`index.html: expected 2 inline scripts, found ${scripts.length}`);
  }
  const code = [before_paint, preloading(), waiting_for_the_body(start[0]!)].map((part) => part.replace(/^\s+/gm, '')).join('\n');
  const name = `/_app/immutable/start.${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`;
  writeFileSync(join(dist, name), code);
  // In the head and not deferred: the theme must stand before the first paint.
  return rest.replace('<title>', `<script src="${name}"></script>\n    <title>`);
}

/** Both subsets are needed by the first line of text. */
function with_fonts(html: string): string {
  const fonts = files_below(dist).filter((path) => path.endsWith('.woff2'));
  const links = fonts.map(
    (path) => `<link rel="preload" href="${address(path)}" as="font" type="font/woff2" crossorigin />`,
  );
  return html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
}

const page = join(dist, 'index.html');
writeFileSync(page, with_fonts(with_shell(free_of_inline_scripts(readFileSync(page, 'utf8')))));

for (const path of files_below(dist)) {
  if (!/\.(html|js|css|json|svg|txt)$/.test(path)) continue;
  const bytes = readFileSync(path);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, best));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

// Addresses that the router knows, as the server needs them to answer with index.html: `/viec/{id}`.
const pages = [...routes().keys()].map((route) => route.replace(/\/\([^)]+\)/g, '').replace(/\[([^\]]+)\]/g, '{$1}') || '/');
if (!pages.includes('/') || pages.length < 2) throw new Error('the routes are not in the manifest as expected');
writeFileSync(join(dist, 'pages.json'), JSON.stringify(pages.sort()));
