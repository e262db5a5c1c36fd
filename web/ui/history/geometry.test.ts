import { expect, it } from 'vitest';
import { apart, course, range_of, step_of } from './geometry.ts';

const frame = { left: 30, right: 294, top: 10, bottom: 130 };

it('chooses readable steps', () => {
  expect([1, 4, 5, 6, 12, 26, 90].map(step_of)).toEqual([1, 1, 1, 2, 5, 10, 20]);
});

it('frames the values and stays below the maximum', () => {
  expect(range_of([79.1, 98.72], 100)).toEqual({ low: 75, high: 100, step: 5 });
  expect(range_of([0, 2], 100)).toEqual({ low: 0, high: 3, step: 1 });
});

it('draws from the first day to the last day of the year', () => {
  const history = [
    { date: '2024-04-01', points: '79.10' },
    { date: '2024-10-15', points: '91.42' },
  ];
  const found = course(history, '2024-12-31', [79.1, 98.72], 100, frame);
  expect(found.line.startsWith('30.0,')).toBe(true);
  expect(found.x('2024-12-31')).toBe(294);
  expect(found.y(100)).toBe(10);
  expect(found.here!.x).toBeGreaterThan(200);
  expect(found.months.map((mark) => mark.month)).toEqual([4, 6, 8, 10, 12]);
});

it('survives a year without history', () => {
  const found = course([], '2025-12-31', [], 100, frame);
  expect(found.line).toBe('');
  expect(found.here).toBeNull();
  expect(found.months[0]).toEqual({ month: 1, x: 30 });
});

it('moves labels apart', () => {
  expect(apart(10, 40, 15)).toEqual({ upper: 10, lower: 40 });
  expect(apart(20, 25, 15)).toEqual({ upper: 15, lower: 30 });
});
