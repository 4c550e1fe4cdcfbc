/**
 * How much will be answered alone in the coming weeks, with an 80 % interval.
 *
 * The weekly share on the logit scale follows a level with a damped slope (local linear trend, φ = 0.8), seen through
 * the noise of counting (variance 1 / (n p (1 - p))). How fast level and slope move is chosen by the likelihood of the
 * weeks so far, shrunk to what is usual. Intervals are those of the filter, made wider where its own past
 * forecasts missed more than they should (conformal: the 80 % quantile of their standardised errors, blended with
 * Normal's by their number). Weeks before anything went out alone are left out, and so is the one in which it began: a
 * certificate comes as a step, and nothing before it says when.
 * Needs 4 such weeks. Cost: O(weeks² · horizon). Source: Harvey 1989, chapter 4; damping after Gardner & McKenzie
 * 1985; Vovk, Gammerman & Shafer 2005 for the quantile of own errors.
 *
 * @example
 * forecastCoverage([{ alone: 40, total: 100 }, …]).weeks[0]; // => { value: 0.52, low: 0.45, high: 0.6 }
 */
import { logit, sigmoid } from '../math/index.ts';

export interface CoverageWeek {
  readonly alone: number;
  readonly total: number;
}

export interface CoverageForecast {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const FORECAST_WEEKS = 8;
export const FORECAST_LEVEL = 0.8;
export const LEAST_WEEKS = 4;
/** Below so many conversations a week says nothing. */
const LEAST_CONVERSATIONS = 10;
const Z_80 = 1.2815515655446004;
const DAMPING = 0.8;
/** Standard deviations a week, on the logit scale. */
const LEVEL_MOVES = [0.03, 0.06, 0.12, 0.25, 0.5];
const SLOPE_MOVES = [0.01, 0.03, 0.08];
const USUAL_LEVEL = 0.12;
/** Own errors that count as much as Normal's quantile. */
const ERRORS_WORTH = 10;
const MOST_WIDENING = 3;

/** Empty where there are too few weeks to go by. */
export function forecastCoverage(
  weeks: readonly CoverageWeek[],
  horizon = FORECAST_WEEKS,
): CoverageForecast[] {
  const usable = usableWeeks(weeks);
  if (usable.length < LEAST_WEEKS) return [];
  const seen = usable.map(observe);
  const moves = chooseMoves(seen);
  const states = filter(seen, moves);
  const wider = widening({ seen, states, moves, horizon });
  return ahead(states.at(-1) as State, moves, horizon).map(({ mean, variance }) => {
    const noise = counting(sigmoid(mean), meanTotal(usable));
    const margin = Z_80 * wider * Math.sqrt(variance + noise);
    return { value: sigmoid(mean), low: sigmoid(mean - margin), high: sigmoid(mean + margin) };
  });
}

/** From the week after that in which the first went out alone. */
export function usableWeeks(weeks: readonly CoverageWeek[]): readonly CoverageWeek[] {
  const first = weeks.findIndex(({ alone }) => alone > 0);
  return first < 0 ? [] : weeks.slice(first + 1).filter(({ total }) => total >= LEAST_CONVERSATIONS);
}

interface Seen {
  readonly y: number;
  readonly noise: number;
}

interface Moves {
  readonly level: number;
  readonly slope: number;
}

/** Level and slope, with their covariance. */
interface State {
  readonly mean: readonly [number, number];
  readonly variance: readonly [number, number, number];
  /** Of this week's observation, before it was made. */
  readonly error: number;
  readonly errorVariance: number;
}

function observe({ alone, total }: CoverageWeek): Seen {
  const share = (alone + 0.5) / (total + 1);
  return { y: logit(share), noise: counting(share, total) };
}

const counting = (share: number, total: number): number => 1 / ((total + 1) * share * (1 - share));

const meanTotal = (weeks: readonly CoverageWeek[]): number =>
  weeks.reduce((sum, { total }) => sum + total, 0) / weeks.length;

/** Kalman's filter; the first week starts the level, a slope of 0 ± 0.2. */
function filter(seen: readonly Seen[], moves: Moves): State[] {
  const states: State[] = [];
  let state: State = {
    mean: [seen[0].y, 0],
    variance: [seen[0].noise, 0, 0.04],
    error: 0,
    errorVariance: 0,
  };
  states.push(state);
  for (const { y, noise } of seen.slice(1)) {
    const {
      mean: [level, slope],
      variance: [p, c, q],
    } = predicted(state, moves);
    const error = y - level;
    const errorVariance = p + noise;
    const [gain, slopeGain] = [p / errorVariance, c / errorVariance];
    state = {
      mean: [level + gain * error, slope + slopeGain * error],
      variance: [p * (1 - gain), c * (1 - gain), q - slopeGain * c],
      error,
      errorVariance,
    };
    states.push(state);
  }
  return states;
}

function predicted(
  { mean: [level, slope], variance: [p, c, q] }: Pick<State, 'mean' | 'variance'>,
  moves: Moves,
) {
  const d = DAMPING;
  return {
    mean: [level + d * slope, d * slope] as const,
    variance: [
      p + 2 * d * c + d * d * q + moves.level ** 2,
      d * c + d * d * q,
      d * d * q + moves.slope ** 2,
    ] as const,
  };
}

function ahead(state: State, moves: Moves, horizon: number): { mean: number; variance: number }[] {
  let next: Pick<State, 'mean' | 'variance'> = state;
  return Array.from({ length: horizon }, () => {
    next = predicted(next, moves);
    return { mean: next.mean[0], variance: next.variance[0] };
  });
}

function chooseMoves(seen: readonly Seen[]): Moves {
  let best = { moves: { level: USUAL_LEVEL, slope: SLOPE_MOVES[0] }, likelihood: Number.NEGATIVE_INFINITY };
  for (const level of LEVEL_MOVES) {
    for (const slope of SLOPE_MOVES) {
      const moves = { level, slope };
      const prior = -(Math.log(level / USUAL_LEVEL) ** 2) / 2;
      const likelihood = filter(seen, moves)
        .slice(1)
        .reduce((sum, { error, errorVariance: v }) => sum - (Math.log(v) + error ** 2 / v) / 2, prior);
      if (likelihood > best.likelihood) best = { moves, likelihood };
    }
  }
  return best.moves;
}

/** How much wider its own past intervals should have been. */
function widening(given: {
  readonly seen: readonly Seen[];
  readonly states: readonly State[];
  readonly moves: Moves;
  readonly horizon: number;
}): number {
  const { seen, states, moves, horizon } = given;
  const errors = states.slice(2, -1).flatMap((state, place) => {
    const at = place + 2;
    return ahead(state, moves, horizon).flatMap(({ mean, variance }, step) => {
      const later = seen[at + 1 + step];
      return later === undefined ? [] : [Math.abs(later.y - mean) / Math.sqrt(variance + later.noise)];
    });
  });
  if (errors.length === 0) return 1;
  const sorted = errors.toSorted((a, b) => a - b);
  const quantile = sorted[Math.min(sorted.length - 1, Math.ceil(FORECAST_LEVEL * (sorted.length + 1)) - 1)];
  // Errors of neighbouring weeks are nearly the same: a week counts once.
  const weeks = Math.max(0, seen.length - 3);
  const trust = weeks / (weeks + ERRORS_WORTH);
  return Math.min(MOST_WIDENING, Math.max(1, 1 + trust * (quantile / Z_80 - 1)));
}
