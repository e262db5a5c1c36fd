import { expect, it } from 'vitest';
import { petals, radius_of } from './petals.ts';

it('reaches from the root to the tip', () => {
  expect(radius_of(0)).toBe(36);
  expect(radius_of(1)).toBe(99);
  expect(radius_of(1.4)).toBe(99);
});

it('places eight petals, the first upright, the third to the right', () => {
  const field = { points: '13.70', max_points: '15', losing: '0.80' };
  const found = petals(Array.from({ length: 8 }, () => field));
  expect(found.map((petal) => petal.turn)).toEqual([0, 45, 90, 135, 180, 225, 270, 315]);
  expect(found[0]!.earned).toBeCloseTo(93.54);
  expect(found[0]!.losing).toBeCloseTo(96.9);
  expect([found[0]!.x, found[0]!.y]).toEqual([0, -61.5]);
  expect(found[2]!.x).toBeCloseTo(66);
});

it('leaves a field without points pale', () => {
  expect(petals([{ points: '0', max_points: '0', losing: '0' }])[0]!.earned).toBe(36);
});
