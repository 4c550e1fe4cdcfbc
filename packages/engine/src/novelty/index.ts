/** Novelty: is this question like anything that was solved before, and which of its terms are not? */
export { conformalP } from './conformal.ts';
export { closeness, strangeness } from './strangeness.ts';
export { type TermCoverage, TermMemory } from './term-memory.ts';
export { YoungReleases } from './young-releases.ts';
