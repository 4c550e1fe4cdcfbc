/**
 * Which of many past questions are worth deciding again, and when enough of them were.
 *
 * A lesson touches the questions that come near it. The nearest are decided first; once `QUIET` in a row came out the
 * same with and without it, those that are farther away do, too. Which share is missed by that is measured by the bench
 * `lesson-preview`. Pure; O(n log n).
 */

import { isTouched, type PreviewedQuestion } from './summarise-preview.ts';

const QUIET = 400;

/** Places in the list, the nearest first; of equally near ones in their order. `nearness`: one a question. */
export function nearestFirst(nearness: readonly number[]): number[] {
  return nearness.map((_, i) => i).sort((a, b) => nearness[b] - nearness[a] || a - b);
}

/** `decided`: nearest first. */
export function isSettled(decided: readonly PreviewedQuestion[]): boolean {
  return decided.length >= QUIET && !decided.slice(-QUIET).some(isTouched);
}
