/** The door to the metrics of the evaluation protocol; each is defined in its own file. */
export { type Absorption, type IssueEvent, measureAbsorption } from './absorption.ts';
export {
  type CalibrationError,
  calibrationError,
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
} from './calibration-error.ts';
export { type BrierDecomposition, brierDecomposition, brierScore, logLoss } from './probability-scores.ts';
export { quantile } from './quantiles.ts';
export {
  areaUnderRoc,
  falsePositiveRateAtRecall,
  hitAtK,
  type ScoredCase,
} from './ranking-metrics.ts';
export {
  areaUnderRiskCoverage,
  type RiskCoveragePoint,
  riskCoverageCurve,
  type ScoredAnswer,
} from './risk-coverage.ts';
