/** The four views of a plan and how its tasks are ordered in them. */
import type { Plan, Task, TaskGroup, TaskState } from '#api/shapes.ts';
import { compare_text } from '#ui/format/format.ts';

export const views = ['toan-canh', 'bang', 'bo-phan', 'lich'] as const;
export type View = (typeof views)[number];

/** The view that an address names; a phone begins with the list by due date. */
export function view_of(named: string | null, phone: boolean): View {
  return (views as readonly string[]).includes(named ?? '') ? (named as View) : phone ? 'lich' : 'toan-canh';
}

/** A task with the group it stands in. */
export interface Row {
  task: Task;
  group: TaskGroup;
}

export function rows_of(plan: Plan, state: string | null): Row[] {
  return plan.groups.flatMap((group) =>
    group.tasks.filter((task) => !state || task.state === state).map((task) => ({ task, group })),
  );
}

/** Groups in two columns: the left one takes groups until it holds half of the tasks. */
export function columns_of(groups: TaskGroup[]): [TaskGroup[], TaskGroup[]] {
  const total = groups.reduce((sum, group) => sum + group.tasks.length, 0);
  const left: TaskGroup[] = [];
  let taken = 0;
  for (const group of groups) {
    if (left.length > 0 && taken + group.tasks.length / 2 > total / 2) break;
    left.push(group);
    taken += group.tasks.length;
  }
  return [left, groups.slice(left.length)];
}

export type Sort = 'stt' | 'diem' | 'han' | 'tien-do' | 'chu-tri';
const order: TaskState[] = ['overdue', 'slow', 'not_due', 'on_course', 'done'];

const by: Record<Sort, (a: Row, b: Row) => number> = {
  stt: () => 0,
  diem: (a, b) => Number(b.task.points_at_stake) - Number(a.task.points_at_stake),
  han: (a, b) => (a.task.due_on ?? '9999').localeCompare(b.task.due_on ?? '9999'),
  'tien-do': (a, b) => order.indexOf(a.task.state) - order.indexOf(b.task.state) || a.task.progress - b.task.progress,
  'chu-tri': (a, b) => compare_text(a.task.lead, b.task.lead),
};

/** Rows in an order; equal ones stay as the plan has them. */
export function sorted(rows: Row[], sort: string | null): Row[] {
  return [...rows].sort(by[(sort ?? 'stt') as Sort] ?? by.stt);
}

export interface Bundle {
  title: string;
  rows: Row[];
  mean: number;
  points: string;
}

function bundle(title: string, rows: Row[]): Bundle {
  const mean = Math.round(rows.reduce((sum, row) => sum + row.task.progress, 0) / (rows.length || 1));
  const points = rows.reduce((sum, row) => sum + Number(row.task.points_at_stake), 0).toFixed(4);
  return { title, rows, mean, points };
}

function bundles(rows: Row[], name: (row: Row) => string): Bundle[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(name(row), [...(found.get(name(row)) ?? []), row]);
  return [...found].map(([title, own]) => bundle(title, own));
}

/** Tasks by lead body, the one with most points at stake first. */
export function by_body(rows: Row[]): Bundle[] {
  return bundles(rows, (row) => row.task.lead.replace(/^[-–\s]+/, '')).sort(
    (a, b) => Number(b.points) - Number(a.points) || compare_text(a.title, b.title),
  );
}

/** Tasks by due day; the title is the day, or empty for tasks without one, which come last. */
export function by_day(rows: Row[]): Bundle[] {
  return bundles(sorted(rows, 'han'), (row) => row.task.due_on ?? '');
}
