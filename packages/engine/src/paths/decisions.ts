/**
 * What was done after what was observed, and which of it the observation decided.
 *
 * A decision is a step, the last observation after it (empty where nothing was seen) and the step taken then. An
 * observation decides a step where the step is likelier with it than with the other observations in the same place:
 * the lower end of the odds ratio's interval says so (½ added to each cell), not a fixed share, so that many paths may
 * show a rare branch and few paths no accident. An observation that is nearly always there, or nearly always when
 * this step is taken, decides it too.
 *
 * Back: where a customer changes their mind, agents do the call again at once, since they know the other answers.
 * Written is the way back to the questions. So a step back leads to the earliest step that is ever gone back to.
 * Cost: O(decisions · those from the same step). Source: Woolf, 1955, and Haldane, 1956 (odds ratio and its interval).
 *
 * @example
 * const free = { from: 'check', seen: '?free', to: 'book', count: 9 };
 * const taken = { from: 'check', seen: '?taken', to: 'apologise', count: 9 };
 * decidedIn([free, taken], { least_count: 2, least_decided: 0.3, least_log_odds: 1 });   // => both
 */
import { keyOf, partsOf } from './counts.ts';
import type { Follows } from './follows.ts';

export interface Decision {
  readonly from: string;
  readonly seen: string;
  readonly to: string;
  /** Times. */
  readonly count: number;
}

export interface DecidingOptions {
  readonly least_count: number;
  /** Share of the times after this observation in which the step was taken. */
  readonly least_decided: number;
  /** Natural logarithm of how many times the observation raises the odds of the step, at the least. */
  readonly least_log_odds: number;
}

/** Of what was observed there at all, if mostly something was: what was not is mostly what could not be read. */
const ALWAYS = 0.9;
const HALF = 0.5;
const MOSTLY = 0.7;
/** With fewer other observations the times without any are what is compared with. */
const ENOUGH_OTHERS = 15;
/** One-sided 95 %. */
const Z = 1.64;

export function decisionsIn(follows: Follows, steps: ReadonlySet<string>): Decision[] {
  return [...follows.decisions.entries()]
    .map(([key, count]) => {
      const [from, seen, to] = partsOf(key);
      return { from, seen, to, count };
    })
    .filter(({ from, to }) => steps.has(from) && steps.has(to));
}

export function decidedIn(decisions: readonly Decision[], options: DecidingOptions): Decision[] {
  const places = Map.groupBy(decisions, ({ from }) => from);
  return decisions.filter((decision) => {
    const { from, seen, to, count } = decision;
    if (seen === '' || count < options.least_count) return false;
    const here = places.get(from) ?? [];
    const observed = times(here.filter((each) => each.seen === seen));
    if (count / observed < options.least_decided) return false;
    const anything = times(here.filter((each) => each.seen !== ''));
    const always = anything >= HALF * times(here) && observed >= ALWAYS * anything;
    const mostly = count / times(here.filter((each) => each.to === to)) >= MOSTLY;
    return always || mostly || leastLogOdds(here, decision) > options.least_log_odds;
  });
}

/** Lower end of the logarithm of the odds ratio: this step with this observation against others in the same place. */
function leastLogOdds(here: readonly Decision[], { seen, to, count }: Decision): number {
  const observed = times(here.filter((each) => each.seen === seen));
  const seenOthers = here.filter((each) => each.seen !== seen && each.seen !== '');
  const others =
    times(seenOthers) >= ENOUGH_OTHERS ? seenOthers : here.filter(({ seen: other }) => other === '');
  const taken = times(others.filter((each) => each.to === to));
  const cells = [count, observed - count, taken, times(others) - taken].map((cell) => cell + 0.5);
  const [a, b, c, d] = cells;
  const deviation = Math.sqrt(cells.reduce((sum, cell) => sum + 1 / cell, 0));
  return Math.log((a * d) / (b * c)) - Z * deviation;
}

/** Each step back as one to the earliest step that at least this share of all steps back lead to. */
export function withReturns(
  decisions: readonly Decision[],
  order: readonly string[],
  least: { readonly share: number; readonly count: number },
): Decision[] {
  const place = new Map(order.map((step, i) => [step, i]));
  const placeOf = (step: string) => place.get(step) ?? 0;
  const backTo = (step: string, from: readonly Decision[]) => times(from.filter(({ to }) => to === step));
  const back = decisions.filter(({ from, to }) => placeOf(to) < placeOf(from));
  // The call is what is repeated most; what comes before it is the form that it needs.
  const call = order.reduce(
    (most, step) => (backTo(step, back) > backTo(most, back) ? step : most),
    order[0],
  );
  const isReturn = ({ from, to }: Decision) => placeOf(from) >= placeOf(call) && placeOf(to) <= placeOf(call);
  const returns = decisions.filter(isReturn);
  const floor = Math.max(least.count, least.share * times(returns));
  const target = order.find((step) => backTo(step, returns) >= floor);
  if (back.length === 0 || target === undefined) return [...decisions];
  return merged(decisions.map((each) => (isReturn(each) ? { ...each, to: target } : each)));
}

function merged(decisions: readonly Decision[]): Decision[] {
  const same = Map.groupBy(decisions, ({ from, seen, to }) => keyOf(from, seen, to));
  return [...same.values()].map((all) => ({ ...all[0], count: times(all) }));
}

export function times(decisions: readonly Decision[]): number {
  return decisions.reduce((sum, { count }) => sum + count, 0);
}
