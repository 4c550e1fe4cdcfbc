/**
 * An interval for a mean that may be looked at after every record, from bets against each possible mean.
 *
 * For each candidate m two gamblers bet that the mean is above, and below; where one of them has multiplied the
 * stake by 1 / (half the error), at any time so far, m is ruled out. Bets use only what came before (predictable
 * plug-in), and never risk more than half of the capital. Values lie in [0, 1], in the order in which they came.
 * Cost: O(n) for each of about 60 candidates, found by bisection, since capital falls towards the sample.
 * Source: Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", the hedged capital
 * process with the predictable bets of a confidence sequence, arXiv:2010.09686, section 4.
 *
 * @example
 * bettingInterval([], 0.05); // => { low: 0, high: 1 }
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** No bet risks more than this share of the capital. */
const MOST_AT_RISK = 0.5;
const BISECTIONS = 30;

/** `delta`: allowed error of both sides together. */
export function bettingInterval(values: readonly number[], delta: number): Interval {
  if (values.length === 0) return { low: 0, high: 1 };
  const bets = predictableBets(values, delta);
  const limit = Math.log(2 / delta);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const low = boundary(mean, 0, (m) => mostCapital({ values, bets, m, side: 1 }) < limit);
  const high = boundary(mean, 1, (m) => mostCapital({ values, bets, m, side: -1 }) < limit);
  return { low, high };
}

/** Bet before each record, from the variance of those before it. */
function predictableBets(values: readonly number[], delta: number): Float64Array {
  const bets = new Float64Array(values.length);
  let [mean, sum, squares] = [0.5, 0.5, 0.25];
  for (const [index, value] of values.entries()) {
    const time = index + 1;
    bets[index] = Math.sqrt((2 * Math.log(2 / delta)) / ((squares / time) * time * Math.log(1 + time)));
    sum += value;
    mean = sum / (time + 1);
    squares += (value - mean) ** 2;
  }
  return bets;
}

/** ln of the most that the capital of one gambler ever was; -Infinity never comes, since no bet risks all. */
function mostCapital(given: {
  values: readonly number[];
  bets: Float64Array;
  m: number;
  side: 1 | -1;
}): number {
  const { values, bets, m, side } = given;
  const most = MOST_AT_RISK / (side === 1 ? m : 1 - m);
  let [capital, highest] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    capital += Math.log1p(side * Math.min(bets[i], most) * (values[i] - m));
    if (capital > highest) highest = capital;
  }
  return highest;
}

/** The candidate farthest from the mean, towards `end`, that is still possible. */
function boundary(mean: number, end: 0 | 1, possible: (m: number) => boolean): number {
  if (!possible(mean)) return mean;
  let inside = mean;
  let outside: number = end;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (inside + outside) / 2;
    if (possible(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}
