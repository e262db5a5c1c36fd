import { expect, it } from 'vitest';
import { gain, nearest } from './what_if.ts';

const options = [
  { value: '0', points: '2.38' },
  { value: '5', points: '2.20' },
  { value: '10', points: '2.02' },
];

it('takes the nearest answer of the server', () => {
  expect(nearest(options, 0)).toBe(0);
  expect(nearest(options, 4)).toBe(1);
  expect(nearest(options, 99)).toBe(2);
});

it('compares with today', () => {
  expect(gain(options[0]!, '2.18')).toBe('0.2000');
  expect(gain(options[2]!, '2.18')).toBe('-0.1600');
});
