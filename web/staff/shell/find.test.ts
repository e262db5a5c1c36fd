import { expect, it } from 'vitest';
import { find, one_slip, rank_of } from './find.ts';

it('ignores marks', () => {
  expect(rank_of('Đăng ký kết hôn', 'ket hon')).toBe(2);
  expect(rank_of('Niêm yết thủ tục', 'niem yet')).toBe(3);
});

it('forgives one slip in a word', () => {
  expect(rank_of('Đăng ký kết hôn', 'kết hn')).toBeGreaterThan(0);
  expect(one_slip('hon', 'hno')).toBe(true);
  expect(one_slip('hon', 'xyz')).toBe(false);
  expect(rank_of('Đăng ký kết hôn', 'khai sinh')).toBe(0);
});

it('puts the best first and keeps the order of equals', () => {
  const entries = ['Cải cách tài chính công', 'Tài chính', 'Điều hành'].map((text) => ({ text, note: '' }));
  expect(find(entries, 'tai chinh', 5).map((entry) => entry.text)).toEqual(['Tài chính', 'Cải cách tài chính công']);
});
