/** Which criteria of the index stand in a filtered list. */
import type { IndexCriterion, LiveState } from '#api/shapes.ts';

/** Filters by their name in the address, in the order of the chips. */
export const filters: Record<string, LiveState[]> = {
  'dang-mat': ['losing'],
  'mat-han': ['gone'],
  'chua-den-ky': ['not_due'],
  'thieu-so-lieu': ['missing'],
  'du-diem': ['earned'],
  khac: ['not_applicable', 'not_known_below_province'],
};

/** Criteria of a filter; points gone for good also sit in criteria that can still win others back. */
export function filtered(criteria: IndexCriterion[], filter: string | null): IndexCriterion[] {
  const states = filter ? filters[filter] : undefined;
  if (!states) return criteria;
  return criteria.filter(
    (criterion) => states.includes(criterion.live_state) || (filter === 'mat-han' && Number(criterion.gone) > 0),
  );
}

/** The criterion that loses most, for the page's first button. */
export function worst(criteria: IndexCriterion[]): IndexCriterion | undefined {
  return criteria.reduce<IndexCriterion | undefined>(
    (most, each) => (Number(each.recoverable) > Number(most?.recoverable ?? 0) ? each : most),
    undefined,
  );
}
