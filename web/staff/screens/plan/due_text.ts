/** When a task is due, in the few letters of a list. */
import type { Day, Task } from '#api/shapes.ts';
import { short_day } from '#ui/format/format.ts';
import { t } from '#ui/text/text.svelte.ts';

/** The plan's own words where they give no day, else the day, and whether it comes again. */
export function due_text(task: Pick<Task, 'due_on' | 'deadline_text' | 'recurring'>, today: Day): string {
  if (!task.due_on) return task.deadline_text || t('due.none');
  return task.recurring ? t('plan.recurs', { day: short_day(task.due_on, today) }) : short_day(task.due_on, today);
}
