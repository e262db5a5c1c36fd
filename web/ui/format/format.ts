/**
 * Numbers, dates and times as people read them: `93,86`, `1.248`, `15/10/2024`, `08:15` in Vietnamese,
 * the British forms in English. Decimal strings are formatted as they are, never through a float.
 */
import type { Day, Moment, Points } from '#api/shapes.ts';

export type Language = 'vi' | 'en';

let locale: 'vi-VN' | 'en-GB' = 'vi-VN';
let kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** Chooses the language of everything below; `ui/text` calls it. */
export function format_in(language: Language): void {
  locale = language === 'en' ? 'en-GB' : 'vi-VN';
  kept = new Map();
}

function numbers(least: number, most: number): Intl.NumberFormat {
  const key = `${least}:${most}`;
  let found = kept.get(key) as Intl.NumberFormat | undefined;
  if (!found) {
    found = new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most });
    kept.set(key, found);
  }
  return found;
}

/** Formats a decimal string exactly; the minus is U+2212, as printed. */
function decimal(value: string | number, least: number, most: number): string {
  return numbers(least, most)
    .format(value as Intl.StringNumericLiteral)
    .replace('-', '−');
}

/** Points with the two decimals that scores always have. */
export function points(value: Points): string {
  return decimal(value, 2, 2);
}

/** Points as a maximum reads: no decimals when it is whole, else two. */
export function max_points(value: Points): string {
  return Number.isInteger(Number(value)) ? decimal(value, 0, 0) : decimal(value, 2, 2);
}

/** Points lost, with a minus; exactly nothing is `0`. */
export function lost_points(value: Points): string {
  return Number(value) === 0 ? '0' : decimal(value.startsWith('-') ? value : `-${value}`, 2, 2);
}

/** A signed change: `+0,20`, `−0,01`. */
export function change(value: Points): string {
  return (Number(value) > 0 ? '+' : '') + decimal(value, 2, 2);
}

/** A count or a measured value with all its decimals (up to 10). */
export function amount(value: string | number): string {
  return decimal(value, 0, 10);
}

/** A percentage already in percent: `76%`, `98,6%`. */
export function percent(value: string | number): string {
  return `${decimal(value, 0, 2)}%`;
}

/** `15/10/2024`. */
export function day(value: Day): string {
  return `${value.slice(8, 10)}/${value.slice(5, 7)}/${value.slice(0, 4)}`;
}

/** `15/10` within the year of `today`, else with its year. */
export function short_day(value: Day, today: Day): string {
  return value.slice(0, 4) === today.slice(0, 4) ? day(value).slice(0, 5) : day(value);
}

/** `Thứ Ba, 15/10/2024`, `Tue, 15/10/2024`. */
export function weekday(value: Day): string {
  const name = new Intl.DateTimeFormat(locale, { weekday: locale === 'vi-VN' ? 'long' : 'short', timeZone: 'UTC' });
  return `${name.format(new Date(`${value}T00:00:00Z`))}, ${day(value)}`;
}

/** The clock of an instant, as the unit's own time says: `08:15`. */
export function time(value: Moment): string {
  return value.slice(11, 16);
}

/** `15/10/2024 08:15`; a bare day stays a day. */
export function moment(value: Moment | Day): string {
  return value.length > 10 ? `${day(value)} ${time(value)}` : day(value);
}

/** `1,2 MB`. */
export function file_size(bytes: number): string {
  if (bytes < 1024) return `${amount(bytes)} B`;
  if (bytes < 1024 * 1024) return `${decimal(Math.round(bytes / 1024), 0, 0)} KB`;
  return `${decimal(bytes / (1024 * 1024), 0, 1)} MB`;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function days_between(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export type ReadNumber =
  | { kind: 'value'; value: string }
  | { kind: 'ambiguous'; as_thousands: string; as_decimal: string }
  | { kind: 'empty' }
  | { kind: 'wrong' };

/**
 * Reads a number as people type it: `93,86`, `93.86`, `1 248`, `1.248,5`, `1,248.5`. One separator followed
 * by exactly three digits (`1.248`) can mean two things, and is given back as both.
 */
export function read_number(typed: string): ReadNumber {
  const text = typed.trim().replace(/[\s ]/g, '').replace('−', '-');
  if (text === '') return { kind: 'empty' };
  if (/^-?\d+$/.test(text)) return { kind: 'value', value: text };
  const one = /^(-?\d+)[.,](\d+)$/.exec(text);
  if (one) {
    const [, whole = '', rest = ''] = one;
    const could_group = rest.length === 3 && /^-?[1-9]\d{0,2}$/.test(whole);
    if (could_group) return { kind: 'ambiguous', as_thousands: whole + rest, as_decimal: `${whole}.${rest}` };
    return { kind: 'value', value: `${whole}.${rest}` };
  }
  for (const [group, mark] of [['.', ','], [',', '.']] as const) {
    const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${mark}\\d+)?$`);
    if (grouped.test(text)) {
      return { kind: 'value', value: text.replaceAll(group, '').replace(mark, '.') };
    }
  }
  return { kind: 'wrong' };
}

/** A text without marks and case, for searching: `Đôn đốc` → `don doc`. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** Sorts as Vietnamese does: A Ă Â … D Đ. */
export const compare_text = new Intl.Collator('vi').compare;
