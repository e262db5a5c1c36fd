// Makes a demonstration commune in a folder of its own and serves it for the tests: node serve.ts PORT BINARY
// The sign-in links go into a file that the tests read; the folder goes when the server does.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { links_file } from './links.ts';

const [port, binary] = process.argv.slice(2);
if (!port || !binary) throw new Error('node serve.ts PORT BINARY');
const folder = mkdtempSync(join(tmpdir(), 'sen-e2e-'));
const data = join(folder, 'data');
execFileSync(binary, ['demo', '--data', data], { stdio: 'inherit' });

const server = spawn(
  binary,
  ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--links', '--test-limits'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
let told = '';
server.stdout.on('data', (piece: Buffer) => {
  told += piece.toString();
  const links = Object.fromEntries([...told.matchAll(/^\s+(\w+): (http\S+)$/gm)].map((each) => [each[1], each[2]]));
  writeFileSync(links_file, JSON.stringify(links));
});
const stop = () => server.kill('SIGTERM');
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
server.on('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
