/**
 * Learn then Test: the lowest confidence from which on answering alone is certified.
 *
 * Promise: with probability at least 1 - delta over the labels, the share of wrong answers among all whose score
 * is at or above the returned threshold is at most alpha. Or there is no threshold, and it says what is missing.
 * Here because thresholds that merely look good on past data break their promise half of the time (see
 * `plugInThreshold`, the baseline that does so).
 *
 * How: a grid of at most 100 thresholds at score quantiles. Walks start where coverage first reaches 5, 15, 30 and
 * 50 %, each with a quarter of delta, and go down while the p-value stays at or below their level; the lowest threshold
 * passed wins. A single walk from the top would start where labels are fewest, and stop there. The p-value is binomial:
 * exact for equal propensities, on effective counts (Kish) for differing ones, where simulation shows it to err on the safe side.
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
import { binomialPValue, type Counts, effectiveCounts, rightLabelsNeeded } from './p-values.ts';
import { walkDown } from './walk-down.ts';

export const MAX_GRID = 100;
export const START_COVERAGES = [0.05, 0.15, 0.3, 0.5] as const;

export interface LabelledAnswer {
  /** Confidence as issued, frozen before the label was known. */
  readonly score: number;
  readonly wrong: boolean;
  /** Probability with which this answer was going to be labelled, in (0, 1]. */
  readonly propensity: number;
}

export interface CertifyOptions {
  /** Accepted share of wrong answers, in (0, 1). */
  readonly alpha: number;
  /** Accepted probability that the certificate is wrong, in (0, 1). */
  readonly delta: number;
  /** Threshold in force until now: one more start, the best informed one. */
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

/** What is known at one threshold. */
interface GridPoint {
  readonly threshold: number;
  readonly coverage: number;
  readonly labelled: number;
  readonly wrong: number;
  /** Share wrong, labels weighted by 1 / propensity. */
  readonly risk: number;
  readonly effective: Counts;
}

export function learnThenTest(
  records: readonly LabelledAnswer[],
  options: CertifyOptions,
): ThresholdCertificate {
  requireValid(records, options);
  const grid = thresholdGrid(records);
  const deployed = options.deployed ?? null;
  const starts = chooseStarts(grid, options.delta, deployed);
  const test = chooseTest(options.alpha);
  const lowest = walkDown({
    points: grid.length,
    level: (index) => starts.get(index) ?? 0,
    passes: (index, level) => test.pValue(grid[index]) <= level,
  });
  return lowest >= 0
    ? certified(grid[lowest], options)
    : locked({ starts: [...starts].map(([at, level]) => ({ point: grid[at], level })), test, options });
}

/**
 * The usual way, as a baseline: the lowest threshold above which the labels seen, weighted by 1 / propensity, have
 * an error of at most alpha. Its promise is broken about half of the time. Null where no threshold looks good.
 */
export function plugInThreshold(records: readonly LabelledAnswer[], alpha: number): number | null {
  const good = thresholdGrid(records).filter((point) => point.risk <= alpha);
  return good.at(-1)?.threshold ?? null;
}

/** Thresholds from the highest down, at score quantiles; each with what lies at or above it. */
function thresholdGrid(records: readonly LabelledAnswer[]): GridPoint[] {
  const sorted = records.toSorted((left, right) => right.score - left.score);
  const total = sorted.reduce((sum, record) => sum + 1 / record.propensity, 0);
  const grid: GridPoint[] = [];
  let mass = 0;
  let squares = 0;
  let wrongMass = 0;
  let wrong = 0;
  let quantile = 0;
  sorted.forEach((record, index) => {
    mass += 1 / record.propensity;
    squares += 1 / record.propensity ** 2;
    wrong += record.wrong ? 1 : 0;
    wrongMass += record.wrong ? 1 / record.propensity : 0;
    const lastOfTie = sorted[index + 1]?.score !== record.score;
    const reached = Math.floor(((index + 1) * MAX_GRID) / sorted.length);
    if (!lastOfTie || reached === quantile) return;
    quantile = reached;
    const shares = { coverage: mass / total, risk: wrongMass / mass };
    const effective = effectiveCounts({ mass, squares, wrongMass });
    grid.push({ threshold: record.score, labelled: index + 1, wrong, ...shares, effective });
  });
  return grid;
}

/**
 * Where walks start, as index → part of delta. The fixed starts share delta; a threshold in force gets half of it,
 * since it is where the answer lies mostly.
 */
function chooseStarts(
  grid: readonly GridPoint[],
  delta: number,
  deployed: number | null,
): Map<number, number> {
  const starts = new Map<number, number>();
  const add = (at: number, level: number) => {
    if (at >= 0) starts.set(at, (starts.get(at) ?? 0) + level);
  };
  const share = deployed === null ? 1 : 0.5;
  for (const coverage of START_COVERAGES) {
    add(
      grid.findIndex((point) => point.coverage >= coverage - 1e-12),
      (delta * share) / START_COVERAGES.length,
    );
  }
  if (deployed !== null) {
    add(
      grid.findLastIndex((point) => point.threshold >= deployed),
      delta * (1 - share),
    );
  }
  return starts;
}

interface ThresholdTest {
  pValue(point: GridPoint): number;
  /** Further right labels above the point that would bring its p-value to `level`. */
  needed(point: GridPoint, level: number): number;
}

/** The binomial test on effective counts: exact where all propensities are equal. */
function chooseTest(alpha: number): ThresholdTest {
  return {
    pValue: (point) => binomialPValue(point.effective, alpha),
    needed: (point, level) => rightLabelsNeeded(point.effective, alpha, level),
  };
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
  risk: 0,
  effective: { labelled: 0, wrong: 0 },
};

function locked(given: {
  starts: readonly { point: GridPoint; level: number }[];
  test: ThresholdTest;
  options: CertifyOptions;
}): ThresholdCertificate {
  const { alpha, delta } = given.options;
  const nothing = { point: NOTHING_SEEN, level: delta / START_COVERAGES.length };
  const starts = given.starts.length > 0 ? given.starts : [nothing];
  const [nearest] = starts
    .map(({ point, level }) => ({ point, needed: given.test.needed(point, level) }))
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
