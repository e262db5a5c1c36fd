import { expect, it } from 'vitest';
import type { Measure } from '#api/shapes.ts';
import { count_of, listed } from './list.ts';

const measure = (id: string, enterable: boolean, wanted: boolean, points_at_stake: string, value: string | null = '1') =>
  ({ id, label: id, enterable, wanted, points_at_stake, value }) as Measure;
const all = [
  measure('counted', false, false, '0.82'),
  measure('calm', true, false, '0.50'),
  measure('wanted small', true, true, '0.20', null),
  measure('wanted large', true, true, '1.00'),
];
const ids = (found: Measure[]) => found.map((each) => each.id);

it('puts wanted measures first, the dearest on top, and leaves out what is counted', () => {
  expect(ids(listed(all, null))).toEqual(['wanted large', 'wanted small', 'calm']);
});

it('filters', () => {
  expect(ids(listed(all, 'can-nhap'))).toEqual(['wanted large', 'wanted small']);
  expect(ids(listed(all, 'thieu'))).toEqual(['wanted small']);
  expect(ids(listed(all, 'may-dem'))).toEqual(['counted']);
  expect(count_of(all, 'can-nhap')).toBe(2);
});

it('finds by words without marks', () => {
  expect(ids(listed([measure('Văn bản giấy', true, false, '0')], null, 'van ban'))).toEqual(['Văn bản giấy']);
});
