/** What-if: which answer of the server belongs to a wanted value. */
import type { Points } from '#api/shapes.ts';

export interface Option {
  value: string;
  points: Points;
}

/** Place of the option whose value is nearest to the wanted one. */
export function nearest(options: Option[], wanted: number): number {
  let best = 0;
  options.forEach((option, at) => {
    const closer = Math.abs(Number(option.value) - wanted) < Math.abs(Number(options[best]!.value) - wanted);
    if (closer) best = at;
  });
  return best;
}

/** The gain against today's points, as a decimal string of at most 4 decimals. */
export function gain(option: Option, now: Points): string {
  return (Number(option.points) - Number(now)).toFixed(4);
}
