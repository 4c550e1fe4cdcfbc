/**
 * The first unlock: what may go out alone by the scores that today's model would have given, out of fold.
 *
 * Here because the confidences as issued are those of many models, the first of them poor: at a refit all labels are
 * scored again by models that did not see them, and Learn-then-Test walks down on those scores, from where they predict
 * the most evidence. It does so twice, with half of a look's level each: on all labels, and on the latest 70 % of
 * them (2,000 at most), since a desk that learns is better than its past. It is looked at when the labels have grown by
 * `LOOK_GROWTH` since the last look, not at every refit: each look with a p-value is another chance to be wrong, and what
 * the looks have in common is most of their labels. A look may spend .5 of delta at up to 200 labels, less with the square
 * root of more: so many looks as there may ever be, what they spend has a limit. That together they keep to about .65 of delta
 * is shown by simulation (bench `certificates`), not by a theorem; the evidence that may be looked at at any time is the
 * live certifier's, label by label.
 * What was unlocked stays: a look takes it back only where it certifies a higher threshold and its labels show more than
 * alpha at the old one. A level of evidence that is worse than promised is held back, or gets a threshold of its own
 * (`evidence-levels.ts`). Money and security are never certified.
 * Cost: O(labels log labels). Source: Angelopoulos et al. 2021, "Learn then Test"; docs/decisions/0008-live-certificates.md.
 */
import { type Accepted, acceptedError } from '../config.ts';
import type { CellCertificate, Stakes } from '../domain.ts';
import { CERTIFIABLE } from './cells.ts';
import { heldBack, type ScoredLabel } from './evidence-levels.ts';
import {
  type LabelledAnswer,
  learnThenTest,
  shareWrong,
  type ThresholdCertificate,
} from './learn-then-test.ts';

/** Part of delta that a look may spend, up to so many labels; less with the square root of more. */
const LOOK_SHARE = 0.5;
const FULL_UNTIL = 200;
/** Labels from which on the latest are looked at on their own; share of all, and number, that count as such. */
const LATEST_FROM = 400;
const LATEST_SHARE = 0.7;
const MAX_LATEST = 2_000;

export interface RescoredLabel extends ScoredLabel {
  /** Position in the ledger. */
  readonly seq: number;
}

/** `since_at_ms`: when the last label was seen that it rests on. */
export interface FirstUnlock extends Omit<CellCertificate, 'how' | 'locked'> {
  /** Labels that there were when it was looked at. */
  readonly looked_at: number;
}

export interface UnlockRequest {
  /** In the order of the ledger, the latest; each can be fitted (0 < least propensity <= propensity <= 1). */
  readonly labels: readonly RescoredLabel[];
  /** Labels that there ever were. */
  readonly labelled: number;
  readonly settings: Accepted;
  /** Position of the refit. */
  readonly seq: number;
  /** Position after which labels count, by level of stakes: that of the last lock. */
  readonly fresh_since: Readonly<Record<string, number>>;
  /** What the last look found: it stands until the next one is due. */
  readonly before: readonly FirstUnlock[];
}

export const LOOK_GROWTH = 1.15;

export function certifyFirstUnlock(request: UnlockRequest): FirstUnlock[] {
  return CERTIFIABLE.map((stakes) => {
    const last = lastOf(stakes, request);
    if (last !== null && request.labelled < LOOK_GROWTH * last.looked_at) return last;
    const found = look(stakes, request);
    return last !== null && stands(last, found, freshOf(stakes, request))
      ? { ...last, looked_at: found.looked_at }
      : found;
  });
}

/** Would a refit now look at any cell? Told without fitting anything. */
export function isLookDue(request: Omit<UnlockRequest, 'labels' | 'seq'>): boolean {
  return CERTIFIABLE.some((stakes) => {
    const last = lastOf(stakes, request);
    return last === null || request.labelled >= LOOK_GROWTH * last.looked_at;
  });
}

