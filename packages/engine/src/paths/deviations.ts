/**
 * Where people deviate from a written workflow: for each line how often it was done, passed by, and done out of order.
 *
 * A line is due in every conversation, or, with a condition, where that was seen. It was skipped where it was due and
 * nobody did it; it was out of order where the alignment with the fewest differences (`conformance.ts`) finds it in a
 * place that is not its own. Steps that people take beside the workflow are counted too.
 * Cost: an alignment for each different path. Limit: the newest `MOST_READ` paths, `MOST_EXTRA` steps beside.
 *
 * @example
 * deviations(lines('Check\nRefund'), [path(['check', 'refund']), path(['refund'])]).lines[0];
 * // => { due: 2, done: 1, skipped: 1, out_of_order: 0, … }
 */
import type { ObservedPath } from '../domain.ts';
import { OBSERVED } from './path-steps.ts';
import { agentsOf, alignments, foldedPaths } from './aligned-paths.ts';
import { folded, type WorkflowLine, wordsOf } from './workflow-text.ts';

export interface LineFollowed {
  readonly due: number;
  readonly done: number;
  readonly skipped: number;
  readonly out_of_order: number;
  /** Different people who did it. */
  readonly agents: number;
  /** The newest conversations in which it was skipped, or done out of order. */
  readonly skipped_in: string | null;
  readonly out_of_order_in: string | null;
}

export interface Deviations {
  readonly paths: number;
  /** Conversations that follow it wholly. */
  readonly followed: number;
  /** In the order of the workflow's; null for a line that only leads back. */
  readonly lines: readonly (LineFollowed | null)[];
  /** Steps that do not stand in it, most frequent first. */
  readonly extra: readonly { readonly words: string; readonly paths: number; readonly example: string }[];
}

const MOST_EXTRA = 10;

export function deviations(lines: readonly WorkflowLine[], given: readonly ObservedPath[]): Deviations {
  const paths = foldedPaths(given);
  const aligned = alignments(lines, paths);
  const all = paths.map((path, i) => ({ path, found: aligned[i] }));
  const isWithin = new Set(lines.map(({ step }) => step));
  const outside = new Map<string, ObservedPath[]>();
  for (const { path } of all) {
    for (const step of new Set(path.steps))
      if (!step.startsWith(OBSERVED) && !isWithin.has(step))
        outside.set(step, [...(outside.get(step) ?? []), path]);
  }
  return {
    paths: paths.length,
    followed: all.filter(
      ({ path, found }) => found?.fitness === 1 && !lines.some((line) => isSkipped(line, path)),
    ).length,
    lines: lines.map((line) => (line.back_to === null ? followedOf(line, all) : null)),
    extra: [...outside]
      .map(([step, own]) => ({
        words: wordsOf(step),
        paths: own.length,
        example: own[0]?.conversation_id ?? '',
      }))
      .toSorted((a, b) => b.paths - a.paths || (a.words < b.words ? -1 : 1))
      .slice(0, MOST_EXTRA),
  };
}

type Aligned = {
  readonly path: ObservedPath;
  readonly found: ReturnType<typeof alignments>[number] | undefined;
};

const isDue = ({ when, back_to }: WorkflowLine, { steps }: ObservedPath): boolean =>
  back_to === null && (when === null || steps.includes(OBSERVED + folded(when)));
const isSkipped = (line: WorkflowLine, path: ObservedPath): boolean =>
  isDue(line, path) && !path.steps.includes(line.step);

/** A step of a branch may be passed by, so that the alignment calls it extra where it was done in the wrong place. */
const isElsewhere = ({ step }: WorkflowLine, found: Aligned['found']): boolean =>
  found !== undefined && (found.out_of_order.includes(step) || found.extra.includes(step));

function followedOf(line: WorkflowLine, all: readonly Aligned[]): LineFollowed {
  const pathsWhere = (is: (each: Aligned) => boolean) => all.filter(is).map(({ path }) => path);
  const done = pathsWhere(({ path }) => path.steps.includes(line.step));
  const skipped = pathsWhere(({ path }) => isSkipped(line, path));
  const moved = pathsWhere(({ found }) => isElsewhere(line, found));
  return {
    due: pathsWhere(({ path }) => isDue(line, path)).length,
    done: done.length,
    skipped: skipped.length,
    out_of_order: moved.length,
    agents: agentsOf(done),
    skipped_in: skipped[0]?.conversation_id ?? null,
    out_of_order_in: moved[0]?.conversation_id ?? null,
  };
}
