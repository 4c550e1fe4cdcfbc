/**
 * Skeletons: sequences of steps that many paths have in common, not necessarily one right after the other.
 *
 * PrefixSpan: a frequent sequence grows by every step that is frequent in what is left of the paths that have it. A
 * sequence needs `least_paths` tickets and `least_agents` different agents (a path without a known agent counts as
 * an agent of its own). Only maximal ones are given: those that are part of no other, longest first.
 * Cost: O(paths · steps) for each frequent sequence; at most `MOST_SEQUENCES` are grown, frequent ones first.
 * Source: Pei et al., PrefixSpan: mining sequential patterns by prefix-projected growth, 2001.
 *
 * @example
 * const path = (steps: string[], agent: string) => ({ steps, agent });
 * skeletons([path(['a', 'b', 'c'], 'x'), path(['a', 'c'], 'y'), path(['a', 'd', 'c'], 'y')]);
 * // => [{ steps: ['a', 'c'], paths: 3, agents: 2 }]
 */
import { isObservation, withoutRepeats } from './path-steps.ts';

export interface Skeleton {
  readonly steps: readonly string[];
  readonly paths: number;
  readonly agents: number;
}

export interface SkeletonOptions {
  readonly least_paths: number;
  readonly least_agents: number;
  readonly longest: number;
}

const DEFAULTS: SkeletonOptions = { least_paths: 3, least_agents: 2, longest: 12 };
export const MOST_SEQUENCES = 2_000;

interface Trace {
  readonly steps: readonly string[];
  readonly agent: string;
}

/** A path, and the place after which it goes on. */
interface Projection {
  readonly trace: Trace;
  readonly from: number;
}

export function skeletons(
  paths: readonly { readonly steps: readonly string[]; readonly agent: string | null }[],
  options: Partial<SkeletonOptions> = {},
): Skeleton[] {
  return maximal(frequentSequences(paths, { ...DEFAULTS, ...options }));
}

/** All frequent sequences with at least two steps. */
export function frequentSequences(
  paths: readonly { readonly steps: readonly string[]; readonly agent: string | null }[],
  options: SkeletonOptions,
): Skeleton[] {
  const traces = paths.map(({ steps, agent }, i): Trace => {
    return { steps: withoutRepeats(steps.filter((step) => !isObservation(step))), agent: agent ?? `?${i}` };
  });
  const found: Skeleton[] = [];
  const waiting = grow(
    [],
    traces.map((trace) => ({ trace, from: 0 })),
    options,
  );
  for (let at = 0; at < waiting.length && at < MOST_SEQUENCES; at++) {
    const { skeleton, projections } = waiting[at];
    if (skeleton.steps.length > 1) found.push(skeleton);
    if (skeleton.steps.length < options.longest) waiting.push(...grow(skeleton.steps, projections, options));
  }
  return found;
}

function grow(prefix: readonly string[], projections: readonly Projection[], options: SkeletonOptions) {
  const byStep = new Map<string, Projection[]>();
  for (const { trace, from } of projections) {
    const seen = new Set<string>();
    for (let at = from; at < trace.steps.length; at++) {
      const step = trace.steps[at];
      if (seen.has(step)) continue;
      seen.add(step);
      const own = byStep.get(step);
      if (own === undefined) byStep.set(step, [{ trace, from: at + 1 }]);
      else own.push({ trace, from: at + 1 });
    }
  }
  return [...byStep]
    .map(([step, own]) => {
      const agents = new Set(own.map(({ trace }) => trace.agent)).size;
      return { skeleton: { steps: [...prefix, step], paths: own.length, agents }, projections: own };
    })
    .filter(
      ({ skeleton: { paths, agents } }) => paths >= options.least_paths && agents >= options.least_agents,
    )
    .sort((a, b) => b.skeleton.paths - a.skeleton.paths || compare(a.skeleton.steps, b.skeleton.steps));
}

function maximal(found: readonly Skeleton[]): Skeleton[] {
  const longestFirst = found.toSorted(
    (a, b) => b.steps.length - a.steps.length || b.paths - a.paths || compare(a.steps, b.steps),
  );
  const kept: Skeleton[] = [];
  for (const skeleton of longestFirst) {
    if (!kept.some(({ steps }) => isWithin(skeleton.steps, steps))) kept.push(skeleton);
  }
  return kept;
}

/** Is one a subsequence of the other? */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const step of whole) if (step === part[at]) at += 1;
  return at === part.length;
}

function compare(a: readonly string[], b: readonly string[]): number {
  return a.join('\u0001') < b.join('\u0001') ? -1 : 1;
}
