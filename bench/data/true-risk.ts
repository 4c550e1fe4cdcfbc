/**
 * Certified thresholds against the tickets that followed them: on a real stream the truth is what comes next.
 *
 * A threshold is judged on the next tickets whose confidence reaches it, answered alone or not, labelled or not: a
 * replay knows what would have been right. So many of them are still a sample; a threshold is called broken where the
 * share of wrong ones is above alpha by more than chance allows (90 % lower bound), and `above` where it is above at all.
 */
import { clopperPearsonLower } from '../../packages/engine/src/math/index.ts';

export interface CertifiedAt {
  /** Ticket before which it came into force. */
  readonly index: number;
  readonly threshold: number;
}

export interface JudgedThreshold extends CertifiedAt {
  readonly answers: number;
  readonly risk: number;
  readonly above: boolean;
  readonly broken: boolean;
}

/** Tickets that follow, and answers among them that are needed for a judgement. */
const FOLLOWING = 2_000;
const LEAST_ANSWERS = 200;
const CHANCE = 0.1;

/** Those with too few answers after them (the last ones of a stream) are left out. */
export function judge(
  certified: readonly CertifiedAt[],
  records: readonly { readonly index: number; readonly confidence: number; readonly correct: boolean }[],
  alpha: number,
): JudgedThreshold[] {
  return certified.flatMap(({ index, threshold }) => {
    const answers = records.filter(
      (record) => record.index >= index && record.index < index + FOLLOWING && record.confidence >= threshold,
    );
    if (answers.length < LEAST_ANSWERS) return [];
    const wrong = answers.filter((record) => !record.correct).length;
    const risk = wrong / answers.length;
    const broken = clopperPearsonLower(wrong, answers.length, CHANCE) > alpha;
    return [{ index, threshold, answers: answers.length, risk, above: risk > alpha, broken }];
  });
}
