/**
 * What another way of choosing would have earned, from the log of the one that chose.
 *
 * A record has the reward of what was chosen, the probability with which it was chosen (`logged`), and the one with
 * which the other policy would have chosen it (`target`); w = target / logged. IPS = mean(w r); SNIPS = Σ w r / Σ w;
 * DR = mean(v + w (r − q)) where a model guesses rewards. Intervals: empirical Bernstein's lower bound, and one by
 * betting that holds however often one looks. The verdict compares both policies on the same records, by the
 * interval of (w − 1) r; it is refused where too few records speak: effective sample below 50, or one that weighs
 * more than 20.
 *
 * Limits: rewards in [0, 1], records in the order of the ledger; `logged` must be what was really drawn with.
 * Cost: O(n) for the estimates, about 60 passes for each betting interval.
 * Source: Dudík et al. 2014, "Doubly robust policy evaluation"; Maurer & Pontil 2009, theorem 4; reference study §4.6.
 *
 * @example
 * evaluatePolicy([]).verdict; // => { kind: 'refused', reason: 'too few effective samples: 0, at least 50 needed' }
 */
import { EngineError } from '../errors.ts';
import { bettingInterval, type Interval } from './betting-interval.ts';

export interface LoggedChoice {
  readonly reward: number;
  readonly logged: number;
  readonly target: number;
  /** A model's guess: of this choice (`chosen`), and of what the other policy would get here (`value`). */
  readonly model?: { readonly chosen: number; readonly value: number };
}

export type PolicyVerdict =
  | { readonly kind: 'better' | 'worse' | 'undecided' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface PolicyEvaluation {
  readonly records: number;
  /** Mean reward of the policy that chose; null, like all estimates, without records. */
  readonly logged_value: number | null;
  readonly ips: number | null;
  readonly snips: number | null;
  /** Null too where a record has no model's guess. */
  readonly dr: number | null;
  /** Below the true value of the target with probability 1 − delta (for one look). */
  readonly bernstein_low: number | null;
  /** Holds the true value of the target with probability 1 − delta, however often one looks. */
  readonly interval: Interval;
  readonly effective_samples: number;
  readonly max_weight: number;
  readonly verdict: PolicyVerdict;
}

const MIN_EFFECTIVE = 50;
const MAX_WEIGHT = 20;

/** `least_propensity`: what no logged probability falls below; the range of the weights follows from it. */
export function evaluatePolicy(
  records: readonly LoggedChoice[],
  options: { readonly delta?: number; readonly least_propensity?: number } = {},
): PolicyEvaluation {
  const { delta = 0.05, least_propensity = 0.1 } = options;
  for (const record of records) requireLogged(record, least_propensity);
  const weights = records.map(({ target, logged }) => target / logged);
  const sum = total(weights);
  const effective_samples = sum > 0 ? sum ** 2 / total(weights.map((w) => w * w)) : 0;
  const max_weight = weights.reduce((most, w) => Math.max(most, w), 0);
  const most = 1 / least_propensity;
  const earned = records.map(({ reward }, i) => weights[i] * reward);
  const scaled = bettingInterval(
    earned.map((value) => value / most),
    delta,
  );
  const gains = records.map(({ reward }, i) => (weights[i] - 1) * reward);
  return {
    records: records.length,
    logged_value: mean(records.map(({ reward }) => reward)),
    ips: mean(earned),
    snips: sum > 0 ? total(earned) / sum : null,
    dr: doublyRobust(records, weights),
    bernstein_low: bernsteinLow(earned, { range: most, delta }),
    interval: { low: scaled.low * most, high: scaled.high * most },
    effective_samples,
    max_weight,
    verdict:
      refusal(effective_samples, max_weight) ??
      compare(
        gains.map((gain) => (gain + 1) / most),
        { zero: 1 / most, delta },
      ),
  };
}

/**
 * Empirical Bernstein's lower bound of a mean; null below two values, which have no variance.
 * `range`: length of the interval in which values may lie.
 */
export function bernsteinLow(
  values: readonly number[],
  { range, delta }: { readonly range: number; readonly delta: number },
): number | null {
  const n = values.length;
  if (n < 2) return null;
  const middle = total(values) / n;
  const variance = total(values.map((value) => (value - middle) ** 2)) / (n - 1);
  const log = Math.log(2 / delta);
  return middle - Math.sqrt((2 * variance * log) / n) - (7 * range * log) / (3 * (n - 1));
}

function refusal(effective: number, max_weight: number): PolicyVerdict | null {
  const found = Math.round(effective * 10) / 10;
  if (effective < MIN_EFFECTIVE) {
    const reason = `too few effective samples: ${found}, at least ${MIN_EFFECTIVE} needed`;
    return { kind: 'refused', reason };
  }
  if (max_weight <= MAX_WEIGHT) return null;
  const heaviest = Math.round(max_weight * 10) / 10;
  const reason = `too few effective samples: one record weighs ${heaviest}, at most ${MAX_WEIGHT} allowed`;
  return { kind: 'refused', reason };
}

/** Is the mean surely above, or below, the value that stands for "no difference"? */
function compare(values: readonly number[], { zero, delta }: { zero: number; delta: number }): PolicyVerdict {
  const { low, high } = bettingInterval(values, delta);
  if (low > zero) return { kind: 'better' };
  return { kind: high < zero ? 'worse' : 'undecided' };
}

function doublyRobust(records: readonly LoggedChoice[], weights: readonly number[]): number | null {
  const values = records.map(({ reward, model }, i) =>
    model === undefined ? Number.NaN : model.value + weights[i] * (reward - model.chosen),
  );
  const value = mean(values);
  return value === null || Number.isNaN(value) ? null : value;
}

function requireLogged({ reward, logged, target }: LoggedChoice, least: number): void {
  const fits = reward >= 0 && reward <= 1 && logged >= least && logged <= 1 && target >= 0 && target <= 1;
  if (fits) return;
  const found = `reward ${reward}, logged ${logged}, target ${target}`;
  throw new EngineError(
    'invalid-argument',
    `record: expected a reward and a target in [0, 1], and logged from ${least} to 1, found ${found}`,
  );
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : total(values) / values.length;
