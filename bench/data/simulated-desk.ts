/**
 * A simulated desk, for promises about certificates: here the true risk of every threshold is known.
 *
 * Each ticket has a quality u, uniform in (0, 1), and a wrong answer with P = 1 / (1 + e^(9 u - 2.05)): 23 % overall,
 * and .655 of all tickets could be answered alone at 5 % wrong. The confidence is 1 - that probability, as issued by a
 * calibrated model. Two worlds are there to break promises: in `uninformative` the confidence tells nothing and the
 * risk is a hair above what is accepted, at every threshold; in `drifting` all odds of being wrong are multiplied from
 * one night on.
 */
import { SeededRandom } from '@understudy/engine';

export interface World {
  /** P(wrong) at quality u, on that night. */
  readonly wrongAt: (quality: number, night: number) => number;
  /** First night on which it is another one; null where it stays. */
  readonly changes_at: number | null;
}

const STEEPNESS = 9;
const MIDDLE = 0.228;
const CELLS = 20_000;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const learnedError = (quality: number): number => logistic(STEEPNESS * (MIDDLE - quality));

export const LEARNED: World = { wrongAt: learnedError, changes_at: null };

/** `risk`: a little above what is accepted. */
export const uninformative = (risk: number): World => ({ wrongAt: () => risk, changes_at: null });

/** `odds`: what all odds of being wrong are multiplied by, from `night` on. */
export const drifting = (odds: number, night: number): World => ({
  wrongAt: (quality, now) => {
    const before = learnedError(quality);
    return now < night ? before : (odds * before) / (1 - before + odds * before);
  },
  changes_at: night,
});

/** True share of wrong answers among all whose confidence reaches the threshold. */
export function trueRisk(world: World, night: number): (threshold: number) => number {
  const above = new Float64Array(CELLS + 1);
  for (let cell = CELLS - 1; cell >= 0; cell--) {
    above[cell] = above[cell + 1] + world.wrongAt((cell + 0.5) / CELLS, night);
  }
  return (threshold) => {
    const cell = Math.min(CELLS - 1, Math.round(qualityOf(threshold) * CELLS));
    return above[cell] / (CELLS - cell);
  };
}

/** Share of all tickets whose confidence reaches the threshold. */
export const coverageAt = (threshold: number): number => 1 - qualityOf(threshold);

export interface SimulatedTicket {
  readonly confidence: number;
  readonly wrong: boolean;
  /** In [0, 1): an audit is drawn where it lies below the audit rate. */
  readonly draw: number;
}

export function* simulatedTickets(given: {
  world: World;
  nights: number;
  per_night: number;
  seed: string;
}): Iterable<readonly SimulatedTicket[]> {
  const { world, nights, per_night, seed } = given;
  const random = new SeededRandom(seed);
  for (let night = 1; night <= nights; night++) {
    yield Array.from({ length: per_night }, () => {
      const quality = random.next();
      const wrong = random.next() < world.wrongAt(quality, night);
      return { confidence: 1 - learnedError(quality), wrong, draw: random.next() };
    });
  }
}

function qualityOf(threshold: number): number {
  const quality = MIDDLE + Math.log(threshold / (1 - threshold)) / STEEPNESS;
  return Math.min(1, Math.max(0, quality));
}
