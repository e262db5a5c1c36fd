import { expect, it } from 'vitest';
import { scale, ticks_of } from './geometry.ts';

it('marks whole steps', () => {
  expect(ticks_of(94, 100)).toEqual([94, 95, 96, 97, 98, 99, 100]);
  expect(ticks_of(0, 100)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticks_of(3, 3)).toEqual([3]);
});

it('draws a linear rule with a strip that gives nothing', () => {
  const found = scale('linear', [{ x: '95', y: '0' }, { x: '100', y: '3' }], 3);
  expect(found.nothing.width).toBeCloseTo(83.33);
  expect(found.paying.x).toBeCloseTo(123.33);
  expect(found.place({ x: '100', y: '3' })).toEqual({ x: 540, y: 14 });
  expect(found.area.startsWith('M123.3')).toBe(true);
});

it('keeps the value of a band until the next one', () => {
  const found = scale('bands', [{ x: '0', y: '0' }, { x: '80', y: '1' }, { x: '100', y: '1' }], 1);
  expect(found.area).toBe('M40,60 L40,60 L440,60 L440,14 L540,14 L540,14 L540,60 Z');
  expect(found.paying.x).toBe(440);
});

it('holds a point outside the axis at its end', () => {
  const found = scale('linear', [{ x: '0', y: '0' }, { x: '100', y: '2' }], 2);
  expect(found.place({ x: '130', y: '2' }).x).toBe(540);
});

it('begins a little before the part that pays, and before a marked point', () => {
  const points = [{ x: '0', y: '0' }, { x: '95', y: '0' }, { x: '100', y: '3' }];
  expect(scale('linear', points, 3, [{ x: '99', y: '2.4' }]).ticks[0]).toEqual({ value: 94, x: 40 });
  expect(scale('linear', points, 3, [{ x: '60', y: '0' }, null]).ticks[0]).toEqual({ value: 60, x: 40 });
});
