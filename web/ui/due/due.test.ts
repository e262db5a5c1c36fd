import { expect, it } from 'vitest';
import { due_of } from './due.ts';

it('tells the day before, the day and the day after', () => {
  expect(due_of('2024-10-16', '2024-10-15')).toEqual({ due: 'soon', days: 1 });
  expect(due_of('2024-10-15', '2024-10-15')).toEqual({ due: 'today', days: 0 });
  expect(due_of('2024-10-14', '2024-10-15')).toEqual({ due: 'overdue', days: -1 });
  expect(due_of('2024-10-19', '2024-10-15').due).toBe('later');
  expect(due_of(null, '2024-10-15').due).toBe('none');
});
