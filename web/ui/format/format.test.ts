import { afterEach, describe, expect, it } from 'vitest';
import * as f from './format.ts';

afterEach(() => f.format_in('vi'));

describe('numbers', () => {
  it('writes points with a comma and two decimals in Vietnamese', () => {
    expect(f.points('91.42')).toBe('91,42');
    expect(f.points('7')).toBe('7,00');
    expect(f.amount('1248')).toBe('1.248');
    expect(f.amount('98.6378205')).toBe('98,6378205');
  });

  it('writes the British forms in English', () => {
    f.format_in('en');
    expect(f.points('1291.4')).toBe('1,291.40');
    expect(f.percent('98.6')).toBe('98.6%');
  });

  it('rounds the decimal string itself, not its nearest float', () => {
    expect(f.points('1.005')).toBe('1,01');
    expect(f.points('2.675')).toBe('2,68');
  });

  it('shows losses with a real minus and nothing lost as a bare zero', () => {
    expect(f.lost_points('0.80')).toBe('−0,80');
    expect(f.lost_points('0.00')).toBe('0');
    expect(f.change('-0.01')).toBe('−0,01');
    expect(f.change('0.18')).toBe('+0,18');
  });

  it('drops the decimals of a whole maximum only', () => {
    expect(f.max_points('15.00')).toBe('15');
    expect(f.max_points('2.5')).toBe('2,50');
  });
});

describe('dates', () => {
  it('writes days, and leaves out the year of today', () => {
    expect(f.day('2024-10-15')).toBe('15/10/2024');
    expect(f.short_day('2024-10-25', '2024-10-15')).toBe('25/10');
    expect(f.short_day('2025-01-05', '2024-10-15')).toBe('05/01/2025');
  });

  it('names the weekday', () => {
    expect(f.weekday('2024-10-15')).toBe('Thứ Ba, 15/10/2024');
    f.format_in('en');
    expect(f.weekday('2024-10-15')).toBe('Tue, 15/10/2024');
  });

  it('takes the clock of the unit, not of the browser', () => {
    expect(f.time('2024-10-15T08:15:07+07:00')).toBe('08:15');
    expect(f.moment('2024-10-15T08:15:07+07:00')).toBe('15/10/2024 08:15');
    expect(f.moment('2024-10-15')).toBe('15/10/2024');
  });

  it('counts days across a leap day', () => {
    expect(f.days_between('2024-02-28', '2024-03-01')).toBe(2);
    expect(f.days_between('2024-03-01', '2024-02-28')).toBe(-2);
  });
});

describe('typed numbers', () => {
  it('reads both decimal marks', () => {
    expect(f.read_number('93,86')).toEqual({ kind: 'value', value: '93.86' });
    expect(f.read_number(' 93.86 ')).toEqual({ kind: 'value', value: '93.86' });
    expect(f.read_number('1.248,5')).toEqual({ kind: 'value', value: '1248.5' });
    expect(f.read_number('1,248.5')).toEqual({ kind: 'value', value: '1248.5' });
    expect(f.read_number('1.248.000')).toEqual({ kind: 'value', value: '1248000' });
    expect(f.read_number('1 248')).toEqual({ kind: 'value', value: '1248' });
    expect(f.read_number('0.125')).toEqual({ kind: 'value', value: '0.125' });
  });

  it('echoes what can mean two things', () => {
    expect(f.read_number('1.248')).toEqual({ kind: 'ambiguous', as_thousands: '1248', as_decimal: '1.248' });
    expect(f.read_number('1,248')).toEqual({ kind: 'ambiguous', as_thousands: '1248', as_decimal: '1.248' });
  });

  it('refuses what is no number', () => {
    for (const typed of ['abc', '1.2.3', '12..4', '--5', '1,2,3']) expect(f.read_number(typed).kind).toBe('wrong');
    expect(f.read_number('  ').kind).toBe('empty');
  });
});

it('folds Vietnamese marks for searching', () => {
  expect(f.folded('Đôn đốc Phù Linh')).toBe('don doc phu linh');
});

it('sorts D before Đ and A before Ă before Â', () => {
  expect(['Đ', 'D', 'Â', 'A', 'Ă'].sort(f.compare_text)).toEqual(['A', 'Ă', 'Â', 'D', 'Đ']);
});
