/**
 * Is a fresh result as good as the committed one? Only getting worse, by more than the tolerance, counts.
 *
 * A figure that is missing on one side, or null, is compared as missing: losing one is worse, gaining one is not.
 */
import type { Result } from './scenario.ts';

/** Scenario → dotted path of the figure → which way is better, and by how much it may be worse. */
export type Tolerances = Readonly<
  Record<string, Readonly<Record<string, { readonly better: 'higher' | 'lower'; readonly by: number }>>>
>;

export function compareResults(fresh: Result, committed: Result, tolerances: Tolerances): string[] {
  const own = { ...tolerances['*'], ...tolerances[fresh.scenario] };
  return Object.entries(own).flatMap(([path, { better, by }]) => {
    const before = valueAt(committed, path);
    const now = valueAt(fresh, path);
    if (before === null) return [];
    if (now === null) return [`${path}: was ${before}, is missing`];
    const worse = better === 'higher' ? before - now : now - before;
    return worse > by ? [`${path}: was ${before}, is ${now} (may be worse by ${by})`] : [];
  });
}

function valueAt(result: unknown, path: string): number | null {
  let value = result;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'number' ? value : null;
}
