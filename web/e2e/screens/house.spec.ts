// What is not a screen but must hold for all of them: sizes, types, the policy of the page.
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

const run = (program: string, ...parts: string[]) => execFileSync(program, parts, { encoding: 'utf8', stdio: 'pipe' });

test('first load and routes stay within their budgets', () => {
  expect(run('node', 'tools/budgets.ts')).not.toContain('OVER');
});

test('the page needs no inline script and no inline style', async ({ request }) => {
  const html = await (await request.get('/')).text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(html).not.toMatch(/\sstyle=|<style/);
  expect(html).not.toMatch(/https?:\/\//);
});
