export {
  certificateInForce,
  type InForceRequest,
  isUnlocked,
  thresholdInForce,
} from './certificate-in-force.ts';
export { logEvidence } from './e-process.ts';
export { certifyFirstUnlock, type FirstUnlock, isLookDue, type RescoredLabel } from './first-unlock.ts';
export {
  type CertifyOptions,
  type LabelledAnswer,
  learnThenTest,
  plugInThreshold,
  type ThresholdCertificate,
} from './learn-then-test.ts';
export { type AuditWatch, mayReturn } from './locks.ts';
export { type LiveCell, LiveCertifier, type LiveLabel } from './live-certifier.ts';
export {
  bettingPValue,
  binomialPValue,
  type Counts,
  effectiveCounts,
  hoeffdingBentkusPValue,
  rightLabelsNeeded,
  type WeightedLoss,
} from './p-values.ts';
