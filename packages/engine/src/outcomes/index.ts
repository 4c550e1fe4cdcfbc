/** Outcomes: what was seen after answers, what it says about them, and the risk that follows. */

export type { Likelihood, OutcomeModel } from './likelihood.ts';
export { isMature, type OutcomeFacts, WINDOW_MS } from './observe-answers.ts';
export { type OutcomeReading, type ReadAnswer, readOutcomes } from './read-outcomes.ts';
export { RISK_LEVEL, type RiskEstimate } from './risk-estimate.ts';
export { type Category, type Channel, type Meaning, SIGNALS, type Tone } from './signals.ts';
