/**
 * Does a conversation follow the written workflow? The alignment with the fewest differences tells.
 *
 * A path is laid beside every way through the workflow's graph, from a start to an end; what the best one lacks is
 * extra, what it has and the path lacks is missing, and a step that is both was done out of order. Observations are
 * not done by anybody: they cost nothing where the log lacks them. Fitness is 1 − cost / (steps of the path + steps
 * of the shortest way): 1 fits wholly, 0 has nothing in common.
 * Cost: O(steps · edges) with buckets by cost. Limits: `MOST_STEPS` steps, and what the graph has.
 * Source: van der Aalst et al., Replaying history on process models for conformance checking, 2012.
 *
 * @example
 * const workflow = { edges: [['ask', 'check'], ['check', 'book']], starts: ['ask'], ends: ['book'] } as const;
 * conformance(workflow, ['ask', 'book']);
 * // => fitness 0.8, with `check` missing
 */
import { isObservation, withoutRepeats } from './path-steps.ts';

export interface WorkflowGraph {
  readonly edges: readonly (readonly [from: string, to: string])[];
  /** Empty: every step that no edge leads to. */
  readonly starts: readonly string[];
  /** Empty: every step that no edge leaves. */
  readonly ends: readonly string[];
}

export type Move = 'fits' | 'missing' | 'extra' | 'out-of-order';

export interface Conformance {
  readonly fitness: number;
  /** What was done and what should have been, in order. */
  readonly moves: readonly { readonly step: string; readonly move: Move }[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly out_of_order: readonly string[];
}

/** Place in the search: so many steps of the path are read, and the workflow stands here (−1: before its start). */
interface Place {
  readonly read: number;
  readonly node: number;
  readonly cost: number;
  readonly before: Place | null;
  readonly step: string;
  readonly move: Exclude<Move, 'out-of-order'> | 'silent';
}

export function conformance(workflow: WorkflowGraph, given: readonly string[]): Conformance {
  const graph = indexed(workflow);
  const path = withoutRepeats(given);
  const aligned = align(graph, path);
  const shortest = align(graph, []).cost;
  const done = path.filter((step) => !isObservation(step)).length;
  const worst = done + shortest;
  const moves = labelled(movesTo(aligned));
  const of = (move: Move) => moves.filter((each) => each.move === move).map(({ step }) => step);
  return {
    fitness: worst === 0 ? 1 : Math.max(0, 1 - aligned.cost / worst),
    moves,
    missing: of('missing'),
    extra: of('extra'),
    out_of_order: [...new Set(of('out-of-order'))],
  };
}

interface Graph {
  readonly steps: readonly string[];
  /** By node; the last entry holds what may come first. */
  readonly next: readonly (readonly number[])[];
  readonly ends: ReadonlySet<number>;
}

function indexed({ edges, starts, ends }: WorkflowGraph): Graph {
  const steps = [...new Set([...edges.flat(), ...starts, ...ends])];
  const numberOf = new Map(steps.map((step, i) => [step, i]));
  const numbers = (names: readonly string[]) => names.map((name) => numberOf.get(name) as number);
  const next = steps.map((step) => numbers(edges.filter(([from]) => from === step).map(([, to]) => to)));
  const entered = new Set(edges.map(([, to]) => to));
  const left = new Set(edges.map(([from]) => from));
  const first = starts.length > 0 ? starts : steps.filter((step) => !entered.has(step));
  const last = ends.length > 0 ? ends : steps.filter((step) => !left.has(step));
  return { steps, next: [...next, numbers(first)], ends: new Set(numbers(last)) };
}

/** Dijkstra over places with costs 0 and 1: one list for each cost. */
function align(graph: Graph, path: readonly string[]): Place {
  const start: Place = { read: 0, node: -1, cost: 0, before: null, step: '', move: 'silent' };
  const reached = new Set<number>();
  let now: Place[] = [start];
  while (now.length > 0) {
    const later: Place[] = [];
    for (let at = 0; at < now.length; at++) {
      const place = now[at];
      const key = place.read * (graph.steps.length + 1) + place.node + 1;
      if (reached.has(key)) continue;
      reached.add(key);
      if (isEnd(graph, path, place)) return place;
      for (const next of neighbours(graph, path, place)) (next.cost === place.cost ? now : later).push(next);
    }
    now = later;
  }
  // No way through the graph at all: everything that was done is extra.
  return path.reduce<Place>((place, step) => extra(place, step), start);
}

function isEnd(graph: Graph, path: readonly string[], { read, node }: Place): boolean {
  return read === path.length && (graph.ends.has(node) || (node === -1 && graph.steps.length === 0));
}

/** Cheapest kinds of move first, so that of equal alignments always the same one is found. */
function neighbours(graph: Graph, path: readonly string[], place: Place): Place[] {
  const found: Place[] = [];
  const step = path[place.read];
  const next = graph.next[place.node === -1 ? graph.steps.length : place.node];
  for (const node of next) {
    const name = graph.steps[node];
    if (step === name) {
      found.push({ read: place.read + 1, node, cost: place.cost, before: place, step, move: 'fits' });
    }
    const silent = isObservation(name);
    const cost = place.cost + (silent ? 0 : 1);
    found.push({
      read: place.read,
      node,
      cost,
      before: place,
      step: name,
      move: silent ? 'silent' : 'missing',
    });
  }
  if (place.read < path.length) found.push(extra(place, step));
  return found;
}

function extra(place: Place, step: string): Place {
  const silent = isObservation(step);
  const cost = place.cost + (silent ? 0 : 1);
  const { read, node } = place;
  return { read: read + 1, node, cost, before: place, step, move: silent ? 'silent' : 'extra' };
}

function movesTo(end: Place): Place[] {
  const moves: Place[] = [];
  for (let place: Place | null = end; place !== null; place = place.before) moves.push(place);
  return moves.reverse().filter(({ move, step }) => move !== 'silent' && !isObservation(step));
}

/** A step that is extra in one place and missing in another was done out of order. */
function labelled(moves: readonly Place[]): { step: string; move: Move }[] {
  const having = (wanted: Place['move']) =>
    new Set(moves.filter(({ move }) => move === wanted).map(({ step }) => step));
  const missing = having('missing');
  const extras = having('extra');
  return moves.map(({ step, move }) => {
    if (move === 'fits' || move === 'silent') return { step, move: 'fits' };
    return { step, move: missing.has(step) && extras.has(step) ? 'out-of-order' : move };
  });
}
