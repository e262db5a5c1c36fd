import { expect, it, vi } from 'vitest';
import { file_name_of } from '#api/client.ts';

vi.mock('./proof.svelte.ts', () => ({ with_proof: (deed: () => unknown) => deed() }));
const { export_path } = await import('./exports.ts');

it('an address holds the filters that have a value', () => {
  expect(export_path('index', 'xlsx', { year: 2024, state: undefined, field: '3' })).toBe('/api/exports/index?format=xlsx&year=2024&field=3');
  expect(export_path('facts', 'csv', { text: '' })).toBe('/api/exports/facts?format=csv');
});

it('reads the name of an attachment, also in Vietnamese', () => {
  expect(file_name_of(`attachment; filename="so-lieu.csv"; filename*=UTF-8''s%E1%BB%91-li%E1%BB%87u.csv`)).toBe('số-liệu.csv');
  expect(file_name_of('attachment; filename="a.xlsx"')).toBe('a.xlsx');
  expect(file_name_of(null)).toBe('');
});
