import { expect, it, vi } from 'vitest';
import { begins_pair, deed_of } from './shortcuts.ts';

it('lets the newest layer win', () => {
  const [old, young] = [vi.fn(), vi.fn()];
  expect(deed_of('j', '', [{ j: old }, { j: young }])).toBe(young);
  expect(deed_of('j', '', [{ j: old }, {}])).toBe(old);
  expect(deed_of('x', '', [{ j: old }])).toBeUndefined();
});

it('completes a pair before taking the single key', () => {
  const [pair, single] = [vi.fn(), vi.fn()];
  const layers = [{ 'g d': pair, d: single }];
  expect(deed_of('d', 'g', layers)).toBe(pair);
  expect(deed_of('d', '', layers)).toBe(single);
  expect(begins_pair('g', layers)).toBe(true);
  expect(begins_pair('d', layers)).toBe(false);
});
