/** The four views of a plan and how its tasks are ordered in them. */
import type { Day, Plan, Task, TaskGroup, TaskState } from '#api/shapes.ts';
import { compare_text, days_between } from '#ui/format/format.ts';

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

/** Whether a task belongs to a filter: one of the five states, or `soon` for open ones due within a week. */
export function stands_in(task: Task, filter: string | null, today: Day): boolean {
  if (!filter) return true;
  if (filter !== 'soon') return task.state === filter;
  if (task.state === 'done' || !task.due_on) return false;
  const days = days_between(today, task.due_on);
  return days >= 0 && days <= 7;
}

export function rows_of(plan: Plan, state: string | null): Row[] {
  return plan.groups.flatMap((group) =>
    group.tasks.filter((task) => stands_in(task, state, plan.as_of.slice(0, 10))).map((task) => ({ task, group })),
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

/** A body's name without the dash that a cell may begin with. */
export function plain_lead(lead: string): string {
  return lead.replace(/^[-–\s]+/, '');
}

/** Tasks by lead body, the one with most points at stake first. */
export function by_body(rows: Row[]): Bundle[] {
  return bundles(rows, (row) => plain_lead(row.task.lead)).sort(
    (a, b) => Number(b.points) - Number(a.points) || compare_text(a.title, b.title),
  );
}

/** Tasks by due day; the title is the day, or empty for tasks without one, which come last. */
export function by_day(rows: Row[]): Bundle[] {
  return bundles(sorted(rows, 'han'), (row) => row.task.due_on ?? '');
}
