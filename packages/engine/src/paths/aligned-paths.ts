/**
 * Conversations laid beside the lines of a workflow.
 *
 * Limit: the newest `MOST_READ` conversations. Cost: an alignment (`conformance.ts`) for each different path.
 *
 * @example
 * alignments(lines, foldedPaths(paths))[0].fitness;   // => 1 where it follows the lines
 */
import type { ObservedPath } from '../domain.ts';
import { type Conformance, conformance } from './conformance.ts';
import { isObservation, withoutRepeats } from './path-steps.ts';
import { graphOf } from './workflow-graph.ts';
import { folded, type WorkflowLine } from './workflow-text.ts';

export const MOST_READ = 1_000;

/** The newest ones in which somebody did something, with one name for each step. */
export function foldedPaths(given: readonly ObservedPath[]): ObservedPath[] {
  return given
    .filter(({ steps }) => steps.some((step) => !isObservation(step)))
    .toSorted((a, b) => b.at_ms - a.at_ms || (a.conversation_id < b.conversation_id ? -1 : 1))
    .slice(0, MOST_READ)
    .map((path) => ({ ...path, steps: withoutRepeats(path.steps.map(folded)) }));
}

/** How far these conversations follow the lines, in their order. */
export function alignments(
  lines: readonly WorkflowLine[],
  paths: readonly Pick<ObservedPath, 'steps'>[],
): readonly Conformance[] {
  const graph = graphOf(lines);
  const known = new Map<string, Conformance>();
  return paths.map(({ steps }) => {
    const key = steps.join('\n');
    const found = known.get(key) ?? conformance(graph, steps);
    known.set(key, found);
    return found;
  });
}

/** Different people; one whose name is not known counts as one more. */
export const agentsOf = (paths: readonly Pick<ObservedPath, 'agent' | 'conversation_id'>[]): number =>
  new Set(paths.map(({ agent, conversation_id }) => agent ?? `?${conversation_id}`)).size;
