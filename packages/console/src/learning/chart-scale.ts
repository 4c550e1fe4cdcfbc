/** The arithmetic of the learning curve. Pure. */
import type { CurvePoint } from '@understudy/contract';

export const MEASURES = [
  {
    id: 'coverage',
    label: 'Answered alone',
    ours: (p: CurvePoint) => p.coverage,
    twin: (p: CurvePoint) => p.frozen_coverage,
  },
  {
    id: 'hit',
    label: 'Right answer in top 3',
    ours: (p: CurvePoint) => p.hit_at_3,
    twin: (p: CurvePoint) => p.frozen_hit_at_3,
  },
  {
    id: 'risk',
    label: 'Wrong among answered',
    ours: (p: CurvePoint) => p.risk,
    twin: (p: CurvePoint) => p.frozen_risk,
  },
] as const;
export type Measure = (typeof MEASURES)[number];

/** The least of 5, 10, 20, 25, 50, 75, 100 % that holds every value, so that small shares are not a flat line. */
export function topOf(values: readonly (number | null)[]): number {
  const highest = Math.max(0, ...values.filter((value) => value !== null));
  return [0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 1].find((top) => highest <= top) ?? 1;
}

/** Steps of 1, 2 or 5 times a power of ten from zero, at most six, not beyond `max`. */
export function ticksOf(max: number): readonly number[] {
  if (max <= 0) return [0];
  const raw = max / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw) ?? max;
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** An SVG path through the points; a null breaks the line. */
export function pathOf(points: readonly (readonly [number, number] | null)[]): string {
  let pen = 'M';
  let path = '';
  for (const point of points) {
    if (point === null) pen = 'M';
    else {
      path += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = 'L';
    }
  }
  return path;
}

/** Index of the point nearest to `tickets`; -1 where there is none. */
export const nearest = (curve: readonly CurvePoint[], tickets: number): number =>
  nearestPlace(
    curve.map((point) => point.tickets),
    tickets,
  );

/** Index of the place nearest to `at`; -1 where there is none. */
export function nearestPlace(places: readonly number[], at: number): number {
  let best = -1;
  for (const [index, place] of places.entries()) {
    const known = places[best];
    if (known === undefined || Math.abs(place - at) < Math.abs(known - at)) best = index;
  }
  return best;
}
