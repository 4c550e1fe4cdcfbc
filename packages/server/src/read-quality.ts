/**
 * How good the answers are: outcomes by tier, the estimated risk, calibration, and what was certified when.
 *
 * Counts are those of the range. The estimated risk is of all answers that still have their outcomes: it weighs audits by
 * their probability, which a share of some days cannot. That of one topic is of its audits in the range.
 */
import type { Measure, Quality, Share } from '@understudy/contract';
import { expectedCalibrationError, reliabilityBins, riskCoverageCurve } from '@understudy/engine';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { toWireCertificate } from './translate-certificate.ts';
import {
  daysOf,
  type Happened,
  intervalOf,
  shareOf,
  toWireAnnotations,
  totalsOf,
} from './translate-figures.ts';
import { countedEstimate, toWireEstimate } from './translate-insights.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'now_ms'>;

/** Of each kind; of a topic, those in so many of its newest conversations. They are looked up one by one. */
const MOST_LABELS = 2_000;
const MOST_CHANGES = 500;
const DAY_MS = 86_400_000;

const SHARES: readonly (readonly [Measure, Measure])[] = [
  ['answered-alone', 'conversations'],
  ...(['confirmed', 'assumed', 'undecided', 'durable', 'reopened', 'came-again'] as const).map(
    (tier) => [tier, 'answered-alone'] as const,
  ),
  ['handed-off', 'conversations'],
  ...(
    [
      'handed-off:asked-for-person',
      'handed-off:high-stakes',
      'handed-off:dissatisfied',
      'handed-off:unknown',
      'handed-off:unsure',
      'handed-off:not-certified',
      'handed-off:held',
    ] as const
  ).map((reason) => [reason, 'handed-off'] as const),
  ['drafted', 'conversations'],
  ...(['assisted-as-is', 'assisted-edited', 'draft-discarded'] as const).map(
    (use) => [use, 'drafted'] as const,
  ),
  ['by-people', 'conversations'],
  ['twin-answered', 'conversations'],
  ['novel', 'conversations'],
];

export async function readQuality(
  parts: Ports,
  workspace_id: string,
  range: store.FiguresRange,
): Promise<Quality> {
  const now_ms = parts.now_ms();
  const ofAll = toWireEstimate(await parts.models.estimate(workspace_id, now_ms), now_ms);
  const certificates = await parts.models.certificates(workspace_id);
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    daily: await store.dailyCounts(tx, range),
    labelled: await store.labelledDecisions(tx, { ...range, limit: MOST_LABELS }),
    happened: await readHappened(tx, range),
    as_of: (await store.figuresState(tx)).as_of,
  }));
  const { daily, labelled, happened, as_of } = read;
  const counts = totalsOf(daily);
  const estimate = range.topic_id === null ? ofAll : countedEstimate(counts, range);
  return {
    range: { from: range.from, to: range.to },
    counts,
    shares: SHARES.map(([measure, of]): Share => shareOf(counts, measure, of)),
    risk: estimate,
    resolution: estimate && {
      value: 1 - estimate.wrong,
      low: 1 - estimate.high,
      high: 1 - estimate.low,
      confidence: estimate.confidence,
    },
    silence: shareOf(counts, 'assumed', 'answered-alone'),
    days: daysOf(daily, range),
    reliability: { ece: expectedCalibrationError(labelled), bins: binsOf(labelled) },
    risk_coverage: riskCoverageCurve(labelled),
    certificates: certificates.map(toWireCertificate),
    certificate_history: happened.certificates.map(({ at, cell, change, threshold, text }) => {
      return { at: at.toISOString(), cell, change, threshold, text };
    }),
    annotations: toWireAnnotations(happened),
    as_of: as_of?.toISOString() ?? null,
  };
}

/** In the whole days of the range. */
export async function readHappened(tx: store.Tx, range: store.FiguresRange): Promise<Happened> {
  const times = { from: new Date(range.from), to: new Date(Date.parse(range.to) + DAY_MS) };
  return {
    releases: await store.releasesBetween(tx, times),
    lessons: await store.lessonDays(tx, times),
    alarms: await store.alarmsBetween(tx, times),
    incidents: await store.incidentsBetween(tx, times),
    certificates: await store.certificateHistory(tx, { ...times, limit: MOST_CHANGES }),
  };
}

/** With the confidences between which each bin lies; bins are taken in their order, so they are found by counting. */
function binsOf(labelled: readonly store.Labelled[]): Quality['reliability']['bins'] {
  const confidences = labelled.map(({ confidence }) => confidence).toSorted((a, b) => a - b);
  let start = 0;
  return reliabilityBins(labelled).map(({ confidence, correct, n }) => {
    const [from, to] = [confidences[start], confidences[start + n - 1]];
    start += n;
    const { low = 0, high = 1 } = intervalOf(Math.round(correct * n), n) ?? {};
    return { from, to, predicted: confidence, right: correct, low, high, answers: n };
  });
}
