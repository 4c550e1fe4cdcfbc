/**
 * Is a fresh result as good as the committed one? Only getting worse, by more than the tolerance, counts.
 *
 * A figure that is missing on one side, or null, is compared as missing: losing one is worse, gaining one is not.
 */
import type { Result } from './scenario.ts';

export interface Tolerance {
  readonly better: 'higher' | 'lower';
  /** How much worse it may be, in the figure's own unit. */
  readonly by: number;
}

/** Scenario, or `*` for all, → dotted path of the figure → what it may lose. */
export type Tolerances = Readonly<Record<string, Readonly<Record<string, Tolerance>>>>;

export interface Difference {
  readonly path: string;
  readonly before: number;
  /** Null where the fresh result has no such figure. */
  readonly now: number | null;
  readonly tolerance: Tolerance;
  readonly verdict: 'same' | 'better' | 'worse' | 'missing';
}

/** One for each figure that has a tolerance and a committed value. */
export function compareResults(fresh: Result, committed: Result, tolerances: Tolerances): Difference[] {
  const own = { ...tolerances['*'], ...tolerances[fresh.scenario] };
  return Object.entries(own).flatMap(([path, tolerance]) => {
    const before = valueAt(committed, path);
    if (before === null) return [];
    const now = valueAt(fresh, path);
    return [{ path, before, now, tolerance, verdict: judge(before, now, tolerance) }];
  });
}

export const isWorse = ({ verdict }: Difference): boolean => verdict === 'worse' || verdict === 'missing';

export function describeDifference({ path, before, now, tolerance, verdict }: Difference): string {
  const found = now === null ? 'is missing' : `is ${now}`;
  const { better, by } = tolerance;
  return `${verdict}: ${path} was ${before}, ${found} (${better} is better; may lose ${by})`;
}

function judge(before: number, now: number | null, { better, by }: Tolerance): Difference['verdict'] {
  if (now === null) return 'missing';
  const loss = better === 'higher' ? before - now : now - before;
  if (loss > by) return 'worse';
  return loss < -by ? 'better' : 'same';
}

/** Of `at.1000.p99_ms` or `risk_by_hidden.3.risk`; null where there is no number. */
export function valueAt(result: unknown, path: string): number | null {
  let value = result;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'number' ? value : null;
}
