/** A desk that has nothing to tell: topics of different size, a week with quiet weekends, a growth of all, wild counts. */
import type { SeededRandom } from '../../math/index.ts';
import type { WatchedKey } from '../bursts.ts';
import { drawCount } from './draw-counts.ts';

export interface DeskOptions {
  readonly days: number;
  readonly topics: number;
  /** Size of the negative binomial; the smaller, the wilder. */
  readonly k: number;
}

/** Counts by topic and day. */
export function quietDesk(random: SeededRandom, { days, topics, k }: DeskOptions): number[][] {
  return Array.from({ length: topics }, (_, topic) => {
    const size = 0.2 * 40 ** (topic / Math.max(1, topics - 1));
    return Array.from({ length: days }, (__, day) => {
      const weekend = day % 7 >= 5 ? 0.4 : 1;
      return drawCount(random, { mean: size * weekend * (1 + day / (2 * days)), k });
    });
  });
}

/** As seen on a day, after at most `history` days; each question of an account of its own. */
export function seenOn(desk: readonly (readonly number[])[], day: number, history: number) {
  const from = Math.max(0, day + 1 - history);
  const keys = desk.map((counts, topic): WatchedKey => {
    const seen = counts.slice(from, day + 1);
    return { key: `top_${topic}`, counts: seen, accountsSince: (since) => sum(seen.slice(since)) };
  });
  const traffic = Array.from({ length: day + 1 - from }, (_, i) =>
    sum(desk.map((counts) => counts[from + i])),
  );
  return { keys, traffic };
}

const sum = (values: readonly number[]) => values.reduce((left, right) => left + right, 0);
