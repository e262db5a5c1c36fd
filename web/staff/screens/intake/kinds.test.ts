import { expect, it } from 'vitest';
import type { ImportPreview, Me } from '#api/shapes.ts';
import { faults_of, kinds_for, may_undo, with_field } from './kinds.ts';

const columns = [
  { column: 'A', title: 'Tên', field: 'measure' },
  { column: 'B', title: 'Số', field: 'value' },
];

it('a field moves from one column to the other', () => {
  expect(with_field(columns, 'A', 'value').map((each) => each.field)).toEqual(['value', null]);
  expect(with_field(columns, 'A', null).map((each) => each.field)).toEqual([null, 'value']);
});

it('faults of one cell stand together', () => {
  const error = { title: 'Số', value: 'x', code: 'c' };
  const preview = { errors: [{ line: 3, column: 'B', detail: 'Một.', ...error }, { line: 3, column: 'B', detail: 'Hai.', ...error }] };
  expect(faults_of(preview as ImportPreview).get('3 B')).toBe('Một. Hai.');
});

it('offers what the rights allow', () => {
  expect(kinds_for({ rights: ['task_assign', 'fact_enter_any'] } as Me)).toEqual(['so-lieu', 'chi-tieu']);
  expect(kinds_for({ rights: ['record_act'] } as Me)).toEqual(['ho-so']);
  expect(kinds_for({ rights: [] as string[] } as Me)).toEqual([]);
});

it('takes back what is Sen\'s own', () => {
  expect(may_undo('facts')).toBe(true);
  expect(may_undo('dossiers')).toBe(false);
});
