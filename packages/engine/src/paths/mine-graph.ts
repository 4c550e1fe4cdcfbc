/**
 * From counts to a workflow graph: which step leads to which.
 *
 * Two ways. `dependencyGraph` is the plain one: edges that follow directly, often enough and mostly in this
 * direction. It shows every shortcut that agents take when a customer told something early. `mineGraph` takes a
 * workflow for a line that branches only where something is observed, as written ones are:
 * - all steps in one order (`order-steps.ts`), each leading to the next, so that a step that is often skipped keeps
 *   its place;
 * - where an observation decides what comes next, the edge leads from the observation: `?unavailable → offer-other`,
 *   and not from the step before it (`decisions.ts`). A step that mostly is decided hangs there: the line passes it by;
 * - one way out of each step and each observation.
 * Edges into observations are not drawn. Cost: O(steps⁴) at worst. Limit: the `MOST_MINED` most frequent steps.
 *
 * @example
 * const follows = new Follows();
 * for (const path of [['ask', 'find', 'tell'], ['ask', 'find', 'tell'], ['find', 'tell']]) follows.change(path, 1);
 * mineGraph(follows);   // => edges find → tell and ask → find
 */
import { keyOf, partsOf } from './counts.ts';
import { type Decision, decidedIn, decisionsIn, times, withReturns } from './decisions.ts';
import type { Follows } from './follows.ts';
import { orderOf } from './order-steps.ts';
import { isObservation } from './path-steps.ts';

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Paths, or times, that speak for it. */
  readonly support: number;
}

export interface MiningOptions {
  /** What fewer paths show is noise. */
  readonly least_paths: number;
  /** So is a step that less than this share of the topic's paths show. */
  readonly least_share: number;
  /** So is a decision, which only some paths come to. */
  readonly least_decision_share: number;
  /** Share of the times after this observation in which the step was taken. */
  readonly least_decided: number;
  /** Natural logarithm of how many times the observation raises the odds of the step, at the least. */
  readonly least_log_odds: number;
  /** Share of the steps back that make a step one that is gone back to. */
  readonly least_returned: number;
  /** Times that the next step in the line came right after this one, as a share of the rarer one's paths. */
  readonly least_adjacent: number;
  /** The same for a step that hangs on a decision, as a share of all that was done after it. */
  readonly least_exit: number;
}

/** Chosen on nine of the eighteen STAR workflows (docs/decisions/0010-topics-and-paths.md). */
const DEFAULTS: MiningOptions = {
  least_paths: 2,
  least_share: 0.04,
  least_decision_share: 0.01,
  least_decided: 0.25,
  least_log_odds: 1,
  least_returned: 0.02,
  least_adjacent: 0.02,
  least_exit: 0.1,
};
/** From this share on a step is taken for decided, and a place for one where something is decided. */
const HALF = 0.5;
export const MOST_MINED = 60;
const LEAST_FOLLOWS = 3;
const LEAST_DEPENDENCY = 0.8;

/** Everything that ever came right after something: what a plain log shows. */
export function directlyFollows(follows: Follows): Edge[] {
  const edges = [...follows.directly.entries()].map(([key, support]) => {
    const [from, to] = partsOf(key);
    return { from, to, support };
  });
  return sorted(edges.filter(({ to }) => !isObservation(to)));
}

export function dependencyGraph(follows: Follows): Edge[] {
  return directlyFollows(follows).filter(
    ({ from, to, support }) => support >= LEAST_FOLLOWS && follows.dependency(from, to) >= LEAST_DEPENDENCY,
  );
}

export function mineGraph(follows: Follows, options: Partial<MiningOptions> = {}): Edge[] {
  const chosen = { ...DEFAULTS, ...options };
  const paths = follows.paths.of('');
  const steps = [...follows.occurs.entries()]
    .filter(([step, count]) => !isObservation(step) && count >= floorOf(chosen, chosen.least_share * paths))
    .sort(([a, most], [b, count]) => count - most || (a < b ? -1 : 1))
    .slice(0, MOST_MINED)
    .map(([step]) => step);
  const order = orderOf(follows, steps);
  const taken = decisionsIn(follows, new Set(steps));
  const least = { share: chosen.least_returned, count: chosen.least_paths };
  const decisions = withReturns(taken, order, least);
  const decided = decidedIn(decisions, {
    ...chosen,
    least_count: floorOf(chosen, chosen.least_decision_share * paths),
  });
  const edges = observedEdges(decided);
  return sorted([...edges, ...line({ follows, order, taken, decisions, decided, options: chosen })]);
}

function floorOf({ least_paths }: MiningOptions, share: number): number {
  return Math.max(least_paths, share);
}

/** One way out of each observation: the one taken most. */
function observedEdges(decided: readonly Decision[]): Edge[] {
  const edges = new Map<string, Edge>();
  for (const { seen, to, count } of decided) {
    const known = edges.get(keyOf(seen, to))?.support ?? 0;
    edges.set(keyOf(seen, to), { from: seen, to, support: known + count });
  }
  const best = new Map<string, Edge>();
  for (const edge of sorted([...edges.values()])) if (!best.has(edge.from)) best.set(edge.from, edge);
  return [...best.values()];
}

interface Mined {
  readonly follows: Follows;
  readonly order: readonly string[];
  readonly taken: readonly Decision[];
  /** The same with steps back as returns. */
  readonly decisions: readonly Decision[];
  readonly decided: readonly Decision[];
  readonly options: MiningOptions;
}

/** Each step to the next in the order that does not hang on a decision. */
function line(mined: Mined): Edge[] {
  const { order, decisions, decided } = mined;
  const leads = new Set(decided.map(({ seen, to }) => keyOf(seen, to)));
  const led = decisions.filter(({ seen, to }) => leads.has(keyOf(seen, to)));
  const shareLed = (among: (each: Decision) => boolean) =>
    times(led.filter(among)) / Math.max(1, times(decisions.filter(among)));
  const hanging = new Set(order.filter((step) => shareLed(({ to }) => to === step) >= HALF));
  const decides = new Set(order.filter((step) => shareLed(({ from }) => from === step) >= HALF));
  return order.flatMap((from, i) => {
    if (decides.has(from)) return [];
    const to = order
      .slice(i + 1)
      .find((step) => !hanging.has(step) || decided.some((each) => each.from === from && each.to === step));
    if (to === undefined || decided.some((each) => each.from === from && each.to === to)) return [];
    return isNext(mined, { from, to, hangs: hanging.has(from) })
      ? [{ from, to, support: mined.follows.precedes.of(keyOf(from, to)) }]
      : [];
  });
}

/** Did the one come right after the other often enough, whatever was seen in between? */
function isNext(
  { follows, taken, options }: Mined,
  given: { from: string; to: string; hangs: boolean },
): boolean {
  const { from, to, hangs } = given;
  const exits = taken.filter((each) => each.from === from);
  const adjacent = times(exits.filter((each) => each.to === to));
  if (hangs) return adjacent >= options.least_exit * times(exits);
  return adjacent >= options.least_adjacent * Math.min(follows.occurs.of(from), follows.occurs.of(to));
}

function sorted(edges: Edge[]): Edge[] {
  return edges.sort((a, b) => b.support - a.support || (keyOf(a.from, a.to) < keyOf(b.from, b.to) ? -1 : 1));
}
