import { expect, it } from 'vitest';
import en from '#texts/en/web.json';
import vi from '#texts/vi/web.json';
import { fill, flattened } from './fill.ts';

it('puts arguments in and keeps a missing one visible', () => {
  expect(fill('{n} việc, {who}', { n: 3 })).toBe('3 việc, {who}');
});

it('chooses singular and plural by a number', () => {
  expect(fill('{n} {n|task|tasks}', { n: 1 })).toBe('1 task');
  expect(fill('{n} {n|task|tasks}', { n: 27 })).toBe('27 tasks');
});

it('has the same keys and arguments in both languages', () => {
  const [one, two] = [flattened(vi), flattened(en)];
  expect(Object.keys(one).sort()).toEqual(Object.keys(two).sort());
  const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort();
  for (const key of Object.keys(one)) expect([key, names(two[key]!)]).toEqual([key, names(one[key]!)]);
});
