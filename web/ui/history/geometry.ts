/** Geometry of the score's course over a year and its two forecasts. */
import type { Day, HistoryPoint, Points } from '#api/shapes.ts';
import { days_between } from '#ui/format/format.ts';

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Course {
  /** Horizontal lines: value and height. */
  levels: { value: number; y: number }[];
  /** Month marks: month 1–12 and place. */
  months: { month: number; x: number }[];
  line: string;
  here: { x: number; y: number } | null;
  y: (value: number) => number;
  x: (date: Day) => number;
}

/** A step of 1, 2, 5 or a power of ten of them that gives at most five lines. */
export function step_of(span: number): number {
  for (let power = 1; ; power *= 10) {
    for (const base of [1, 2, 5]) if (span / (base * power) <= 5) return base * power;
  }
}

/** Lowest and highest value shown: around all given values, on whole steps, never above `max`. */
export function range_of(values: number[], max: number): { low: number; high: number; step: number } {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const step = step_of(Math.max(1, highest - lowest));
  const high = Math.min(max, Math.ceil((highest + step * 0.15) / step) * step);
  return { low: Math.max(0, Math.floor((lowest - step * 0.15) / step) * step), high, step };
}

/** The drawing of a year's history inside a frame. `values` are all heights that must fit. */
export function course(history: HistoryPoint[], until: Day, values: number[], max: number, frame: Frame): Course {
  const year = until.slice(0, 4);
  const first = history[0]?.date ?? `${year}-01-01`;
  const span = Math.max(1, days_between(first, until));
  const { low, high, step } = range_of(values.length ? values : [0, max], max);
  const x = (date: Day) => frame.left + ((frame.right - frame.left) * days_between(first, date)) / span;
  const y = (value: number) => frame.bottom - ((frame.bottom - frame.top) * (value - low)) / (high - low || 1);
  const levels: Course['levels'] = [];
  for (let value = low; value <= high + 1e-9; value += step) levels.push({ value, y: y(value) });
  const months: Course['months'] = [];
  const every = span > 200 ? 2 : 1;
  for (let month = 1; month <= 12; month++) {
    const date = `${year}-${String(month).padStart(2, '0')}-01`;
    const begins = days_between(first, date) >= 0;
    if (begins && (month - Number(first.slice(5, 7))) % every === 0) months.push({ month, x: x(date) });
  }
  const placed = history.map((point) => ({ x: x(point.date), y: y(Number(point.points)) }));
  return {
    levels,
    months,
    line: placed.map((at) => `${at.x.toFixed(1)},${at.y.toFixed(1)}`).join(' '),
    here: placed.at(-1) ?? null,
    x,
    y,
  };
}

/** Keeps two labels from lying on each other: the lower one moves down. */
export function apart(upper: number, lower: number, least: number): { upper: number; lower: number } {
  return lower - upper >= least ? { upper, lower } : { upper: upper - (least - (lower - upper)) / 2, lower: lower + (least - (lower - upper)) / 2 };
}

/** Numbers of decimal strings. */
export function numbers_of(values: (Points | null | undefined)[]): number[] {
  return values.filter((value): value is Points => value != null).map(Number);
}
