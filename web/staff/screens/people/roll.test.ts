import { expect, test } from 'vitest';
import type { PersonRow } from '#api/shapes.ts';
import { open_account, proposed_username, shown } from './roll.ts';

const person = (name: string, more: Partial<PersonRow> = {}): PersonRow => ({
  id: name, name, position: 'Công chức', left_on: null, me: false, seats: [], accounts: [], ...more,
});
const people = [
  person('Đặng Thị Hòa', { accounts: [{ id: '1', username: 'hoa.dt', role: 'staff', state: 'open', second_factor: false }] }),
  person('Nguyễn Văn An', { seats: [{ id: '2', body: 'x', body_name: 'Văn phòng – Thống kê', role: 'lead', from_on: '2024-01-01', to_on: null }] }),
  person('Trần Bình', { left_on: '2024-09-30' }),
];
const names = (typed: string, left = false) => shown(people, typed, left, '2024-10-15').map((each) => each.name);

test('people are found without diacritics, by name, account and body', () => {
  expect(names('dang hoa')).toEqual(['Đặng Thị Hòa']);
  expect(names('hoa.dt')).toEqual(['Đặng Thị Hòa']);
  expect(names('thong ke')).toEqual(['Nguyễn Văn An']);
  expect(names('không ai')).toEqual([]);
});

test('those who left are shown when asked for, from the day after their last', () => {
  expect(names('')).toEqual(['Đặng Thị Hòa', 'Nguyễn Văn An']);
  expect(names('', true)).toHaveLength(3);
  expect(shown(people, '', false, '2024-09-30')).toHaveLength(3);
});

test('a user name is proposed as offices write it', () => {
  expect(proposed_username('Nguyễn Thị Hòa')).toBe('hoa.nt');
  expect(proposed_username(' Đào ')).toBe('dao');
  expect(proposed_username('')).toBe('');
});

test('a closed account is no account', () => {
  expect(open_account(people[0]!)?.username).toBe('hoa.dt');
  expect(open_account(person('X', { accounts: [{ id: '3', username: 'x', role: 'staff', state: 'closed', second_factor: false }] }))).toBeUndefined();
});
