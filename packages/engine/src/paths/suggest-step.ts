/**
 * What people usually do next about a topic, for a human agent who is at it; nothing is ever carried out.
 *
 * The probability is that of interpolated back-off over the last four steps (`next-step.ts`), with the end of the work as
 * one more step. It is told only where the table `SUGGESTION_RULE` holds: in so many conversations, by so many people,
 * the same step had just been taken, and the suggestion is at least as likely as all else together.
 * Cost: a pass over the topic's newest `MOST_READ` paths.
 *
 * @example
 * suggestStep(paths, ['look-up']);   // => { words: 'Refund', probability: .8, count: 9, of: 11 }
 */
import type { ObservedPath } from '../domain.ts';
import { NextSteps } from './next-step.ts';
import { isObservation } from './path-steps.ts';
import { agentsOf, foldedPaths } from './aligned-paths.ts';
import { folded, wordsOf } from './workflow-text.ts';

export const SUGGESTION_RULE = { of: 5, agents: 2, probability: 0.5 } as const;

export interface SuggestedStep {
  /** Its folded name in the log. */
  readonly step: string;
  readonly words: string;
  readonly probability: number;
  /** Conversations in which it came next, of those in which somebody stood here. */
  readonly count: number;
  readonly of: number;
}

/** No step has this name: folded ones begin with a letter, a digit or what somebody wrote. */
const END = '\u0000end';
const START = '\u0000start';

/** `done`: the steps so far, in order. Null where nothing is supported, or the work usually ends here. */
export function suggestStep(given: readonly ObservedPath[], done: readonly string[]): SuggestedStep | null {
  const paths = foldedPaths(given).map((path) => {
    return { ...path, steps: [...path.steps.filter((step) => !isObservation(step)), END] };
  });
  const previous = done.map(folded);
  const last = previous.at(-1) ?? START;
  const here = paths.filter(({ steps }) => last === START || steps.includes(last));
  if (here.length < SUGGESTION_RULE.of || agentsOf(here) < SUGGESTION_RULE.agents) return null;
  const next = new NextSteps();
  for (const { steps } of paths)
    for (const [i, step] of steps.entries())
      next.change({ topic_id: null, previous: steps.slice(0, i), seen: [], step }, 1);
  const [best] = next.predict({ topic_id: null, previous, seen: [] });
  if (best === undefined || best.step === END || best.probability < SUGGESTION_RULE.probability) return null;
  const count = here.filter(({ steps }) => comesNext([START, ...steps], last, best.step)).length;
  return {
    step: best.step,
    words: wordsOf(best.step),
    probability: best.probability,
    count,
    of: here.length,
  };
}

function comesNext(steps: readonly string[], last: string, step: string): boolean {
  return steps.some((each, i) => each === last && steps[i + 1] === step);
}
