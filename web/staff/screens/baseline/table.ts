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
