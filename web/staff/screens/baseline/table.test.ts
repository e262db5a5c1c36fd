import { expect, it } from 'vitest';
import { pasted } from './table.ts';

it('reads a table copied from a spreadsheet', () => {
  const found = pasted('1.1\tHoàn thành nhiệm vụ\t5,25\n3.2. \t2.18\nTổng cộng\t7,43\n9.9\t1', ['1.1', '3.2']);
  expect(found.lines).toEqual([{ code: '1.1', points: '5.25' }, { code: '3.2', points: '2.18' }]);
  expect(found.strange).toEqual(['Tổng cộng\t7,43', '9.9\t1']);
});

it('reads code and points with one space between', () => {
  expect(pasted('1.1 5,25', ['1.1']).lines).toEqual([{ code: '1.1', points: '5.25' }]);
});
