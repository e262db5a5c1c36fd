/** When a task is due, in the few letters of a list. */
import type { Day, Task, TaskGroup } from '#api/shapes.ts';
import { short_day } from '#ui/format/format.ts';
import { t } from '#ui/text/text.svelte.ts';

/** The plan's own words where they give no day, else the day, and whether it comes again. */
export function due_text(task: Pick<Task, 'due_on' | 'deadline_text' | 'recurring'>, today: Day): string {
  if (!task.due_on) return task.deadline_text || t('due.none');
  return task.recurring ? t('plan.recurs', { day: short_day(task.due_on, today) }) : short_day(task.due_on, today);
}

/** A group's heading; the three well-known ones are printed in capitals, which nobody should have to read. */
export function group_title(group: Pick<TaskGroup, 'code' | 'title'>): string {
  switch (group.code) {
    case 'PAR':
      return t('plan.group.PAR');
    case 'SIPAS':
      return t('plan.group.SIPAS');
    case 'PAPI':
      return t('plan.group.PAPI');
    default:
      return group.title;
  }
}
