/**
 * After `vite build`: dist/ becomes what the server embeds. Inline scripts move into one hashed file, so that
 * the page needs no exception in its content security policy; fonts are preloaded; every text file gets its
 * .br and .gz beside it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '..', 'dist');

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
  const code = [before_paint, waiting_for_the_body(start[0]!)].map((part) => part.replace(/^\s+/gm, '')).join('\n');
  const name = `/_app/immutable/start.${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`;
  writeFileSync(join(dist, name), code);
  // In the head and not deferred: the theme must stand before the first paint.
  return rest.replace('<title>', `<script src="${name}"></script>\n    <title>`);
}

/** Both subsets are needed by the first line of text. */
function with_fonts(html: string): string {
  const fonts = files_below(dist).filter((path) => path.endsWith('.woff2'));
  const links = fonts.map(
    (path) => `<link rel="preload" href="/${relative(dist, path)}" as="font" type="font/woff2" crossorigin />`,
  );
  return html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
}

const page = join(dist, 'index.html');
writeFileSync(page, with_fonts(free_of_inline_scripts(readFileSync(page, 'utf8'))));

for (const path of files_below(dist)) {
  if (!/\.(html|js|css|json|svg|txt)$/.test(path)) continue;
  const bytes = readFileSync(path);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, best));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
