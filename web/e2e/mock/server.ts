/**
 * A small stand-in for the server: the built app with its security headers, and answers in the shapes of
 * docs/api.md, changed in memory. Only the tests of the screens' own behaviour use it.
 * `node e2e/mock/server.ts [port]`
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { World } from './world.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const port = Number(process.argv[2] ?? 4180);

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

let world = new World();
const listeners = new Set<ServerResponse>();
function tell(event: string, data: unknown) {
  for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}

function serve_file(response: ServerResponse, path: string) {
  // A criterion's address holds a dot (/chi-so/3.2): only what was built is a file.
  const built = path === '/lotus.svg' || path.startsWith('/_app/');
  const file = join(dist, built ? path : 'index.html');
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  const packed = existsSync(`${file}.br`);
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': path.includes('/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(packed ? { 'Content-Encoding': 'br' } : {}),
  });
  createReadStream(packed ? `${file}.br` : file).pipe(response);
}

async function body_of(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function answer(request: IncomingMessage, response: ServerResponse, url: URL) {
  if (url.pathname === '/mock/reset') {
    world = new World();
    return json(response, 200, {});
  }
  const signed_in = (request.headers.cookie ?? '').includes('sen_session=');
  if (url.pathname.startsWith('/api/sign-in')) {
    const given = JSON.parse((await body_of(request)).toString());
    if (given.password === 'sai' || given.token === 'cu') {
      return json(response, 401, {
        code: given.token ? 'sign_in.link_used' : 'sign_in.refused',
        title: 'Chưa đăng nhập được',
        detail: given.token ? 'Liên kết đã dùng hoặc đã hết hạn. Xin liên kết mới.' : 'Tên hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ rồi thử lại.',
        status: 401,
        errors: [],
        trace_id: 'm0ck',
      });
    }
    if (given.token === 'hai-buoc' && given.totp !== '123456') {
      const code = given.totp ? 'identity.wrong_totp' : 'identity.totp_needed';
      const detail = given.totp ? 'Mã xác thực không đúng hoặc đã dùng.' : 'Tài khoản này có xác thực hai bước.';
      return json(response, 401, { code, title: 'Chưa đăng nhập được', detail, status: 401, errors: [], trace_id: 'm0ck' });
    }
    if (given.token === 'quan-tri') world.become_admin();
    if (given.token === 'phai-bat') world.me = { ...world.me, must_enrol: true };
    return json(response, 200, world.me, { 'Set-Cookie': 'sen_session=1; Path=/; HttpOnly; SameSite=Strict' });
  }
  if (!signed_in) return json(response, 401, { code: 'session.none', title: 'Chưa đăng nhập', detail: '', status: 401, errors: [], trace_id: '' });
  if (url.pathname === '/api/sign-out') return json(response, 200, {}, { 'Set-Cookie': 'sen_session=; Path=/; Max-Age=0' });
  if (url.pathname === '/api/live') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': here\n\n');
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
    return;
  }
  if (/^\/api\/evidence\/[^/]+\/content$/.test(url.pathname)) {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Disposition': 'attachment; filename="minh-chung.txt"' });
    return response.end('Minh chứng của bản mẫu.\n');
  }
  // Letters, appendices and lists: a file whose text names what was asked for.
  if (/^\/api\/(tasks\/[^/]+\/letter|plans\/[^/]+\/appendix|exports\/[^/]+)$/.test(url.pathname)) {
    if (url.pathname === '/api/exports/audit' && !world.accounts.proven) {
      return json(response, 403, { code: 'identity.reauth_needed', title: 'Chưa làm được', detail: 'Việc này cần xác thực lại.', status: 403, errors: [], trace_id: 'm0ck' });
    }
    const name = `${url.pathname.split('/').pop()}.${url.searchParams.get('format') ?? 'pdf'}`;
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` });
    return response.end(decodeURIComponent(url.pathname + url.search));
  }
  const raw = request.method === 'POST' ? await body_of(request) : Buffer.alloc(0);
  const found = world.answer(request.method ?? 'GET', url, raw, request.headers, tell);
  json(response, found.status, found.body);
}

createServer((request, response) => {
  const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/mock/')) {
    answer(request, response, url).catch((error) => json(response, 500, { code: 'mock', title: String(error), detail: '', status: 500, errors: [], trace_id: '' }));
  } else serve_file(response, url.pathname);
}).listen(port, '127.0.0.1', () => {
  readFileSync(join(dist, 'index.html'));
  console.log(`http://127.0.0.1:${port}/vao#xem`);
});
