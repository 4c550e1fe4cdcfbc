/** What a lesson's resolution did since the lesson came, and the share of it that audits found wrong. */
import type { Effect } from '@understudy/contract';
import { clopperPearsonLower, clopperPearsonUpper } from '@understudy/engine';
import type { OfResolution } from './lesson-kinds.ts';
import { countEffect, type Lesson, type Tx } from './store/index.ts';

/** Probability that the interval misses on one side: 90 % on both. */
const MISS = 0.05;

/** Of a lesson that changes no answer by itself. */
export const NO_EFFECT: Effect = {
  answers: 0,
  drafts: 0,
  accepted: 0,
  edited: 0,
  audited: 0,
  wrong: 0,
  risk: null,
};

export async function readEffect(
  tx: Tx,
  { resolution_id, at }: OfResolution<Pick<Lesson, 'resolution_id' | 'at'>>,
): Promise<Effect> {
  const counts = await countEffect(tx, { resolution_id, since: at });
  const { audited, wrong } = counts;
  if (audited === 0) return { ...counts, risk: null };
  const low = clopperPearsonLower(wrong, audited, MISS);
  const high = clopperPearsonUpper(wrong, audited, MISS);
  return { ...counts, risk: { value: wrong / audited, low, high } };
}
