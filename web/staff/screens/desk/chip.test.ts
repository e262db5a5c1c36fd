import { expect, test } from 'vitest';
import { is_card, read_card, slip_code } from './chip.ts';

const card = '001068000234|012345678|Trần Thị Mẫu|12031968|Nữ|Thôn Vệ Linh, Phù Linh, Sóc Sơn, Hà Nội|01012021';

test('a card gives name, number, birthday and address', () => {
  expect(is_card(card)).toBe(true);
  expect(read_card(`${card}\r\n`)).toEqual({
    identity_number: '001068000234',
    name: 'Trần Thị Mẫu',
    born_on: '1968-03-12',
    address: 'Thôn Vệ Linh, Phù Linh, Sóc Sơn, Hà Nội',
  });
});

test('cards of a newer make with more fields are read too', () => {
  expect(read_card(`${card}||Trần Văn Cha|Lê Thị Mẹ`)).toHaveProperty('name', 'Trần Thị Mẫu');
});

test('marks that were sent apart are put together', () => {
  expect(read_card(card.normalize('NFD'))).toHaveProperty('name', 'Trần Thị Mẫu');
});

test('what is wrong is named', () => {
  expect(read_card('001068000234|Trần Thị Mẫu')).toBe('parts');
  expect(read_card(card.replace('001068000234', '00106800023'))).toBe('number');
  expect(read_card(card.replace('Trần Thị Mẫu', ''))).toBe('name');
  expect(read_card(card.replace('12031968', '31021968'))).toBe('born');
  expect(read_card(card.replace('12031968', '1968'))).toBe('born');
});

test('a slip is read by its code or by the address that ends with it', () => {
  expect(is_card('00400-241015-0008')).toBe(false);
  expect(slip_code(' 00400-241015-0008\n')).toBe('00400-241015-0008');
  expect(slip_code('https://phulinh.example.vn/tra-cuu?ma=k7qfm2xa9tpd')).toBe('K7QFM2XA9TPD');
});
