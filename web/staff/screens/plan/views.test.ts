import { expect, it } from 'vitest';
import type { Plan, Task, TaskGroup } from '#api/shapes.ts';
import { by_body, by_day, columns_of, rows_of, sorted, stands_in, view_of } from './views.ts';

const task = (stt: number, more: Partial<Task> = {}) =>
  ({ id: `t${stt}`, stt: String(stt), lead: 'UBND xã', due_on: '2024-12-31', progress: 50, state: 'on_course', points_at_stake: '0', ...more }) as Task;
const group = (code: string, tasks: Task[]) => ({ code, roman: code, title: code, count: tasks.length, tasks }) as TaskGroup;
const plan = {
  as_of: '2024-10-15T08:15:00+07:00',
  groups: [
    group('I', [task(1, { state: 'overdue', due_on: '2024-10-11', points_at_stake: '0.80' }), task(2, { state: 'done', progress: 100 })]),
    group('II', [task(3, { lead: '- Văn hóa', points_at_stake: '1.00' }), task(4, { due_on: null, lead: 'Văn hóa' })]),
  ],
} as Plan;
const ids = (rows: { task: Task }[]) => rows.map((row) => row.task.id).join(' ');

it('names its view by the address, a phone begins with the calendar', () => {
  expect(view_of('bang', false)).toBe('bang');
  expect(view_of(null, false)).toBe('toan-canh');
  expect(view_of(null, true)).toBe('lich');
  expect(view_of('xyz', false)).toBe('toan-canh');
});

it('puts 13 tasks left and 6 + 8 right', () => {
  const many = (code: string, n: number) => group(code, Array.from({ length: n }, (_, at) => task(at)));
  const [left, right] = columns_of([many('I', 13), many('II', 6), many('III', 8)]);
  expect([left.map((each) => each.code), right.map((each) => each.code)]).toEqual([['I'], ['II', 'III']]);
  expect(columns_of([many('I', 5)])[1]).toEqual([]);
});

it('filters and sorts without losing the order of equals', () => {
  expect(ids(rows_of(plan, 'overdue'))).toBe('t1');
  expect(ids(rows_of(plan, 'soon'))).toBe('');
  expect(stands_in(task(1, { due_on: '2024-10-22' }), 'soon', '2024-10-15')).toBe(true);
  expect(stands_in(task(1, { due_on: '2024-10-23' }), 'soon', '2024-10-15')).toBe(false);
  expect(stands_in(task(1, { due_on: '2024-10-15', state: 'done' }), 'soon', '2024-10-15')).toBe(false);
  expect(ids(sorted(rows_of(plan, null), 'diem'))).toBe('t3 t1 t2 t4');
  expect(ids(sorted(rows_of(plan, null), 'han'))).toBe('t1 t2 t3 t4');
  expect(ids(sorted(rows_of(plan, null), 'tien-do'))).toBe('t1 t3 t4 t2');
  expect(ids(sorted(rows_of(plan, null), null))).toBe('t1 t2 t3 t4');
});

it('gathers by body, ignoring a printed dash, and by day with undated last', () => {
  const bodies = by_body(rows_of(plan, null));
  expect(bodies.map((each) => [each.title, each.rows.length])).toEqual([['Văn hóa', 2], ['UBND xã', 2]]);
  expect(bodies[0]!.points).toBe('1.0000');
  expect(by_day(rows_of(plan, null)).map((each) => each.title)).toEqual(['2024-10-11', '2024-12-31', '']);
});
