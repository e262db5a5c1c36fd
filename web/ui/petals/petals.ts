/** Geometry of the lotus: one petal for each field, filled from its root by share of points. */

export interface PetalField {
  points: string;
  max_points: string;
  losing: string;
}

export interface Petal {
  /** Turn of the petal in degrees; the first stands upright. */
  turn: number;
  /** Radius up to which the petal is earned, and earned + losing. */
  earned: number;
  losing: number;
  /** Where the petal's number stands. */
  x: number;
  y: number;
}

/** Radii of a petal's root and tip. */
const ROOT = 36;
const TIP = 99;
const LABEL = 66;

/** Radius of a share of the petal, 0 ≤ share ≤ 1. */
export function radius_of(share: number): number {
  return ROOT + (TIP - ROOT) * Math.min(1, Math.max(0, share));
}

/** The petals of the fields, clockwise. A field without points to win stays pale. */
export function petals(fields: PetalField[]): Petal[] {
  return fields.map((field, index) => {
    const turn = (360 / fields.length) * index;
    const max = Number(field.max_points);
    const share = (value: number) => (max > 0 ? value / max : 0);
    const angle = (turn * Math.PI) / 180;
    return {
      turn,
      earned: radius_of(share(Number(field.points))),
      losing: radius_of(share(Number(field.points) + Number(field.losing))),
      x: LABEL * Math.sin(angle),
      y: 4.5 - LABEL * Math.cos(angle),
    };
  });
}
