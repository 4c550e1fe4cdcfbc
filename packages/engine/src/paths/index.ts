export { type Conformance, conformance, type Move, type WorkflowGraph } from './conformance.ts';
export { Follows } from './follows.ts';
export { dependencyGraph, directlyFollows, type Edge, type MiningOptions, mineGraph } from './mine-graph.ts';
export type { LikelyStep, Situation } from './next-step.ts';
export { isObservation, OBSERVED } from './path-steps.ts';
export { Paths, situations, type WalkedPath } from './paths.ts';
export type { Skeleton, SkeletonOptions } from './prefix-span.ts';
export type { Variant } from './variants.ts';
export { type Deviations, deviations, type LineFollowed } from './deviations.ts';
export {
  PROPOSAL_RULE,
  type ProposedWorkflow,
  proposeWorkflow,
  type WorkflowEvidence,
} from './propose-workflow.ts';
export { type SuggestedStep, suggestStep } from './suggest-step.ts';
export { readWorkflow, type WorkflowLine, writeWorkflow } from './workflow-text.ts';
