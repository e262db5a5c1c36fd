/** Which measures a list shows, and in which order: wanted first, then by points at stake. */
import type { Measure } from '#api/shapes.ts';
import { folded } from '#ui/format/format.ts';

export const filters = ['can-nhap', 'thieu', 'nguoi-khai', 'may-dem'] as const;
export type Filter = (typeof filters)[number];

const tests: Record<Filter, (measure: Measure) => boolean> = {
  'can-nhap': (measure) => measure.wanted && measure.enterable,
  thieu: (measure) => measure.value === null,
  'nguoi-khai': (measure) => measure.enterable,
  'may-dem': (measure) => !measure.enterable,
};

/** The filter as the server's lists name it. */
export const state_of: Record<Filter, string> = { 'can-nhap': 'wanted', thieu: 'missing', 'nguoi-khai': 'enterable', 'may-dem': 'counted' };

/** The measures of a filter; without one, those that somebody has to enter. */
export function listed(measures: Measure[], filter: string | null, words = ''): Measure[] {
  const test = tests[(filter ?? 'nguoi-khai') as Filter] ?? tests['nguoi-khai'];
  return measures
    .filter((measure) => test(measure) && folded(measure.label).includes(folded(words.trim())))
    .sort((a, b) => Number(b.wanted) - Number(a.wanted) || Number(b.points_at_stake) - Number(a.points_at_stake));
}

export function count_of(measures: Measure[], filter: Filter): number {
  return measures.filter(tests[filter]).length;
}
