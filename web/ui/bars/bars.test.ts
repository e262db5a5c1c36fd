import { expect, it } from 'vitest';
import { parts_of } from './bars.ts';

it('shares a bar between earned and losing', () => {
  const parts = parts_of('13.70', '0.80', '15');
  expect(parts.earned).toBeCloseTo(91.33);
  expect(parts.losing).toBeCloseTo(5.33);
});

it('stays inside the bar', () => {
  expect(parts_of('7', '1', '7')).toEqual({ earned: 100, losing: 0 });
  expect(parts_of('1', '0', '0')).toEqual({ earned: 0, losing: 0 });
});
