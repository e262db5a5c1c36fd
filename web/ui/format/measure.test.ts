import { expect, it } from 'vitest';
import { measure_value, typed_value } from './measure.ts';

it('reads a point in a whole number as a group of thousands', () => {
  expect(typed_value('count', '1.248')).toEqual({ kind: 'value', value: '1248' });
  expect(typed_value('money', '4.200.000.000')).toEqual({ kind: 'value', value: '4200000000' });
});

it('asks what a point means where decimals are possible', () => {
  expect(typed_value('number', '1.248').kind).toBe('ambiguous');
  expect(typed_value('percent', '81,4%')).toEqual({ kind: 'value', value: '81.4' });
});

it('refuses a fraction of a count', () => {
  expect(typed_value('count', '12,5')).toEqual({ kind: 'fraction' });
});

it('hands on days and answers as they are', () => {
  expect(typed_value('date', '2024-02-15')).toEqual({ kind: 'value', value: '2024-02-15' });
  expect(typed_value('bool', '')).toEqual({ kind: 'empty' });
});

it('writes values by type', () => {
  expect(measure_value('count', '1248', 'hồ sơ')).toBe('1.248 hồ sơ');
  expect(measure_value('percent', '81.4')).toBe('81,4%');
  expect(measure_value('date', '2024-02-15')).toBe('15/02/2024');
});
