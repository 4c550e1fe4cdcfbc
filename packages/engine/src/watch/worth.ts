/**
 * What answers given alone are worth: hours and money, with 90 % intervals.
 *
 *     hours = stayed · (1 − risk) · minutes / 60
 *     money = hours · wage − alone · risk · cost of a wrong answer
 *     net   = money − licence · months
 *     cost per resolution = licence · months / (stayed · (1 − risk))
 *
 * What was answered alone and came to people all the same saves nothing; of what stayed, what is wrong does not, either. Two things are uncertain, and drawn together 2,000 times by a
 * seed: the risk, as a Beta(wrong + 1/2, right + 1/2) of the audits that the estimate is worth; and the mean minutes of a
 * thread, log-normal around the mean with its standard error (delta method), so that it stays above 0. Both are shared by all
 * months: what is not known of one is not known of the others. Counts are counts. Minutes that the lead has set are certain.
 * Cost: O(draws · months). Units: minutes, hours, the currency of the model.
 *
 * @example
 * worthOf({ months: [{ alone: 600, stayed: 600, share: 1 }], audits: { wrong: 3, right: 97 }, minutes: { mean: 6, error: 0.5 },
 *   model: { wage_per_hour: 40, licence_per_month: 500, wrong_answer_cost: 10 }, seed: 'w' }).hours.value; // => 57.9
 */
import { betaQuantile, SeededRandom } from '../math/index.ts';

export interface WorthMonth {
  /** Answers given alone. */
  readonly alone: number;
  /** Those among them that no person had to help with. */
  readonly stayed: number;
  /** How much of a month it is, in (0, 1]. */
  readonly share: number;
}

export interface WorthInput {
  /** In order of time. */
  readonly months: readonly WorthMonth[];
  /** Plain audits that the estimate of the risk is worth. */
  readonly audits: { readonly wrong: number; readonly right: number };
  /** Of people, a conversation; `error` is the standard error of the mean. */
  readonly minutes: { readonly mean: number; readonly error: number };
  readonly model: {
    readonly wage_per_hour: number;
    readonly licence_per_month: number;
    readonly wrong_answer_cost: number;
  };
  readonly seed: string;
}

export interface WorthInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface MonthWorth {
  readonly hours: WorthInterval;
  readonly money: WorthInterval;
  readonly cost: number;
  /** Money less costs of all months so far. */
  readonly total: WorthInterval;
}

export interface Worth {
  readonly hours: WorthInterval;
  readonly money: WorthInterval;
  readonly cost: number;
  readonly net: WorthInterval;
  /** Null where nothing was resolved. */
  readonly cost_per_resolution: WorthInterval | null;
  readonly months: readonly MonthWorth[];
}

export const WORTH_LEVEL = 0.9;
const DRAWS = 2_000;
const Z_90 = 1.6448536269514722;

interface Belief {
  readonly risk: number;
  readonly minutes: number;
}

export function worthOf(input: WorthInput): Worth {
  const { months, model } = input;
  const believed = middle(input);
  const draws = drawBeliefs(input);
  const told = (of: (belief: Belief) => number): WorthInterval => intervalOf(of(believed), draws.map(of));
  const hoursOf =
    ({ stayed }: Answers) =>
    (belief: Belief) =>
      (stayed * (1 - belief.risk) * belief.minutes) / 60;
  const moneyOf = (answers: Answers) => (belief: Belief) =>
    hoursOf(answers)(belief) * model.wage_per_hour - answers.alone * belief.risk * model.wrong_answer_cost;
  let all: Answers = { alone: 0, stayed: 0 };
  let cost = 0;
  const monthly = months.map((month): MonthWorth => {
    all = { alone: all.alone + month.alone, stayed: all.stayed + month.stayed };
    const own = month.share * model.licence_per_month;
    cost += own;
    const [soFar, costs] = [all, cost];
    const total = told((belief) => moneyOf(soFar)(belief) - costs);
    return { hours: told(hoursOf(month)), money: told(moneyOf(month)), cost: own, total };
  });
  const { stayed } = all;
  return {
    hours: told(hoursOf(all)),
    money: told(moneyOf(all)),
    cost,
    net: told((belief) => moneyOf(all)(belief) - cost),
    cost_per_resolution: stayed === 0 ? null : told(({ risk }) => cost / (stayed * (1 - risk))),
    months: monthly,
  };
}

type Answers = Pick<WorthMonth, 'alone' | 'stayed'>;

function middle({ audits: { wrong, right }, minutes }: WorthInput): Belief {
  return { risk: wrong + right > 0 ? wrong / (wrong + right) : 0.5, minutes: minutes.mean };
}

function drawBeliefs({ audits: { wrong, right }, minutes: { mean, error }, seed }: WorthInput): Belief[] {
  const random = new SeededRandom(`worth/${seed}`);
  const relative = mean > 0 ? error / mean : 0;
  const sigma = Math.sqrt(Math.log1p(relative ** 2));
  return Array.from({ length: DRAWS }, () => {
    const risk = betaQuantile(random.next(), wrong + 0.5, right + 0.5);
    return { risk, minutes: mean * Math.exp(sigma * random.normal() - sigma ** 2 / 2) };
  });
}

/** The middle is the plain estimate; the ends are quantiles, never on the wrong side of it. */
function intervalOf(value: number, draws: readonly number[]): WorthInterval {
  const sorted = draws.toSorted((a, b) => a - b);
  const tail = (1 - WORTH_LEVEL) / 2;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return { value, low: Math.min(value, at(tail)), high: Math.max(value, at(1 - tail)) };
}

export interface MeanMinutes {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
  readonly count: number;
}

/** Null of fewer than two. */
export function meanMinutes(minutes: readonly number[]): MeanMinutes | null {
  const count = minutes.length;
  if (count < 2) return null;
  const mean = minutes.reduce((sum, each) => sum + each, 0) / count;
  const variance = minutes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (count - 1);
  return { mean, error: Math.sqrt(variance / count), count };
}

/** Two groups: the difference of their means, with its 90 % interval (Welch's standard error). */
export function differenceOf(one: MeanMinutes, other: MeanMinutes): WorthInterval {
  const value = one.mean - other.mean;
  const margin = Z_90 * Math.hypot(one.error, other.error);
  return { value, low: value - margin, high: value + margin };
}

export function meanInterval({ mean, error }: MeanMinutes): WorthInterval {
  return { value: mean, low: Math.max(0, mean - Z_90 * error), high: mean + Z_90 * error };
}
