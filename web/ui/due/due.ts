/** Words for a due day: always in time left, never only a red date. */
import type { Day, Due } from '#api/shapes.ts';
import { days_between } from '#ui/format/format.ts';

/** How far a due day is, by the calendar; the server's own `due` wins where it is given. */
export function due_of(due_on: Day | null, today: Day): { due: Due; days: number } {
  if (!due_on) return { due: 'none', days: 0 };
  const days = days_between(today, due_on);
  return { due: days < 0 ? 'overdue' : days === 0 ? 'today' : days <= 3 ? 'soon' : 'later', days };
}
