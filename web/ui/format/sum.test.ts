import { expect, it } from 'vitest';
import { millionths, sum } from './sum.ts';

it('adds exactly', () => {
  expect(sum(['0.1', '0.2'])).toBe('0.3');
  expect(sum(['93.86', '-3.86'])).toBe('90');
  expect(sum([])).toBe('0');
});

it('reads decimals only', () => {
  expect(millionths('2.18')).toBe(2_180_000n);
  expect(millionths('2,18')).toBeUndefined();
});
