/**
 * Which certificate is in force in a cell: the first unlock's or the live one, whichever reaches lower.
 *
 * Each spends its part of delta (see `live-certifier.ts`), so that the lower threshold may be taken. A first unlock
 * counts only under a promise no laxer than today's, and only if it was made after the last lock of the cell. An evidence
 * level that is held back goes by a threshold of its own (`evidence-levels.ts`), any level while nothing is certified for all
 * together by a live certificate of its own.
 * Cost: O(1); ask after each label or refit and keep the answer.
 *
 * @example
 * const certificate = certificateInForce({ stakes: 'read-only', certifier, first: fit.certificates, settings });
 * thresholdInForce(certificate, 'many'); // => 0.86, or null where a person has to send it
 */
import { type Accepted, acceptedError } from '../config.ts';
import type { CellCertificate, EvidenceLevel, Stakes } from '../domain.ts';
import type { CertifiedThreshold } from './cell-evidence.ts';
import { EVIDENCE_LEVELS } from './cells.ts';
import type { FirstUnlock } from './first-unlock.ts';
import type { LiveCell, LiveCertifier } from './live-certifier.ts';

export interface InForceRequest {
  readonly stakes: Stakes;
  readonly certifier: LiveCertifier;
  /** Of the last refit. */
  readonly first: readonly FirstUnlock[];
  readonly settings: Accepted;
}

export function certificateInForce({
  stakes,
  certifier,
  first: fitted,
  settings,
}: InForceRequest): CellCertificate {
  const live = certifier.cell(stakes);
  const accepted = { alpha: acceptedError(settings, stakes), delta: settings.delta };
  const first = fitted.find((unlock) => unlock.cell === stakes && counts(unlock, live, accepted)) ?? null;
  const levels = EVIDENCE_LEVELS.map((level) => ({ level, ...certifier.cell(stakes, level) }));
  const held_back = levels.flatMap(({ level, lock }) =>
    lock?.scope === 'evidence' || first?.held_back.includes(level) ? [level] : [],
  );
  const best = lower(first, live);
  const own = levels.flatMap(({ level, threshold, lock }) => {
    const alone = best.threshold === null || held_back.includes(level);
    // After an alarm about the level only fresh labels count, and those are the live certifier's.
    const fromFirst = lock?.scope === 'evidence' ? null : (first?.own_thresholds[level] ?? null);
    const lowest = Math.min(threshold ?? Number.POSITIVE_INFINITY, fromFirst ?? Number.POSITIVE_INFINITY);
    return alone && lowest < Number.POSITIVE_INFINITY ? [[level, lowest] as const] : [];
  });
  return {
    cell: stakes,
    ...best,
    ...accepted,
    held_back,
    locked: best.threshold === null ? live.lock : null,
    own_thresholds: Object.fromEntries(own),
  };
}

/** Answer alone at or above it; null where a person has to send it. */
export function thresholdInForce(
  certificate: CellCertificate,
  evidence: EvidenceLevel | null,
): number | null {
  const { threshold, held_back, own_thresholds } = certificate;
  const pooled = threshold !== null && (evidence === null || !held_back.includes(evidence));
  if (pooled) return threshold;
  return evidence === null ? null : (own_thresholds[evidence] ?? null);
}

/**
 * Does anything of this cell go out alone? As long as nothing does, every label's least propensity is 1; afterwards it
 * is that of the audit policy, for ALL labels of the cell, also those below the threshold or of a level that waits.
 */
export function isUnlocked({ threshold, own_thresholds }: CellCertificate): boolean {
  return threshold !== null || Object.keys(own_thresholds).length > 0;
}

function counts(
  unlock: FirstUnlock,
  live: LiveCell,
  accepted: { readonly alpha: number; readonly delta: number },
): boolean {
  const fresh = live.lock === null || unlock.since_seq > live.lock.since.seq;
  return fresh && unlock.alpha <= accepted.alpha && unlock.delta <= accepted.delta;
}

type Best = CertifiedThreshold & Pick<CellCertificate, 'how' | 'since_seq' | 'since_at_ms'>;

/** The lower threshold; where there is none, the one that is missing fewer labels. */
function lower(first: FirstUnlock | null, live: LiveCell): Best {
  const { seq, at_ms } = live.since ?? live.lock?.since ?? { seq: 0, at_ms: 0 };
  const ofLive = { ...figures(live), how: howOf(live, 'live'), since_seq: seq, since_at_ms: at_ms };
  if (first === null) return ofLive;
  const { since_seq, since_at_ms } = first;
  const ofFirst = { ...figures(first), how: howOf(first, 'first-unlock'), since_seq, since_at_ms };
  return isLower(ofFirst, ofLive) ? ofFirst : ofLive;
}

function isLower(left: CertifiedThreshold, right: CertifiedThreshold): boolean {
  if (left.threshold === null && right.threshold === null) return left.needed < right.needed;
  return (left.threshold ?? Number.POSITIVE_INFINITY) < (right.threshold ?? Number.POSITIVE_INFINITY);
}

const howOf = (found: CertifiedThreshold, how: 'first-unlock' | 'live') =>
  found.threshold === null ? null : how;

function figures(found: CertifiedThreshold): CertifiedThreshold {
  const { threshold, labelled, wrong, audited, coverage, needed } = found;
  return { threshold, labelled, wrong, audited, coverage, needed };
}
