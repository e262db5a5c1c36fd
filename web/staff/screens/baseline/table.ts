/** Last year's result: pasted tables and whether its points add up. */
import { read_number } from '#ui/format/format.ts';

export interface PastedLine {
  code: string;
  points: string;
}

/** A table of codes and points copied from a spreadsheet: one criterion a line, code first, points last. */
export function pasted(text: string, known: string[]): { lines: PastedLine[]; strange: string[] } {
  const lines: PastedLine[] = [];
  const strange: string[] = [];
  for (const line of text.split(/\r?\n/).map((each) => each.trim()).filter(Boolean)) {
    const cells = line.split(/\t|;|\s{2,}|\s(?=[-−\d.,]+$)/).map((cell) => cell.trim()).filter(Boolean);
    const code = (cells[0] ?? '').replace(/\.$/, '');
    const read = read_number(cells.at(-1) ?? '');
    const value = read.kind === 'value' ? read.value : read.kind === 'ambiguous' ? read.as_decimal : undefined;
    if (cells.length > 1 && known.includes(code) && value !== undefined) lines.push({ code, points: value });
    else strange.push(line);
  }
  return { lines, strange };
}

const SCALE = 10n ** 6n;

/** A decimal string in millionths; undefined when it is none. */
export function millionths(text: string): bigint | undefined {
  const found = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (!found) return undefined;
  const value = BigInt(found[2]!) * SCALE + BigInt((found[3] ?? '').padEnd(6, '0') || '0');
  return found[1] ? -value : value;
}

/** The exact sum of decimal strings, without trailing zeros. */
export function sum(values: string[]): string {
  const total = values.reduce((all, value) => all + (millionths(value) ?? 0n), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(7, '0');
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
  return total < 0n ? `-${text}` : text;
}
