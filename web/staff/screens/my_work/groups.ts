/** "My work" in the order in which it comes, and which rows a batch takes. */
import type { MyTask, MyWork } from '#api/shapes.ts';
import type { TextKey } from '#ui/text/text.svelte.ts';

export interface Group {
  title: TextKey;
  tone: 'danger' | 'warn' | '';
  tasks: MyTask[];
}

/** The groups that have something, the most pressing first. */
export function groups_of(work: MyWork): Group[] {
  const all: Group[] = [
    { title: 'my_work.overdue', tone: 'danger', tasks: work.overdue },
    { title: 'my_work.today', tone: 'warn', tasks: work.today },
    { title: 'my_work.this_week', tone: '', tasks: work.this_week },
    { title: 'my_work.later', tone: '', tasks: work.later },
  ];
  return all.filter((group) => group.tasks.length > 0);
}

/** The marks after X on a row; with Shift, the row and all between it and the one marked last take its mark. */
export function marked(marks: readonly string[], order: readonly string[], id: string, last: string | undefined, range: boolean): string[] {
  if (!range || last === undefined || !order.includes(last)) {
    return marks.includes(id) ? marks.filter((each) => each !== id) : [...marks, id];
  }
  const [from, to] = [order.indexOf(last), order.indexOf(id)].sort((a, b) => a - b) as [number, number];
  const between = order.slice(from, to + 1);
  return [...marks.filter((each) => !between.includes(each)), ...between];
}
