// Where the server of the tests leaves its sign-in links: role → link that works once.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const links_file = join(tmpdir(), 'sen-e2e-links.json');

export function link_of(role: string): string {
  const links = JSON.parse(readFileSync(links_file, 'utf8')) as Record<string, string>;
  const link = links[role];
  if (!link) throw new Error(`The server printed no link for ${role}.`);
  return link;
}
