import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { findBursts, LEAST_COUNT, type WatchedKey } from './bursts.ts';
import { sortBursts, type KnownIncident } from './incidents.ts';
import { countTail } from './negative-binomial.ts';
import { quietDesk, seenOn } from './testing/plain-week.ts';

const DAYS = 190;
const WATCHED_FROM = 100;
const HISTORY = 168;
const WORLDS = 5;
const QUARTERS = (WORLDS * (DAYS - WATCHED_FROM)) / 90;

/** Incidents that a rule opens on a desk, with the product's memory. */
function opened(desk: number[][], rule: (seen: ReturnType<typeof seenOn>) => readonly Found[]): number {
  const known: (KnownIncident & { quiet_days: number; latest: number; state: KnownIncident['state'] })[] = [];
  for (let day = WATCHED_FROM; day < DAYS; day++) {
    const bursts = rule(seenOn(desk, day, HISTORY)).map((burst) => ({
      ...burst,
      kind: 'topic' as const,
      conversations: [`${burst.key}/${day}`],
    }));
    const sorted = sortBursts(
      bursts,
      known.map((each) => ({ ...each, quiet_days: day - each.latest })),
    );
    for (const { id } of sorted.joins) known[Number(id)].latest = day;
    for (const id of sorted.close) known[Number(id)].state = 'closed';
    for (const [first] of sorted.opens) {
      const id = String(known.length);
      known.push({
        id,
        state: 'open',
        keys: [first.key],
        conversations: new Set(),
        quiet_days: 0,
        latest: day,
      });
    }
  }
  return known.length;
}

type Found = Omit<ReturnType<typeof findBursts>[number], never>;

function byHand(isBurst: (count: number, before: readonly number[]) => boolean) {
  return ({ keys }: { readonly keys: readonly WatchedKey[] }): Found[] =>
    keys.flatMap(({ key, counts }) => {
      const count = counts.at(-1) ?? 0;
      if (count < LEAST_COUNT || !isBurst(count, counts.slice(-29, -1))) return [];
      return [{ key, days: 1, count, accounts: count, expected: 0, p: 0.001, alone: true, by_day: [] }];
    });
}
const mean = (values: readonly number[]) => values.reduce((left, right) => left + right, 0) / values.length;

describe('bursts over many quarters', () => {
  it('opens at most two incidents a quarter on a wild, seasonal, growing desk of 50 topics; rules by hand open dozens', () => {
    const count = { own: 0, poisson: 0, sigmas: 0 };
    for (let world = 0; world < WORLDS; world++) {
      const desk = quietDesk(new SeededRandom(`quiet/${world}`), { days: DAYS, topics: 50, k: 3 });
      count.own += opened(desk, findBursts);
      count.poisson += opened(
        desk,
        byHand(
          (each, before) => countTail(each, { mean: mean(before), k: Number.POSITIVE_INFINITY }) < 0.001,
        ),
      );
      count.sigmas += opened(
        desk,
        byHand((each, before) => {
          const usual = mean(before);
          const deviation = Math.sqrt(mean(before.map((value) => (value - usual) ** 2)));
          return each > usual + 3 * deviation;
        }),
      );
    }
    expect(count.own / QUARTERS).toBeLessThanOrEqual(2);
    expect(count.poisson / QUARTERS).toBeGreaterThan(10);
    expect(count.sigmas / QUARTERS).toBeGreaterThan(10);
  }, 60_000);

  it('sees a topic of four a day that brings six times as much within three days, in nine worlds of ten', () => {
    let seen = 0;
    const worlds = 20;
    for (let world = 0; world < worlds; world++) {
      const desk = quietDesk(new SeededRandom(`burst/${world}`), { days: DAYS, topics: 50, k: 3 });
      const topic = 41; // about four a day
      for (let day = 150; day < 153; day++) desk[topic][day] *= 6;
      const found = [150, 151, 152].some((day) =>
        findBursts(seenOn(desk, day, HISTORY)).some(({ key, alone }) => alone && key === `top_${topic}`),
      );
      if (found) seen++;
    }
    expect(seen / worlds).toBeGreaterThanOrEqual(0.9);
  }, 60_000);
});
