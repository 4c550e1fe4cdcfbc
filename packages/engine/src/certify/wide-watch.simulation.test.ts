import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { lockOnAlarm, startLocks, vetoOf } from './locks.ts';

const WATCHING = { alpha: 0.05, laxest: 0.05, at: { seq: 7, at_ms: 70 } };
const RUNS = 60;
const ANSWERS = 20;
const SHARE = 0.25;

interface Ended {
  /** Checked answers until certificates went; infinite where they never did. */
  readonly closed: number;
  /** Until the first answer was held. */
  readonly held: number;
  readonly wronglyHeld: boolean;
}

/** One answer has a quarter of the traffic. `named`: the watches of all know whose answers they see. */
function run(
  seed: string,
  { riskOf, named }: { readonly riskOf: (id: number) => number; readonly named: boolean },
): Ended {
  const random = new SeededRandom(`wide/${seed}`);
  const locks = startLocks();
  let held = Number.POSITIVE_INFINITY;
  let wronglyHeld = false;
  for (let n = 1; n <= 400; n++) {
    const id = random.next() < SHARE ? 0 : 1 + random.integer(ANSWERS - 1);
    const wrong = random.next() < riskOf(id);
    // What is held goes out no more.
    if (vetoOf(locks, `r${id}`) !== null) continue;
    const about = { stakes: 'read-only', evidence: 'many', confidence: 0.9, harmless: false } as const;
    const answer = { ...about, resolution_id: named ? `r${id}` : null, wrong, weight: 1 };
    const scopes = lockOnAlarm(locks, answer, WATCHING).map(({ scope }) => scope);
    if (scopes.some((scope) => scope !== 'resolution')) return { closed: n, held, wronglyHeld };
    if (scopes.length > 0) {
      held = Math.min(held, n);
      wronglyHeld ||= vetoOf(locks, 'r0') === null;
    }
  }
  return { closed: Number.POSITIVE_INFINITY, held, wronglyHeld };
}

const over = (riskOf: (id: number) => number, named: boolean) =>
  Array.from({ length: RUNS }, (_, i) => run(String(i), { riskOf, named }));
const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[RUNS / 2];
const shareOf = (runs: readonly Ended[], is: (ended: Ended) => boolean) => runs.filter(is).length / RUNS;

describe('watches of all answers, over many runs', () => {
  const oneWrong = (id: number) => (id === 0 ? 1 : 0.04);
  const allWorse = () => 0.3;

  it('where one answer becomes wrong, it is held and the certificates stay; without names they go', () => {
    const runs = over(oneWrong, true);
    expect(shareOf(runs, ({ closed }) => closed < Number.POSITIVE_INFINITY)).toBeLessThan(0.1);
    expect(shareOf(runs, ({ held }) => held < 60)).toBeGreaterThan(0.9);
    expect(shareOf(runs, ({ wronglyHeld }) => wronglyHeld)).toBeLessThan(0.05);
    const nameless = over(oneWrong, false);
    expect(shareOf(nameless, ({ closed }) => closed < Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('where all get worse, the certificates go, hardly later than without names', () => {
    const [named, nameless] = [over(allWorse, true), over(allWorse, false)];
    expect(shareOf(named, ({ closed }) => closed < Number.POSITIVE_INFINITY)).toBe(1);
    expect(shareOf(named, ({ held }) => held < Number.POSITIVE_INFINITY)).toBeLessThan(0.1);
    const delays = [named, nameless].map((runs) => medianOf(runs.map(({ closed }) => closed)));
    expect(delays[0] - delays[1]).toBeLessThanOrEqual(2);
  });
});
