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
export {
  certificateInForce,
  type InForceRequest,
  isUnlocked,
  thresholdInForce,
} from './certificate-in-force.ts';
export { demotionEvidence, type DemotionState, observeAnswer, startDemotion } from './demotion.ts';
export { logEvidence } from './e-process.ts';
export { certifyFirstUnlock, type FirstUnlock, isLookDue, type RescoredLabel } from './first-unlock.ts';
export { type LiveCell, LiveCertifier, type LiveLabel } from './live-certifier.ts';
