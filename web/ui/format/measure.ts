/** Values of measures by their type, as people read and type them. */
import { t } from '#ui/text/text.svelte.ts';
import { amount, day, percent, read_number } from './format.ts';

export type MeasureType = 'count' | 'percent' | 'number' | 'bool' | 'date' | 'days' | 'money' | (string & {});

/** A value in words: `1.248 hồ sơ`, `81,4%`, `Có`, `15/02/2024`, `4.200.000.000 đ`. */
export function measure_value(type: MeasureType, value: string, unit = ''): string {
  switch (type) {
    case 'bool':
      return value === 'true' ? t('facts.yes') : t('facts.no');
    case 'date':
      return day(value);
    case 'percent':
      return percent(value);
    case 'money':
      return `${amount(value)} ${unit || t('facts.dong')}`;
    default:
      return unit ? `${amount(value)} ${unit}` : amount(value);
  }
}

/** Types whose values are whole numbers, so that a point in `1.248` can only group thousands. */
export function is_whole(type: MeasureType): boolean {
  return type === 'count' || type === 'days' || type === 'money';
}

export type TypedValue =
  | { kind: 'value'; value: string }
  | { kind: 'ambiguous'; as_thousands: string; as_decimal: string }
  | { kind: 'empty' }
  | { kind: 'wrong' }
  | { kind: 'fraction' };

/** What was typed for a measure of a type, as the server wants it. */
export function typed_value(type: MeasureType, typed: string): TypedValue {
  if (type === 'bool' || type === 'date') return typed === '' ? { kind: 'empty' } : { kind: 'value', value: typed };
  const read = read_number(typed.replace(/%$/, ''));
  if (read.kind === 'ambiguous' && is_whole(type)) return { kind: 'value', value: read.as_thousands };
  if (read.kind === 'value' && is_whole(type) && read.value.includes('.')) return { kind: 'fraction' };
  return read;
}
