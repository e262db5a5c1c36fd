import { expect, it } from 'vitest';
import type { IndexCriterion } from '#api/shapes.ts';
import { filtered, worst } from './filter.ts';

const of = (code: string, live_state: IndexCriterion['live_state'], recoverable: string, gone = '0') =>
  ({ code, live_state, recoverable, gone }) as IndexCriterion;
const criteria = [of('1.1', 'earned', '0'), of('3.2', 'losing', '0.20', '0.62'), of('7.2', 'losing', '1.00'), of('8.9', 'gone', '0', '1')];
const codes = (found: IndexCriterion[]) => found.map((criterion) => criterion.code);

it('filters by state', () => {
  expect(codes(filtered(criteria, 'dang-mat'))).toEqual(['3.2', '7.2']);
  expect(codes(filtered(criteria, 'du-diem'))).toEqual(['1.1']);
});

it('shows points gone for good also where others are recoverable', () => {
  expect(codes(filtered(criteria, 'mat-han'))).toEqual(['3.2', '8.9']);
});

it('takes an unknown filter as none', () => {
  expect(filtered(criteria, 'xyz')).toHaveLength(4);
  expect(filtered(criteria, null)).toHaveLength(4);
});

it('finds the largest recoverable loss', () => {
  expect(worst(criteria)?.code).toBe('7.2');
  expect(worst([of('1', 'earned', '0')])).toBeUndefined();
});
