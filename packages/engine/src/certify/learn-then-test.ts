/**
 * Learn then Test: the lowest confidence from which on answering alone is certified.
 *
 * Promise: with probability at least 1 - delta over the labels, the share of wrong answers among all whose score
 * is at or above the returned threshold is at most alpha. Or there is no threshold, and it says what is missing.
 * Here because thresholds that merely look good on past data break their promise half of the time (see
 * `plugInThreshold`, the baseline that does so).
 *
 * How: a grid of at most 100 thresholds at score quantiles. Walks start at fixed coverages or where the scores predict the
 * most evidence (`starts.ts`), each with its part of delta, and go down while the p-value stays at or below their level; the
 * lowest threshold passed wins. A single walk from the top would start where labels are fewest, and stop there. The p-value
 * is exact for equal propensities (binomial), and on the safe side in simulation for differing ones.
 * Needs: scores that were issued before the label was known, records in the order of their labels, propensities
 * that were logged. The grid depends on scores only, never on labels. ONE look a certificate: looked at every night for
 * 90 nights it broke a promise at delta = 10 % in 7 % (good confidence) to 33 % (useless one) of simulated deployments (`npm run bench -- certificates`). The live product
 * takes `first-unlock.ts` and `live-certifier.ts` instead. With alpha 5 % and delta 10 %, nothing unlocks before 72 right
 * answers above a start.
 * Cost: O(n log n + 100 n) at worst. Limit: `MAX_GRID` thresholds.
 * Source: Angelopoulos, Bates, Candes, Jordan & Lei 2021, "Learn then Test" (fixed-sequence testing, several starts); Wiens
 * & Dmitrienko 2005 (fallback procedure), doi:10.1080/10543400500265660.
 *
 * @example
 * const records = Array.from({ length: 200 }, (_, i) => ({ score: i / 200, wrong: i < 50, propensity: 1 }));
 * learnThenTest(records, { alpha: 0.05, delta: 0.1 }).threshold; // => 0.25 or a little below
 */
import { EngineError } from '../errors.ts';
import { weightedPValue, weightedRightNeeded } from './p-values.ts';
import { coverageStarts, predictedStarts } from './starts.ts';
import { type GridPoint, type LabelledAnswer, thresholdGrid } from './threshold-grid.ts';
import { walkDown } from './walk-down.ts';

export type { LabelledAnswer } from './threshold-grid.ts';

export interface CertifyOptions {
  /** Accepted share of wrong answers, in (0, 1). */
  readonly alpha: number;
  /** Accepted probability that the certificate is wrong, in (0, 1). */
  readonly delta: number;
  /** `predicted`: scores are confidences, and say where a walk had best start. At fixed coverages where absent. */
  readonly starts?: 'coverage' | 'predicted';
  /** Threshold in force until now: one more start beside fixed ones, the best informed one. */
  readonly deployed?: number | null;
}

export interface ThresholdCertificate {
  /** Answer alone at or above it; null where nothing is certified. */
  readonly threshold: number | null;
  readonly alpha: number;
  readonly delta: number;
  /** Labels at or above the threshold, or above the start that came nearest; and how many of them were wrong. */
  readonly labelled: number;
  readonly wrong: number;
  /** Share of all questions whose score reaches the threshold, labels weighted by 1 / propensity; 0 without one. */
  readonly coverage: number;
  /**
   * Further labels, all right and at or above the start that came nearest, that would unlock; 0 where unlocked.
   * Exact for equal propensities; otherwise if further labels come with the propensities seen so far.
   */
  readonly needed: number;
}

export function learnThenTest(
  records: readonly LabelledAnswer[],
  options: CertifyOptions,
): ThresholdCertificate {
  requireValid(records, options);
  const grid = thresholdGrid(records);
  const starts =
    options.starts === 'predicted' ? predictedStarts(grid, options) : coverageStarts(grid, options);
  const lowest = walkDown({
    points: grid.length,
    level: (index) => starts.get(index) ?? 0,
    passes: (index, level) => weightedPValue(grid[index], options.alpha) <= level,
  });
  return lowest >= 0
    ? certified(grid[lowest], options)
    : locked(
        [...starts].map(([at, level]) => ({ point: grid[at], level })),
        options,
      );
}

/**
 * The usual way, as a baseline: the lowest threshold above which the labels seen, weighted by 1 / propensity, have
 * an error of at most alpha. Its promise is broken about half of the time. Null where no threshold looks good.
 */
export function plugInThreshold(records: readonly LabelledAnswer[], alpha: number): number | null {
  const good = thresholdGrid(records).filter((point) => point.wrongMass <= alpha * point.mass);
  return good.at(-1)?.threshold ?? null;
}

/** Among those at or above the threshold, labels weighted by 1 / propensity; 0 without any. */
export function shareWrong(records: readonly LabelledAnswer[], threshold: number): number {
  let [mass, wrongMass] = [0, 0];
  for (const { score, wrong, propensity } of records) {
    if (score < threshold) continue;
    mass += 1 / propensity;
    wrongMass += wrong ? 1 / propensity : 0;
  }
  return mass > 0 ? wrongMass / mass : 0;
}

function certified(point: GridPoint, options: CertifyOptions): ThresholdCertificate {
  const { alpha, delta } = options;
  const { threshold, labelled, wrong, coverage } = point;
  return { threshold, alpha, delta, labelled, wrong, coverage, needed: 0 };
}

const NOTHING_SEEN: GridPoint = {
  threshold: 0,
  coverage: 0,
  labelled: 0,
  wrong: 0,
  mass: 0,
  wrongMass: 0,
  wrongSquares: 0,
  heaviest: 1,
  predicted: { mass: 0, squares: 0 },
};

/** Part of delta that a start is taken to have where there is nothing yet to start from. */
const USUAL_SHARE = { coverage: 0.25, predicted: 0.75 } as const;

function locked(
  tried: readonly { point: GridPoint; level: number }[],
  { alpha, delta, starts = 'coverage' }: CertifyOptions,
): ThresholdCertificate {
  const usual = { point: NOTHING_SEEN, level: delta * USUAL_SHARE[starts] };
  const [nearest] = (tried.length > 0 ? tried : [usual])
    .map(({ point, level }) => ({ point, needed: weightedRightNeeded(point, alpha, level) }))
    .toSorted((left, right) => left.needed - right.needed);
  const { labelled, wrong } = nearest.point;
  return { threshold: null, alpha, delta, labelled, wrong, coverage: 0, needed: nearest.needed };
}

function requireValid(records: readonly LabelledAnswer[], options: CertifyOptions): void {
  const { alpha, delta } = options;
  if (!(alpha > 0 && alpha < 1 && delta > 0 && delta < 1)) {
    const found = `${alpha} and ${delta}`;
    throw new EngineError('invalid-argument', `alpha, delta: expected between 0 and 1, found ${found}`);
  }
  for (const { score, propensity } of records) {
    if (Number.isFinite(score) && propensity > 0 && propensity <= 1) continue;
    const found = `${score} and ${propensity}`;
    throw new EngineError(
      'invalid-argument',
      `score, propensity: expected finite and in (0, 1], found ${found}`,
    );
  }
}
