/**
 * From counts to a workflow graph: which step leads to which.
 *
 * Two ways. `dependencyGraph` is the plain one: edges that follow directly, often enough and mostly in this
 * direction. It shows every shortcut that agents take when a customer told something early. `mineGraph` reads the
 * order instead: a stands before b in most paths that have both, with no third step in between (transitive
 * reduction), so that a step that is often skipped keeps its place. Where an observation decides what comes next, the
 * edge leads from the observation: `?unavailable → offer-other`, and not from the step before it.
 * Edges into observations are not drawn. Cost: O(steps³) on a few dozen steps.
 *
 * @example
 * const follows = new Follows();
 * for (const path of [['ask', 'find', 'tell'], ['ask', 'find', 'tell'], ['find', 'tell']]) follows.change(path, 1);
 * mineGraph(follows);   // => edges find → tell and ask → find
 */
import { keyOf, partsOf } from './counts.ts';
import type { Follows } from './follows.ts';
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
  /** So are a step and a decision that less than this share of the topic's paths show. */
  readonly least_share: number;
  /** Share of the paths with both steps in which the order holds. */
  readonly least_order: number;
  /** Share of the times after this observation in which the step was taken. */
  readonly least_decided: number;
  /** How many times likelier the observation makes the step. */
  readonly least_lift: number;
  /** Times that b came right after a, as a share of the rarer one's paths. */
  readonly least_adjacent: number;
}

/** Chosen on nine of the eighteen STAR workflows (docs/decisions/0010-topics-and-paths.md). */
const DEFAULTS: MiningOptions = {
  least_paths: 2,
  least_share: 0.04,
  least_order: 0.55,
  least_decided: 0.35,
  least_lift: 1.8,
  least_adjacent: 0.05,
};
/** An observation that is (nearly) always there decides nothing, but stands in the way all the same. */
const ALWAYS = 0.9;
const MOSTLY = 0.7;
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
  const floor = noiseFloor(follows, chosen);
  const steps = [...follows.occurs.entries()]
    .filter(([step, count]) => !isObservation(step) && count >= floor)
    .map(([step]) => step);
  const known = new Set(steps);
  const decided = decisionEdges(follows, known, chosen);
  const order = reducedOrder(follows, steps, chosen);
  const rest = order.filter(({ from, to }) => !decided.replaces(from, to));
  return sorted([...decided.edges, ...rest]);
}

function noiseFloor(follows: Follows, { least_paths, least_share }: MiningOptions): number {
  return Math.max(least_paths, least_share * follows.paths.of(''));
}

/** Edges from observations, and which edges between steps they stand for. */
function decisionEdges(follows: Follows, steps: ReadonlySet<string>, options: MiningOptions) {
  const { after, between, times, into } = margins(follows);
  const edges = new Map<string, Edge>();
  const replaced = new Set<string>();
  const led = new Map<string, number>();
  const decisions = [...follows.decisions.entries()].map(([key, count]) => ({ parts: partsOf(key), count }));
  const floor = noiseFloor(follows, options);
  for (const { parts, count } of decisions) {
    const [from, seen, to] = parts;
    if (seen === '' || count < floor || !steps.has(to)) continue;
    const share = count / (after.get(keyOf(from, seen)) ?? 1);
    const plain = (between.get(keyOf(from, to)) ?? 0) / (times.get(from) ?? 1);
    const always = (after.get(keyOf(from, seen)) ?? 0) / (times.get(from) ?? 1) >= ALWAYS;
    const mostly = count / (between.get(keyOf(from, to)) ?? 1) >= MOSTLY;
    if (share < options.least_decided) continue;
    if (!always && !mostly && share / plain < options.least_lift) continue;
    const known = edges.get(keyOf(seen, to))?.support ?? 0;
    edges.set(keyOf(seen, to), { from: seen, to, support: known + count });
    replaced.add(keyOf(from, to));
  }
  for (const { parts, count } of decisions) {
    const [, seen, to] = parts;
    if (edges.has(keyOf(seen, to))) led.set(to, (led.get(to) ?? 0) + count);
  }
  const hangs = (to: string) => (led.get(to) ?? 0) / (into.get(to) ?? 1) >= 0.5;
  return {
    edges: [...edges.values()],
    replaces: (from: string, to: string) => replaced.has(keyOf(from, to)) || hangs(to),
  };
}

function margins(follows: Follows) {
  const after = new Map<string, number>();
  const between = new Map<string, number>();
  const times = new Map<string, number>();
  const into = new Map<string, number>();
  const increase = (counts: Map<string, number>, key: string, by: number) =>
    counts.set(key, (counts.get(key) ?? 0) + by);
  for (const [key, count] of follows.decisions.entries()) {
    const [from, seen, to] = partsOf(key);
    increase(after, keyOf(from, seen), count);
    increase(between, keyOf(from, to), count);
    increase(times, from, count);
    increase(into, to, count);
  }
  return { after, between, times, into };
}

/** The order in which most paths have the steps, without what follows from the rest. */
function reducedOrder(follows: Follows, steps: readonly string[], options: MiningOptions): Edge[] {
  const before = (a: string, b: string) => {
    const there = follows.precedes.of(keyOf(a, b));
    const back = follows.precedes.of(keyOf(b, a));
    return there >= options.least_paths && there / (there + back) >= options.least_order;
  };
  const order = new Map(steps.map((a) => [a, new Set(steps.filter((b) => a !== b && before(a, b)))]));
  const after = (a: string) => order.get(a) ?? new Set<string>();
  const edges: Edge[] = [];
  for (const a of steps) {
    for (const b of after(a)) {
      if ([...after(a)].some((between) => after(between).has(b))) continue;
      const rarer = Math.min(follows.occurs.of(a), follows.occurs.of(b));
      if (adjacent(follows, a, b) < options.least_adjacent * rarer) continue;
      edges.push({ from: a, to: b, support: follows.precedes.of(keyOf(a, b)) });
    }
  }
  return edges;
}

/** Times that b was the next step after a, whatever was seen in between. */
function adjacent(follows: Follows, a: string, b: string): number {
  let times = 0;
  for (const [key, count] of follows.decisions.entries()) {
    const [from, , to] = partsOf(key);
    if (from === a && to === b) times += count;
  }
  return times;
}

function sorted(edges: Edge[]): Edge[] {
  return edges.sort((a, b) => b.support - a.support || (keyOf(a.from, a.to) < keyOf(b.from, b.to) ? -1 : 1));
}
