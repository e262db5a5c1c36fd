import { expect, it } from 'vitest';
import type { EvidenceRequest } from '#api/shapes.ts';
import { count_of, listed } from './list.ts';

const request = (id: string, state: EvidenceRequest['state'], due_on: string, due: EvidenceRequest['due'] = 'later', answered_at: string | null = null) =>
  ({ id, code: id < 'c' ? '1.3' : '2.2', state, due_on, due, answered_at, asked_at: '2024-10-01T08:00:00+07:00' }) as EvidenceRequest;
const all = [
  request('a', 'supplied', '2024-10-01', 'none', '2024-10-02T08:00:00+07:00'),
  request('b', 'open', '2024-10-20'),
  request('c', 'open', '2024-10-11', 'overdue'),
  request('d', 'explained', '2024-10-01', 'none', '2024-10-09T08:00:00+07:00'),
];
const ids = (filter: string | null, code: string | null = null) => listed(all, filter, code).map((each) => each.id);

it('open ones come first by due day, then the newest answers', () => {
  expect(ids(null)).toEqual(['c', 'b', 'd', 'a']);
});

it('a filter and a criterion narrow the list', () => {
  expect(ids('waiting')).toEqual(['c', 'b']);
  expect(ids('late')).toEqual(['c']);
  expect(ids(null, '1.3')).toEqual(['b', 'a']);
  expect(count_of(all, 'late')).toBe(1);
});
