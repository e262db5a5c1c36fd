/**
 * The text of the QR code on a chip card: number | old number | name | birthday | sex | address | issued on, the days as
 * DDMMYYYY. A reader types it like a keyboard. Newer cards add fields at the end.
 */
import type { Day } from '#api/shapes.ts';

export interface ChipCard {
  identity_number: string;
  name: string;
  born_on: Day;
  address: string;
}
export type ChipFault = 'parts' | 'number' | 'name' | 'born';

const PARTS_MIN = 6;

/** Whether what was scanned looks like a card at all; a slip's code has no bars. */
export const is_card = (text: string): boolean => text.includes('|');

function day_of(text: string): Day | null {
  const found = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (!found) return null;
  const [, day, month, year] = found;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const same = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  return same ? `${year}-${month}-${day}` : null;
}

/** The card, or what is wrong with it. */
export function read_card(text: string): ChipCard | ChipFault {
  const parts = text.trim().split('|').map((part) => part.trim().normalize('NFC'));
  if (parts.length < PARTS_MIN) return 'parts';
  const [identity_number = '', , name = '', born = '', , address = ''] = parts;
  if (!/^\d{12}$/.test(identity_number)) return 'number';
  if (name === '') return 'name';
  const born_on = day_of(born);
  if (!born_on) return 'born';
  return { identity_number, name, born_on, address };
}

/** The code in what a slip's QR holds: the code itself, or an address that ends with it. */
export function slip_code(text: string): string {
  const last = text.trim().split(/[/=]/).at(-1) ?? '';
  return decodeURIComponent(last).toUpperCase();
}
