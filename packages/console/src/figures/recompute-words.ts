/** What “recompute” did, in words. Pure. */
import type { Recomputation } from '@understudy/contract';
import { dayWords } from '../charts/days.ts';
import { count, plural } from '../ui/format.ts';
import { nameOf } from './measures.ts';

export function recomputationWords({ state, done, total, different }: Recomputation): string {
  if (state === 'none') return 'Never recomputed so far.';
  if (state === 'running')
    return total === 0
      ? 'Counting anew …'
      : `Counting anew: ${count(done)} of ${count(total)} conversations …`;
  if (state === 'failed')
    return 'The count stopped; the log of the server has the reason. Nothing was changed.';
  const counted = `${plural(total, 'conversation')} counted anew from the ledger`;
  if (different === 0) return `${counted}: every figure was right.`;
  return `${counted}: ${plural(different, 'figure')} differed, and ${different === 1 ? 'has' : 'have'} been put right.`;
}

export const differenceWords = ({
  day,
  measure,
  kept,
  counted,
}: Recomputation['differences'][number]): string =>
  `${dayWords(day)}, ${nameOf(measure).toLowerCase()}: ${count(kept)} was shown, ${count(counted)} is right`;
