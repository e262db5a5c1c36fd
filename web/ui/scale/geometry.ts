/** Geometry of a criterion's scale: what share gives how many points. */
import type { ScalePoint } from '#api/shapes.ts';

export interface Place {
  x: number;
  y: number;
}

export interface Scale {
  /** The area under the rule's line, as an SVG path, and the line itself. */
  area: string;
  ticks: { value: number; x: number }[];
  /** The part of the axis that gives nothing, and the part that pays. */
  nothing: { x: number; width: number };
  paying: { x: number; width: number };
  place: (point: ScalePoint) => Place;
  top: Place;
}

const LEFT = 40;
const RIGHT = 540;
const TOP = 14;
const BOTTOM = 60;

/** Marks of the axis: at most 11, on whole steps of 1, 2, 5, 10 … */
export function ticks_of(low: number, high: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  let step = 10 ** Math.floor(Math.log10(span / 5));
  for (const factor of [1, 2, 5, 10]) {
    if (span / (step * factor) <= 6) {
      step *= factor;
      break;
    }
  }
  const found: number[] = [];
  for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + 1e-9; value += step) {
    found.push(Number(value.toFixed(6)));
  }
  return found;
}

/**
 * Where the axis of a linear rule begins: a little before the part that pays, so that its slope can be read,
 * and before every marked point.
 */
function lower_end(known: Place[], shown: (ScalePoint | null)[], last: number): number {
  const pays = known.findIndex((point, index) => point.y > 0 || (known[index + 1]?.y ?? 0) > 0);
  const from = known[pays]?.x ?? 0;
  if (from <= 0) return 0;
  const marked = shown.map((point) => Number(point?.x ?? from));
  return Math.max(0, Math.min(from - (last - from) * 0.2, ...marked));
}

/**
 * The drawing of a rule. A linear rule joins its points; bands and steps keep a point's value until the
 * next one.
 */
export function scale(
  kind: 'linear' | 'bands' | 'steps' | 'none',
  points: ScalePoint[],
  max: number,
  shown: (ScalePoint | null)[] = [],
): Scale {
  const known = points.map((point) => ({ x: Number(point.x), y: Number(point.y) })).sort((a, b) => a.x - b.x);
  const first = known[0]?.x ?? 0;
  const last = known.at(-1)?.x ?? 1;
  const low = kind === 'linear' ? lower_end(known, shown, last) : first;
  const at_x = (x: number) => LEFT + ((RIGHT - LEFT) * (Math.min(last, Math.max(low, x)) - low)) / (last - low || 1);
  const at_y = (y: number) => BOTTOM - ((BOTTOM - TOP) * y) / (max || 1);
  const corners: string[] = [];
  known.forEach((point, index) => {
    const before = known[index - 1];
    if (before && kind !== 'linear') corners.push(`${at_x(point.x)},${at_y(before.y)}`);
    corners.push(`${at_x(point.x)},${at_y(point.y)}`);
  });
  const pays = known.find((point, index) => point.y > 0 || (kind === 'linear' && (known[index + 1]?.y ?? 0) > 0));
  const edge = at_x(pays?.x ?? last);
  return {
    area: corners.length > 1 ? `M${at_x(first)},${BOTTOM} L${corners.join(' L')} L${at_x(last)},${BOTTOM} Z` : '',
    ticks: ticks_of(low, last).map((value) => ({ value, x: at_x(value) })),
    nothing: { x: LEFT, width: edge - LEFT },
    paying: { x: edge, width: RIGHT - edge },
    place: (point) => ({ x: at_x(Number(point.x)), y: at_y(Number(point.y)) }),
    top: { x: RIGHT, y: TOP },
  };
}
