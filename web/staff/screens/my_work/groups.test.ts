import { describe, expect, test } from 'vitest';
import type { MyWork } from '#api/shapes.ts';
import { groups_of, marked } from './groups.ts';

const order = ['a', 'b', 'c', 'd'];

describe('my work', () => {
  test('groups without work are left out, the late ones stand first', () => {
    const work = { overdue: [], today: [{ id: 'a' }], this_week: [], later: [{ id: 'b' }] } as unknown as MyWork;
    expect(groups_of(work).map((group) => group.title)).toEqual(['my_work.today', 'my_work.later']);
  });
  test('X marks and takes the mark away', () => {
    expect(marked([], order, 'b', undefined, false)).toEqual(['b']);
    expect(marked(['b', 'c'], order, 'b', 'c', false)).toEqual(['c']);
  });
  test('Shift X marks everything between, upward too, and keeps other marks', () => {
    expect(marked(['b'], order, 'd', 'b', true)).toEqual(['b', 'c', 'd']);
    expect(marked(['d'], order, 'b', 'd', true)).toEqual(['b', 'c', 'd']);
    expect(marked(['a', 'c'], order, 'd', 'c', true)).toEqual(['a', 'c', 'd']);
  });
  test('without a row marked before, Shift X marks one', () => {
    expect(marked([], order, 'c', undefined, true)).toEqual(['c']);
  });
});
