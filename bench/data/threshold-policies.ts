/** Ways to a threshold, for simulated deployments: the product's own, and those beside it. */
import {
  certificateInForce,
  certifyFirstUnlock,
  type FirstUnlock,
  type LabelledAnswer,
  LiveCertifier,
  type LiveLabel,
  learnThenTest,
  plugInThreshold,
  type RescoredLabel,
} from '../../packages/engine/src/certify/index.ts';
import type { ThresholdPolicy } from './simulated-deployment.ts';

export interface Promise {
  readonly max_error: number;
  readonly delta: number;
}

/** Labels that a nightly fit looks back on, as in the product. */
const LOOK_BACK = 4_000;
/** Part of delta that the pooled live certificate gets beside a first unlock (`live-certifier.ts`). */
const LIVE_SHARE = 0.3;

/** First unlock at a nightly refit and live certificate, as in the product. */
export function ownPolicy(promise: Promise): ThresholdPolicy {
  const certifier = new LiveCertifier(promise);
  const labels: RescoredLabel[] = [];
  let locked_seq = -1;
  let first: FirstUnlock[] = [];
  return {
    learn: (label, seq) => {
      labels.push({ label, seq, score: label.confidence });
      if (certifier.learnOne(label, seq).length > 0) locked_seq = seq;
    },
    threshold: () => {
      first = certifyFirstUnlock({
        labels: labels.slice(-LOOK_BACK),
        labelled: labels.length,
        before: first,
        settings: promise,
        seq: labels.length + 1,
        fresh_since: { 'read-only': locked_seq },
      });
      return certificateInForce({ stakes: 'read-only', certifier, first, settings: promise }).threshold;
    },
  };
}

/** The live certificate alone, with all of delta. */
export function livePolicy({ max_error, delta }: Promise): ThresholdPolicy {
  const certifier = new LiveCertifier({ max_error, delta: delta / LIVE_SHARE });
  return {
    learn: (label, seq) => void certifier.learnOne(label, seq),
    threshold: () => certifier.cell('read-only').threshold,
  };
}

/** Learn-then-Test with p-values, again every night, also from the threshold in force. */
export function lttPolicy({ max_error: alpha, delta }: Promise): ThresholdPolicy {
  return nightlyPolicy((records, deployed) => learnThenTest(records, { alpha, delta, deployed }).threshold);
}

/** The usual way: the lowest threshold that looks good on the labels so far. */
export function plugInPolicy({ max_error }: Promise): ThresholdPolicy {
  return nightlyPolicy((records) => plugInThreshold(records, max_error));
}

function nightlyPolicy(
  choose: (records: readonly LabelledAnswer[], deployed: number | null) => number | null,
): ThresholdPolicy {
  const labels: LiveLabel[] = [];
  let deployed: number | null = null;
  return {
    learn: (label) => void labels.push(label),
    threshold: () => {
      const recent = labels.slice(-LOOK_BACK);
      const weights = recent.map((label) => label.least_propensity / label.propensity);
      const least = Math.min(1, ...weights);
      const records = recent.map((label, index) => ({
        score: label.confidence,
        wrong: !label.correct,
        propensity: least / weights[index],
      }));
      deployed = choose(records, deployed);
      return deployed;
    },
  };
}
