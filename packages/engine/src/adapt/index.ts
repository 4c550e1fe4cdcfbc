/** Adaptation: a map of the frozen encoder's vectors, learned from the exemplars and used only where a replay says so. */
export { Adaptation, type MapEvidence, type MapProposal, type ProposalRequest } from './adaptation.ts';
export { type Challenge, challenge, type Disagreements } from './challenge.ts';
export { fitMap, type MapKind } from './fit-map.ts';
export { type LearnedMap, VectorMap } from './learned-map.ts';
export { MapStatistics } from './map-statistics.ts';
export type { MapExemplar } from './topic-memory.ts';
