export {
  type CertifyOptions,
  type LabelledAnswer,
  learnThenTest,
  plugInThreshold,
  type ThresholdCertificate,
} from './learn-then-test.ts';
export {
  bettingPValue,
  binomialPValue,
  effectiveCounts,
  type Counts,
  hoeffdingBentkusPValue,
  rightLabelsNeeded,
  type WeightedLoss,
} from './p-values.ts';
export { demotionEvidence, type DemotionState, observeAnswer, startDemotion } from './demotion.ts';
export { logEvidence } from './e-process.ts';
