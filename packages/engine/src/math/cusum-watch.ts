/**
 * A watch: an e-CUSUM over checked answers, and the run that it would tell of in an alarm.
 *
 * The run begins where the evidence for a worse risk was last at 1 or below: what came before speaks for nothing.
 * Cost: O(1) an answer. Plain data.
 *
 * @example
 * const watch = startWatch(0.05);
 * const level = 2;
 * observeChecked(watch, { wrong: true, weight: 1, level }); // => { answers: 1, wrong: 1 } : evidence 4.66
 */
import { type CusumState, cusumEvidence, observeAnswer, startCusum, withRates } from './e-cusum.ts';

/** The e-CUSUM needs an accepted risk below one half. */
const HIGHEST_ACCEPTED = 0.45;

export interface Run {
  answers: number;
  wrong: number;
}

export interface Watch {
  cusum: CusumState;
  run: Run;
}

export interface Checked {
  readonly wrong: boolean;
  /** Least propensity of the time / own propensity, in (0, 1]. */
  readonly weight: number;
  /** Alarm at this much evidence: on average not before so many answers while the risk is accepted. */
  readonly level: number;
  /** What holds from this answer on; as before where absent. */
  readonly rates?: { readonly accepted: number; readonly risks: readonly number[] };
}

export function startWatch(accepted: number): Watch {
  return { cusum: startCusum(Math.min(accepted, HIGHEST_ACCEPTED)), run: { answers: 0, wrong: 0 } };
}

/** The run that alarms, or null. Changes `watch`, which begins anew after an alarm. */
export function observeChecked(watch: Watch, { wrong, weight, level, rates }: Checked): Run | null {
  if (cusumEvidence(watch.cusum) <= 1) watch.run = { answers: 0, wrong: 0 };
  const cusum = rates ? withRates(watch.cusum, rates.accepted, rates.risks) : watch.cusum;
  watch.cusum = observeAnswer(cusum, wrong, weight);
  watch.run.answers += 1;
  watch.run.wrong += wrong ? 1 : 0;
  if (cusumEvidence(watch.cusum) < level) return null;
  const { run } = watch;
  Object.assign(watch, startWatch(watch.cusum.accepted));
  return run;
}