/** What the last look found, where it still holds: for the same promise, and not locked since. */
function lastOf(stakes: Stakes, request: Omit<UnlockRequest, 'labels' | 'seq'>): FirstUnlock | null {
  const { settings, fresh_since, before } = request;
  const last = before.find(({ cell }) => cell === stakes);
  const isSame = last?.alpha === acceptedError(settings, stakes) && last.delta === settings.delta;
  if (!isSame) return null;
  return last.since_seq > (fresh_since[stakes] ?? -1) ? last : null;
}

/** Does the old threshold stay, beside what a new look found? Autonomy must not flicker. */
function stands(last: FirstUnlock, found: FirstUnlock, labels: readonly RescoredLabel[]): boolean {
  if (last.threshold === null) return false;
  if (found.threshold === null) return true;
  return last.threshold < found.threshold && shareWrong(recordsOf(labels), last.threshold) <= last.alpha;
}

function look(stakes: Stakes, request: UnlockRequest): FirstUnlock {
  const { labelled: looked_at, settings, seq } = request;
  const { delta } = settings;
  const alpha = acceptedError(settings, stakes);
  const own = freshOf(stakes, request);
  const { found, labels } = lowestOf(own, { alpha, delta: delta * shareAt(looked_at) });
  const lowest = found.threshold ?? Number.POSITIVE_INFINITY;
  const above = (among: readonly RescoredLabel[]) => among.filter(({ score }) => score >= lowest);
  const audited = above(labels).filter(({ label }) => label.propensity < 1).length;
  // What a level does lately: when a desk is new, its first exemplars compete with hardly anything.
  const levels = heldBack(above(windowsOf(own).at(-1) ?? own), alpha);
  const since_at_ms = own.at(-1)?.label.at_ms ?? 0;
  return { cell: stakes, ...found, delta, audited, ...levels, since_seq: seq, since_at_ms, looked_at };
}

function shareAt(labelled: number): number {
  return LOOK_SHARE * Math.sqrt(FULL_UNTIL / Math.max(FULL_UNTIL, labelled));
}

/** Labels of the cell since its last lock. */
function freshOf(stakes: Stakes, { labels, fresh_since }: UnlockRequest): readonly RescoredLabel[] {
  const after = fresh_since[stakes] ?? -1;
  return labels.filter(({ label, seq }) => label.stakes === stakes && seq > after);
}

/** The lower threshold of all labels and the latest, with those it rests on; all of them where there is none. */
function lowestOf(own: readonly RescoredLabel[], { alpha, delta }: { alpha: number; delta: number }) {
  const windows = windowsOf(own);
  const [all, latest = all] = windows.map((labels) => {
    const options = { alpha, delta: delta / windows.length, starts: 'predicted' } as const;
    return { labels, found: learnThenTest(recordsOf(labels), options) };
  });
  return thresholdOf(latest.found) < thresholdOf(all.found) ? latest : all;
}

/** All labels and, where there are enough, the latest. */
function windowsOf(own: readonly RescoredLabel[]): (readonly RescoredLabel[])[] {
  const latest = own.slice(-Math.min(MAX_LATEST, Math.round(LATEST_SHARE * own.length)));
  return own.length < LATEST_FROM ? [own] : [own, latest];
}

const thresholdOf = ({ threshold }: ThresholdCertificate) => threshold ?? Number.POSITIVE_INFINITY;

/** Weights of labels are at most 1 (see `ShadowLabel`); as propensities they only need one common scale. */
function recordsOf(labels: readonly RescoredLabel[]): LabelledAnswer[] {
  const weightOf = ({ label }: RescoredLabel) => label.least_propensity / label.propensity;
  const least = labels.reduce((smallest, label) => Math.min(smallest, weightOf(label)), 1);
  return labels.map((rescored) => {
    const { score, label } = rescored;
    return { score, wrong: !label.correct, propensity: least / weightOf(rescored) };
  });
}
