/**
 * Rules by hand, as monitoring tools have them, over the counts of today: beside the product's, with the same least
 * counts, memory and merging. Each looks at the 28 days before.
 * - `poisson`: P(X >= count) < .001 at the mean of those days.
 * - `three_sigma`: above mean + 3 standard deviations.
 * - `ewma_chart`: EWMA (weight .2) of daily counts above its mean + 3 of its standard deviations (Roberts 1959).
 */
import type { FoundBurst } from '@understudy/engine';
import { LEAST_ACCOUNTS, LEAST_COUNT } from '../../packages/engine/src/watch/bursts.ts';
import { countTail } from '../../packages/engine/src/watch/negative-binomial.ts';
import { countKeys } from '../../packages/engine/src/watch/watch-keys.ts';
import type { Rule } from './watch-stream.ts';

const DAYS = 28;
const LEVEL = 0.001;
const SIGMAS = 3;
const WEIGHT = 0.2;

interface Judged {
  readonly count: number;
  readonly before: readonly number[];
  readonly mean: number;
  readonly deviation: number;
}

export const PLAIN_RULES: Readonly<Record<'poisson' | 'three_sigma' | 'ewma_chart', Rule>> = {
  poisson: plain(({ count, mean }) => countTail(count, { mean, k: Number.POSITIVE_INFINITY }) < LEVEL),
  three_sigma: plain(({ count, mean, deviation }) => count > mean + SIGMAS * deviation),
  ewma_chart: plain(({ count, before, mean, deviation }) => {
    const level = [...before, count].reduce((ewma, each) => WEIGHT * each + (1 - WEIGHT) * ewma, mean);
    return level > mean + SIGMAS * deviation * Math.sqrt(WEIGHT / (2 - WEIGHT));
  }),
};

function plain(isBurst: (judged: Judged) => boolean): Rule {
  return (given) => {
    const { watched, askedSince } = countKeys(given);
    const today = given.days - 1;
    return watched.keys.flatMap(({ key, counts, accountsSince }): FoundBurst[] => {
      const count = counts[today];
      const accounts = accountsSince(today);
      if (count < LEAST_COUNT || accounts < LEAST_ACCOUNTS) return [];
      const before = counts.slice(-DAYS - 1, -1);
      const mean = before.reduce((sum, each) => sum + each, 0) / DAYS;
      const deviation = Math.sqrt(before.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (DAYS - 1));
      if (!isBurst({ count, before, mean, deviation })) return [];
      const conversations = askedSince(key, today).map(({ id }) => id);
      const shape = { days: 1, count, accounts, expected: mean, p: LEVEL, alone: true, by_day: [] };
      return [{ key, kind: given.kind, conversations, ...shape }];
    });
  };
}
