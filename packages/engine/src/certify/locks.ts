/**
 * Locks: what is closed because answers that went out alone turned out worse than promised.
 *
 * Four families of watches: everything, each level of stakes, each evidence level within it, each resolution. An alarm
 * about the first two takes certificates back until fresh labels certify anew; one about an evidence level holds it
 * back until it has a certificate of its own; one about a resolution vetoes it, until fresh labels of the same
 * confidence show at most twice the accepted risk (a promise is about all answers together: one topic may be a little
 * worse than all). Where one resolution alone explains an alarm of the first three (`wide-watch.ts`), it is vetoed
 * instead. What is vetoed, or has a new text, speaks no more for or against the others.
 * A wrong but harmless answer counts everywhere but for the veto.
 *
 * However many watches a family has, an answer is in one of them: their false alarms add up to those of one watch. A
 * false alarm of the family comes on average not before `ALARM_LEVEL` checked answers of all of them together.
 *
 * Cost: O(1) an answer. Plain data: one small watch for each resolution that ever went out alone, and the runs of the others.
 * Source: Shin, Ramdas & Rinaldo 2024, "E-detectors": evidence minus answers is a supermartingale, summed over a family too.
 *
 * @example
 * const locks = startLocks();
 * const answer = { stakes: 'read-only', evidence: 'many', resolution_id: 'r', confidence: 0.9, wrong: true, harmless: false, weight: 1 } as const;
 * lockOnAlarm(locks, answer, { alpha: 0.05, at: { seq: 7, at_ms: 0 } }); // => [] : one mistake is no alarm
 */
import type { EvidenceLevel, Lock, Place, Stakes } from '../domain.ts';
import { observeChecked, type Run, startWatch, type Watch } from '../math/cusum-watch.ts';
import { cusumEvidence } from '../math/e-cusum.ts';
import { logEvidence } from './e-process.ts';
import { leaveOut, observeWide, startWideWatch, type WideWatch } from './wide-watch.ts';

export const ALARM_LEVEL = 10_000;
const VETO_MULTIPLE = 2;
/** Probability with which it may be let go wrongly. */
const RETURN_DELTA = 0.1;

interface Veto {
  readonly lock: Lock;
  /** Fresh labels at or above the least confidence with which it went out alone. */
  readonly fresh: { labelled: number; wrong: number };
}

interface ResolutionWatch {
  readonly watch: Watch;
  least_confidence: number;
  veto: Veto | null;
}

export interface Locks {
  readonly everything: Map<string, WideWatch>;
  readonly stakes: Map<string, WideWatch>;
  /** By `levelKey`. */
  readonly evidence: Map<string, WideWatch>;
  readonly resolutions: Map<string, ResolutionWatch>;
}

export interface CheckedAnswer {
  readonly stakes: Stakes;
  readonly evidence: EvidenceLevel | null;
  readonly resolution_id: string | null;
  readonly confidence: number;
  readonly wrong: boolean;
  readonly harmless: boolean;
  readonly weight: number;
}

/** A watch over audited answers, as it stands. */
export interface AuditWatch {
  readonly scope: 'everything' | 'stakes' | 'resolution';
  /** Of the stakes or the resolution. */
  readonly id: string;
  readonly evidence: number;
  readonly acts_at: number;
  readonly run: Readonly<Run>;
}

type WideScope = 'everything' | 'stakes' | 'evidence';

export interface Watching {
  /** Accepted at the answer's stakes. */
  readonly alpha: number;
  /** The most that is accepted at any stakes: what everything together is held to. */
  readonly laxest: number;
  readonly at: Place;
}

const UNLOCKS: Record<Lock['scope'], string> = {
  everything: 'Fresh labels, from here on, that certify a threshold again.',
  stakes: 'Fresh labels, from here on, that certify a threshold again.',
  evidence: 'Fresh labels of this evidence level that certify a threshold of its own.',
  resolution: 'Fresh labels of this resolution, right at the same confidence, or a new text.',
};

export const startLocks = (): Locks => ({
  everything: new Map(),
  stakes: new Map(),
  evidence: new Map(),
  resolutions: new Map(),
});

/** Takes in an answer that went out alone and was checked; returns what it closes. Changes `locks`. */
export function lockOnAlarm(locks: Locks, answer: CheckedAnswer, watching: Watching): Lock[] {
  const { stakes, evidence, resolution_id } = answer;
  // Checked late, perhaps: what it is held for says nothing of the others.
  const isHeld = () => resolution_id !== null && vetoOf(locks, resolution_id) !== null;
  const wasHeld = isHeld();
  const own = resolution_id === null ? [] : observeResolution(locks, { ...answer, resolution_id }, watching);
  if (wasHeld) return own;
  const observe = (scope: WideScope, key: string) =>
    isHeld() ? [] : observeFamily(locks, { scope, key, answer }, watching);
  return [
    ...own,
    ...observe('everything', 'everything'),
    ...observe('stakes', stakes),
    ...(evidence === null ? [] : observe('evidence', levelKey(stakes, evidence))),
  ];
}

