/**
 * What a path is made of. A step is a word such as `check-order`: something that an agent did. A step that begins
 * with `?` is an observation: something that was seen between two steps (`?unavailable`, `?yes`). Agents choose
 * steps; observations happen to them.
 */
export const OBSERVED = '?';
/** Steps of a path that are read; what comes after them says nothing new about how the work is done. */
export const MOST_STEPS = 200;

export function isObservation(step: string): boolean {
  return step.startsWith(OBSERVED);
}

/** The path without what was done again at once: a retry is not another step. Cut at `MOST_STEPS`. */
export function withoutRepeats(steps: readonly string[]): string[] {
  return steps.slice(0, MOST_STEPS).filter((step, i) => i === 0 || step !== steps[i - 1]);
}
