/** Finding among what the browser already knows: without marks, and with one slip of the finger. */
import { folded } from '#ui/format/format.ts';

export interface Entry {
  text: string;
  note: string;
  href?: string;
  run?: () => void;
}

/** Whether two words differ by at most one letter changed, left out, added or swapped with its neighbour. */
export function one_slip(word: string, wanted: string): boolean {
  if (Math.abs(word.length - wanted.length) > 1) return false;
  let at = 0;
  while (at < Math.min(word.length, wanted.length) && word[at] === wanted[at]) at++;
  const [a, b] = [word.slice(at), wanted.slice(at)];
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}

/** How well a text answers the words typed: 0 not at all, 3 begins with them. */
export function rank_of(text: string, typed: string): number {
  const [where, what] = [folded(text), folded(typed.trim())];
  if (what === '') return 1;
  if (where.startsWith(what)) return 3;
  if (where.includes(what)) return 2;
  const words = where.split(/[^\p{L}\p{N}.]+/u);
  const every = what.split(/\s+/).every((part) =>
    words.some((word) => word.startsWith(part) || (part.length >= 2 && one_slip(word, part))),
  );
  return every ? 1 : 0;
}

/** The best entries for what was typed, in their given order among equals. */
export function find(entries: Entry[], typed: string, most: number): Entry[] {
  return entries
    .map((entry, order) => ({ entry, order, rank: rank_of(`${entry.text} ${entry.note}`, typed) }))
    .filter((found) => found.rank > 0)
    .sort((a, b) => b.rank - a.rank || a.order - b.order)
    .slice(0, most)
    .map((found) => found.entry);
}
