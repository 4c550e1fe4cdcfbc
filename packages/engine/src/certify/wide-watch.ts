/**
 * A watch over the audits of many answers, which says of an alarm whether one answer alone explains it.
 *
 * Here because products change one thing at a time: where one answer became wrong, that one is to be held and not all. It
 * explains the alarm where its own answers of the run would have raised it alone, and without them there would be none:
 * - its own e-CUSUM over the run, which watches for “nearly always wrong” too, reaches the level;
 * - that of the others stays below 60: less than half of what an alarm needs, as evidence multiplies.
 * Asked is only what an alarm does: alarms come when they came before, so false ones are as rare. Afterwards the watch
 * goes on as if that answer had never been in the run. It then begins with less than 60 instead of 1, so while the
 * others keep the promise, the next alarm comes on average not before level − 60 answers. Where all got worse, all of
 * them speak against the promise: almost never one alone explains it, and what was left out wrongly costs a few answers.
 *
 * Cost: O(1) an answer; an alarm, or leaving one out, O(answers of the run · resolutions that could explain it).
 * Plain data: the answers of the run, which ends where nothing speaks for a worse risk.
 * Source: Page 1954, doi:10.2307/2333009; time to a false alarm: Shin, Ramdas & Rinaldo 2024, doi:10.51387/23-NEJSDS51.
 *
 * @example
 * const watch = startWideWatch(0.05);
 * const answer = { resolution_id: 'r', wrong: true, harmless: false, weight: 1 };
 * observeWide(watch, answer, 4)?.culprit?.resolution_id; // => 'r' : evidence 4.67, and none without it
 */
import { observeChecked, type Run, startWatch, type Watch } from '../math/cusum-watch.ts';
import { cusumEvidence, observeAnswer, startCusum } from '../math/e-cusum.ts';

/** Evidence below which answers are called as right as was promised. */
const COMPATIBLE = 60;
/** What one answer is watched for here: worse by so much. The last one means nearly always wrong. */
const MULTIPLES_OF_ONE = [2, 4, 8, Number.POSITIVE_INFINITY];

export interface WideAnswer {
  readonly resolution_id: string | null;
  readonly wrong: boolean;
  /** Wrong, but not so that the resolution would have to be held. */
  readonly harmless: boolean;
  readonly weight: number;
}

export interface WideWatch extends Watch {
  /** Those of the run. */
  readonly answers: WideAnswer[];
}

interface WideAlarm {
  readonly run: Run;
  /** The resolution that explains it alone, with its part of the run. */
  readonly culprit: { readonly resolution_id: string; readonly run: Run } | null;
}

export const startWideWatch = (accepted: number): WideWatch => ({ ...startWatch(accepted), answers: [] });

/** The alarm, or null. Changes `watch`, which goes on without the culprit, or else begins anew, after an alarm. */
export function observeWide(watch: WideWatch, answer: WideAnswer, level: number): WideAlarm | null {
  const { wrong, weight } = answer;
  const run = observeChecked(watch, { wrong, weight, level });
  const { answers } = watch;
  answers.push(answer);
  answers.splice(0, answers.length - (run ?? watch.run).answers);
  if (run === null) return null;
  const culprit = culpritOf(watch, level);
  const others = answers.filter(({ resolution_id }) => resolution_id !== culprit?.resolution_id);
  restart(watch, culprit === null ? [] : others);
  return { run, culprit };
}

/** As if that resolution had never been in the run. Changes `watch`. */
export function leaveOut(watch: WideWatch, resolutionId: string): void {
  const others = watch.answers.filter(({ resolution_id }) => resolution_id !== resolutionId);
  if (others.length < watch.answers.length) restart(watch, others);
}

/** Where several would do, the one with the most evidence. */
function culpritOf({ answers, cusum: { accepted } }: WideWatch, level: number): WideAlarm['culprit'] {
  const [found] = [...Map.groupBy(answers, ({ resolution_id }) => resolution_id)]
    .flatMap(([resolution_id, own]) => {
      const evidence = evidenceAgainst(own, accepted);
      return resolution_id === null || evidence < level ? [] : [{ resolution_id, own, evidence }];
    })
    .filter(({ resolution_id }) => {
      const others = startWideWatch(accepted);
      restart(
        others,
        answers.filter((answer) => answer.resolution_id !== resolution_id),
      );
      return cusumEvidence(others.cusum) < COMPATIBLE;
    })
    .toSorted((a, b) => b.evidence - a.evidence);
  if (found === undefined) return null;
  const { resolution_id, own } = found;
  return { resolution_id, run: { answers: own.length, wrong: own.filter(isHarmful).length } };
}

function evidenceAgainst(own: readonly WideAnswer[], accepted: number): number {
  const start = startCusum(accepted, MULTIPLES_OF_ONE);
  return cusumEvidence(
    own.reduce((state, answer) => observeAnswer(state, isHarmful(answer), answer.weight), start),
  );
}

const isHarmful = ({ wrong, harmless }: WideAnswer): boolean => wrong && !harmless;

/** As if only these had been seen. */
function restart(watch: WideWatch, answers: readonly WideAnswer[]): void {
  Object.assign(watch, startWideWatch(watch.cusum.accepted));
  for (const answer of answers) observeWide(watch, answer, Number.POSITIVE_INFINITY);
}
