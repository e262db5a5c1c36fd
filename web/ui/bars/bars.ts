/** Widths of the parts of a bar, in percent of its maximum. */
export interface Parts {
  earned: number;
  losing: number;
}

/** Parts of one field; they never run over the bar's end. */
export function parts_of(points: string, losing: string, max_points: string): Parts {
  const max = Number(max_points);
  if (!(max > 0)) return { earned: 0, losing: 0 };
  const earned = Math.min(100, (Math.max(0, Number(points)) / max) * 100);
  return { earned, losing: Math.min(100 - earned, (Math.max(0, Number(losing)) / max) * 100) };
}
