/**
 * Variants: the different ways in which a topic's work was done, as a trie of prefixes.
 *
 * Each node counts the paths through it and those that end there, how they ended (a Beta posterior from a flat
 * prior), how long they took, and in which contexts. Everything is a sum; a node without paths is gone, so removing
 * is exact. Cost: O(steps) a path. Limit: paths are cut at `MOST_STEPS` steps; contexts at `MOST_CONTEXTS` a path.
 *
 * @example
 * const variants = new Variants();
 * variants.change({ steps: ['ask', 'book'], resolved: true, duration_ms: 60_000, context: [] }, 1);
 * variants.list()[0].resolved;   // => { alpha: 2, beta: 1 }, mean 2/3
 */
import { Counts } from './counts.ts';
import { isObservation, withoutRepeats } from './path-steps.ts';

export interface Walked {
  readonly steps: readonly string[];
  readonly resolved: boolean | null;
  readonly duration_ms: number | null;
  readonly context: readonly string[];
}

export interface Variant {
  readonly steps: readonly string[];
  readonly paths: number;
  /** Beta posterior of ending well. */
  readonly resolved: { readonly alpha: number; readonly beta: number };
  /** Mean of those whose duration is known; null where none is. */
  readonly duration_ms: number | null;
  /** How many of the paths had this context token. */
  readonly context: readonly (readonly [string, number])[];
}

const MOST_CONTEXTS = 20;

interface Node {
  readonly next: Map<string, Node>;
  through: number;
  ending: number;
  well: number;
  badly: number;
  timed: number;
  duration_ms: number;
  readonly context: Counts;
}

export class Variants {
  readonly #root = emptyNode();

  /** `by`: 1 adds the path, −1 removes one that was added. */
  change(path: Walked, by: 1 | -1): void {
    const steps = withoutRepeats(path.steps.filter((step) => !isObservation(step)));
    if (steps.length === 0) return;
    let node = this.#root;
    for (const step of steps) {
      const next = node.next.get(step) ?? emptyNode();
      next.through += by;
      if (next.through > 0) node.next.set(step, next);
      else node.next.delete(step);
      node = next;
    }
    node.ending += by;
    if (path.resolved === true) node.well += by;
    if (path.resolved === false) node.badly += by;
    if (path.duration_ms !== null) {
      node.timed += by;
      node.duration_ms += by * path.duration_ms;
    }
    for (const token of path.context.slice(0, MOST_CONTEXTS)) node.context.change(token, by);
  }

  /** How many paths began like this. */
  through(prefix: readonly string[]): number {
    let node: Node | undefined = this.#root;
    for (const step of prefix) node = node?.next.get(step);
    return node?.through ?? 0;
  }

  /** All variants, the most frequent first. */
  list(): Variant[] {
    const found: Variant[] = [];
    const visit = (node: Node, steps: readonly string[]): void => {
      if (node.ending > 0) found.push(describe(node, steps));
      for (const [step, next] of node.next) visit(next, [...steps, step]);
    };
    visit(this.#root, []);
    return found.sort((a, b) => b.paths - a.paths || (a.steps.join() < b.steps.join() ? -1 : 1));
  }
}

function describe(node: Node, steps: readonly string[]): Variant {
  return {
    steps,
    paths: node.ending,
    resolved: { alpha: 1 + node.well, beta: 1 + node.badly },
    duration_ms: node.timed === 0 ? null : node.duration_ms / node.timed,
    context: node.context.save(),
  };
}

function emptyNode(): Node {
  return {
    next: new Map(),
    through: 0,
    ending: 0,
    well: 0,
    badly: 0,
    timed: 0,
    duration_ms: 0,
    context: new Counts(),
  };
}
