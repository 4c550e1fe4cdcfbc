/**
 * What customers might do after an answer, seeded: for streams that have no outcomes of their own.
 *
 * A right answer: 55 % confirm, 35 % say nothing, 10 % come again, for other reasons. A wrong one: the share `hidden`
 * looks resolved (confirmed or silent, as right ones are), the others ask for a person or reopen, half each. So
 * "looks resolved" is a biased label, which is the point. Times since the answer are exponential, cut at a week.
 * Each decision has draws of its own: neither order nor other answers change what happens to it.
 * Shares after the evaluation protocol; the delays are made up. Cost: O(1).
 *
 * @example
 * simulateOutcomes({ decision_id: 'd1', correct: true, at_ms: 0 }, { seed: 1, hidden: 0.6 }); // confirmed, or []
 */
import type { SeenOutcome, Signal } from '../domain.ts';
import { EngineError } from '../errors.ts';
import { SeededRandom } from '../math/index.ts';

export interface OutcomeSimulation {
  readonly seed: number | string;
  /** Share of wrong answers that look resolved, in [0, 1]. */
  readonly hidden: number;
}

const CONFIRM = 0.55;
const SILENT = 0.35;
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** Mean time from the answer, before the cut. */
const MEAN_DELAY_MS: Readonly<Partial<Record<Signal, number>>> = {
  confirmed: HOUR_MS / 4,
  'asked-for-human': 2 * HOUR_MS,
  reopened: 30 * HOUR_MS,
  'came-again': 60 * HOUR_MS,
};

/** At most one outcome; none is silence. Throws `invalid-argument` where `hidden` is no share. */
export function simulateOutcomes(
  answer: { readonly decision_id: string; readonly correct: boolean; readonly at_ms: number },
  { seed, hidden }: OutcomeSimulation,
): SeenOutcome[] {
  if (!(hidden >= 0 && hidden <= 1))
    throw new EngineError('invalid-argument', `hidden: expected 0 to 1, found ${hidden}`);
  const random = new SeededRandom(`outcomes/${seed}/${answer.decision_id}`);
  const signal = answer.correct ? afterRight(random.next()) : afterWrong(random, hidden);
  if (signal === null) return [];
  const delay_ms = cutExponential(random.next(), MEAN_DELAY_MS[signal] ?? HOUR_MS);
  return [{ decision_id: answer.decision_id, signal, edited: null, at_ms: answer.at_ms + delay_ms }];
}

function afterRight(draw: number): Signal | null {
  if (draw < CONFIRM) return 'confirmed';
  return draw < CONFIRM + SILENT ? null : 'came-again';
}

function afterWrong(random: SeededRandom, hidden: number): Signal | null {
  if (random.next() < hidden) return random.next() < CONFIRM / (CONFIRM + SILENT) ? 'confirmed' : null;
  return random.next() < 0.5 ? 'asked-for-human' : 'reopened';
}

/** Whole milliseconds from 0 to a week, exponential below. */
function cutExponential(draw: number, mean_ms: number): number {
  const within = 1 - Math.exp(-WEEK_MS / mean_ms);
  return Math.round(-mean_ms * Math.log(1 - draw * within));
}
