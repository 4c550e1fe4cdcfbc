/**
 * The door of the engine. Language detection has one of its own (`@understudy/engine/language`): its tables take
 * 50 MB and a quarter of a second in every thread that loads them, and threads that encode or learn never ask.
 */
export { EVIDENCE_LEVELS, evidenceLevel } from './certify/cells.ts';
export { thresholdInForce } from './certify/index.ts';
export { blockedByWords, type CheckedResult, checkLesson } from './check-lesson.ts';
export {
  type AuthorRole,
  type CheckedLesson,
  type CheckName,
  type Finding,
  type KnownBefore,
  type NearResolution,
  type TaughtAnswer,
  teamHosts,
  type Verdict,
} from './checks/index.ts';
export { conditionsInWords } from './conditions.ts';
export { CONFIDENCE_FEATURE_NAMES } from './confidence/confidence-features.ts';
export { promisesTheSame } from './certification.ts';
export type { ContextSplit } from './context-splits.ts';
export { wordingOf } from './decide/ask-for.ts';
export { NOVELTY_LEVEL } from './decide/gates.ts';
export { DEFAULT_SETTINGS, type EngineConfig, MAX_TOPIC_SWITCHES, type Mechanism } from './config.ts';
export * from './domain.ts';
export { Engine } from './engine.ts';
export { EngineError } from './errors.ts';
export { changedRules, type HighStakes, type Looked, stakesRules } from './guard/index.ts';
export type * from './evaluate/baseline.ts';
export { retrainedBaseline, STREAM_BASELINES } from './evaluate/baselines/index.ts';
export { expectedCalibrationError, reliabilityBins } from './evaluate/calibration-error.ts';
export {
  Replay,
  type ReplayOptions,
  type ReplayRecord,
  type ReplayTicket,
} from './evaluate/replay.ts';
export type * from './evaluate/report.ts';
export { areaUnderRiskCoverage, riskCoverageCurve } from './evaluate/risk-coverage.ts';
export {
  type BaselineOptions,
  type ReplayRequest,
  runReplay,
  type StreamBaseline,
} from './evaluate/run-replay.ts';
export { coverageOf, curve, summarise } from './evaluate/summarise.ts';
export type { ProposedEntry } from './glossary/index.ts';
export type { HarmStanding } from './harm-standings.ts';
export type { Insights, NamedTopic } from './insights.ts';
export * from './learn/index.ts';
export { clopperPearsonLower, clopperPearsonUpper, medianInterval, SeededRandom } from './math/index.ts';
export type { OutcomeReading, RiskEstimate } from './outcomes/index.ts';
export {
  type Deviations,
  deviations,
  type Edge,
  type LineFollowed,
  type Paths,
  PROPOSAL_RULE,
  type ProposedWorkflow,
  proposeWorkflow,
  readWorkflow,
  type SuggestedStep,
  suggestStep,
  type WorkflowEvidence,
  type WorkflowLine,
  writeWorkflow,
} from './paths/index.ts';
export type { Compared, LessonPreview, PreviewedLesson, Told } from './preview-lesson.ts';
export { isSettled, nearestFirst } from './preview-past.ts';
export type { AnswerCount, PastDecision, PolicyEffect, PolicyPreview } from './preview-policy.ts';
export { FEATURE_NAMES } from './rank/features.ts';
export { type PreviewedQuestion, type PreviewSummary, summarisePreview } from './summarise-preview.ts';
export * from './text/index.ts';
export type { ResolutionStanding, TopicStanding } from './topic-standings.ts';
export type { TopicChange, TopicPlace } from './topics/index.ts';
export { burstTerms, commonWords, isSpecial } from './watch/burst-terms.ts';
export type { Burst } from './watch/bursts.ts';
export {
  type ChangePoint,
  type Coincidence,
  coincides,
  countChange,
  type DailySeries,
  rateChange,
} from './watch/change-point.ts';
export {
  type FoundBurst,
  type IncidentKind,
  type IncidentState,
  type KnownIncident,
  QUIET_DAYS_TO_CLOSE,
  sortBursts,
} from './watch/incidents.ts';
export { shareAbove } from './watch/share-above.ts';
export { HISTORY_DAYS, LONGEST_BURST_DAYS, type KeyedQuestion, watchKeys } from './watch/watch-keys.ts';
export { inputDrift, type InputMove, type InputName, type SeenQuestion } from './watch/input-drift.ts';
export { howAngry } from './guard/anger.ts';
export {
  type AccountContacts,
  type AccountScore,
  accountHealth,
  LEAST_CONTACTS,
} from './watch/account-health.ts';
export {
  type CoverageForecast,
  FORECAST_LEVEL,
  FORECAST_WEEKS,
  forecastCoverage,
  LEAST_WEEKS,
  usableWeeks,
} from './watch/forecast.ts';
export { backtestHealth, type HealthBacktest, LEAST_OF_EITHER } from './watch/health-backtest.ts';
export { type Choice, learnWeights } from './watch/learn-weights.ts';
export { findLifts, type Lift, type LiftReport } from './watch/lift.ts';
export { type AskedQuestion, MOST_QUESTIONS } from './watch/lift-cells.ts';
export * from './watch/priority.ts';
export {
  findReleaseEffects,
  type Release,
  type ReleaseEffect,
  type ReleaseReport,
} from './watch/release-effect.ts';
export { howUrgent } from './watch/urgency.ts';
export * from './watch/worth.ts';
