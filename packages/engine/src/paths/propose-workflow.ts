/**
 * Where people do a topic's work steadily enough, a workflow to be looked at: lines in order, with what decides.
 *
 * Steady is what the whole table `PROPOSAL_RULE` holds of. How orderly the work is cannot be told by how often the most
 * frequent way was gone (customers tell things early, so that long conversations hardly ever go the same way), nor by how
 * well conversations fit the lines (short ones fit by chance): it is how much better they fit than the same steps in
 * random order, mined and laid beside their lines in the same way.
 * Cost: mining twice, and an alignment for each different path. Limit: `MOST_READ` conversations.
 *
 * @example
 * const path = { agent: 'Grace', steps: ['look-up', '?paid', 'refund'], … };
 * proposeWorkflow(Array.from({ length: 12 }, (_, i) => ({ ...path, agent: `agent ${i % 2}` })))?.lines;
 * // => Look up, Refund
 */
import type { ObservedPath } from '../domain.ts';
import { SeededRandom } from '../math/index.ts';
import { agentsOf, alignments, foldedPaths } from './aligned-paths.ts';
import { minedLines } from './mined-lines.ts';
import { isObservation, withoutRepeats } from './path-steps.ts';
import type { WorkflowLine } from './workflow-text.ts';

/** All of it must hold (docs/decisions/0018-workflows.md). */
export const PROPOSAL_RULE = {
  /** Conversations in which somebody took a step. */
  paths: 10,
  /** Different people. */
  agents: 2,
  /** Share that ended well, shrunk to a half, so that not knowing holds nothing back. */
  resolved: 0.5,
  /** 1: all follow the lines; 0: no better than in random order, as where there is one step only. */
  order: 0.2,
} as const;

/** What was found of each row of the rule, and the share of the most frequent way, for people. */
export type WorkflowEvidence = Readonly<Record<keyof typeof PROPOSAL_RULE | 'main_share', number>>;

export interface ProposedWorkflow {
  readonly lines: readonly WorkflowLine[];
  readonly evidence: WorkflowEvidence;
}

/** Null where the work is not steady enough. */
export function proposeWorkflow(given: readonly ObservedPath[]): ProposedWorkflow | null {
  const paths = foldedPaths(given);
  const { lines, fitness } = fitted(paths);
  const evidence = { ...evidenceOf(paths), order: orderBeside(paths, fitness) };
  const rule = Object.entries(PROPOSAL_RULE) as [keyof typeof PROPOSAL_RULE, number][];
  return rule.every(([name, least]) => evidence[name] >= least) ? { lines, evidence } : null;
}

type Steps = Pick<ObservedPath, 'steps'>;

/** Mined lines, and how well what they were mined from fits them on average. */
function fitted(paths: readonly Steps[]): { readonly lines: WorkflowLine[]; readonly fitness: number } {
  const lines = minedLines(paths.map(({ steps }) => steps));
  if (lines.length === 0) return { lines, fitness: 0 };
  const sum = alignments(lines, paths).reduce((before, { fitness }) => before + fitness, 0);
  return { lines, fitness: sum / paths.length };
}

function orderBeside(paths: readonly Steps[], fitness: number): number {
  const random = new SeededRandom('order of a workflow');
  const noise = fitted(
    paths.map(({ steps }) => ({ steps: withoutRepeats(shuffled(steps, random)) })),
  ).fitness;
  return noise >= 1 ? 0 : Math.max(0, (fitness - noise) / (1 - noise));
}

/** Fisher and Yates. */
function shuffled(steps: readonly string[], random: SeededRandom): string[] {
  const left = [...steps];
  return steps.map(() => left.splice(random.integer(left.length), 1)[0] as string);
}

function evidenceOf(paths: readonly ObservedPath[]): Omit<WorkflowEvidence, 'order'> {
  const done = ({ steps }: Steps) => steps.filter((step) => !isObservation(step)).join('\n');
  const ways = Map.groupBy(paths, done);
  const most = Math.max(0, ...[...ways.values()].map((same) => same.length));
  const well = paths.filter(({ resolved }) => resolved === true).length;
  const badly = paths.filter(({ resolved }) => resolved === false).length;
  return {
    paths: paths.length,
    agents: agentsOf(paths),
    main_share: most / Math.max(1, paths.length),
    resolved: (1 + well) / (2 + well + badly),
  };
}