/** Why a resolution may not go out alone, or null. */
export function vetoOf(locks: Locks, resolutionId: string): Lock | null {
  return locks.resolutions.get(resolutionId)?.veto?.lock ?? null;
}

/** How near each watch is to an alarm: of everything, of levels of stakes, of resolutions. */
export function watchesOf(locks: Locks): readonly AuditWatch[] {
  const family = (scope: AuditWatch['scope'], watches: ReadonlyMap<string, Watch>) =>
    [...watches].map(([id, { cusum, run }]) => {
      return { scope, id, evidence: cusumEvidence(cusum), acts_at: ALARM_LEVEL, run };
    });
  const ofResolutions = new Map([...locks.resolutions].map(([id, { watch }]) => [id, watch]));
  return [
    ...family('everything', locks.everything),
    ...family('stakes', locks.stakes),
    ...family('resolution', ofResolutions),
  ];
}

/** A label of something that did not go out alone may bring a vetoed resolution back. Changes `locks`. */
export function liftVeto(
  locks: Locks,
  label: { readonly resolution_id: string; readonly confidence: number; readonly wrong: boolean },
  alpha: number,
): void {
  const own = locks.resolutions.get(label.resolution_id);
  if (!own?.veto || label.confidence < own.least_confidence) return;
  const { fresh } = own.veto;
  fresh.labelled += 1;
  fresh.wrong += label.wrong ? 1 : 0;
  if (mayReturn(fresh, alpha)) own.veto = null;
}

/** Whether fresh labels show at most twice the accepted risk: what was held may go out alone again. */
export function mayReturn(
  fresh: { readonly labelled: number; readonly wrong: number },
  alpha: number,
): boolean {
  const accepted = Math.min(VETO_MULTIPLE * alpha, (1 + alpha) / 2);
  return logEvidence(fresh, accepted) >= -Math.log(RETURN_DELTA);
}

/** The resolution has a new text: it is watched anew, without a veto. Changes `locks`. */
export function restartResolution(locks: Locks, resolutionId: string): void {
  locks.resolutions.delete(resolutionId);
  leaveOutOfAll(locks, resolutionId);
}

export const levelKey = (stakes: Stakes, evidence: EvidenceLevel): string => `${stakes}/${evidence}`;

function observeResolution(
  locks: Locks,
  answer: CheckedAnswer & { readonly resolution_id: string },
  watching: Watching,
): Lock[] {
  const { resolution_id, confidence } = answer;
  const fresh = { watch: startWatch(watching.alpha), least_confidence: confidence, veto: null };
  const own: ResolutionWatch = locks.resolutions.get(resolution_id) ?? fresh;
  locks.resolutions.set(resolution_id, own);
  own.least_confidence = Math.min(own.least_confidence, confidence);
  const wrong = answer.wrong && !answer.harmless;
  const run = observeChecked(own.watch, { ...answer, wrong, level: ALARM_LEVEL });
  return run ? [hold(locks, resolution_id, lockOf('resolution', run, watching))] : [];
}

function observeFamily(
  locks: Locks,
  { scope, key, answer }: { readonly scope: WideScope; readonly key: string; readonly answer: CheckedAnswer },
  { alpha, laxest, at }: Watching,
): Lock[] {
  const family = locks[scope];
  const accepted = scope === 'everything' ? laxest : alpha;
  const watch = family.get(key) ?? startWideWatch(accepted);
  family.set(key, watch);
  const alarm = observeWide(watch, answer, ALARM_LEVEL);
  if (alarm === null) return [];
  const { run, culprit } = alarm;
  if (culprit === null) return [lockOf(scope, run, { alpha: accepted, at })];
  const lock = lockOf('resolution', culprit.run, { alpha: accepted, at });
  const why = `${lock.why} Without this answer, the others are as right as was promised.`;
  return [hold(locks, culprit.resolution_id, { ...lock, why })];
}

/** Vetoes a resolution that was watched; its watch begins anew. */
function hold(locks: Locks, resolutionId: string, lock: Lock): Lock {
  const own = locks.resolutions.get(resolutionId);
  if (own !== undefined) {
    own.veto = { lock, fresh: { labelled: 0, wrong: 0 } };
    Object.assign(own.watch, startWatch(own.watch.cusum.accepted));
  }
  leaveOutOfAll(locks, resolutionId);
  return lock;
}

function leaveOutOfAll({ everything, stakes, evidence }: Locks, resolutionId: string): void {
  for (const watches of [everything, stakes, evidence])
    for (const watch of watches.values()) leaveOut(watch, resolutionId);
}

function lockOf(scope: Lock['scope'], run: Run, { alpha, at }: Omit<Watching, 'laxest'>): Lock {
  const accepted = `${Math.round(alpha * 1000) / 10} %`;
  const why = `${run.wrong} of the last ${run.answers} checked answers were wrong, where at most ${accepted} may be.`;
  return { scope, since: at, why, unlocks: UNLOCKS[scope] };
}
