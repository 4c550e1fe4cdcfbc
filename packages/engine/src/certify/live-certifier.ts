/**
 * The live certifier: what may go out alone, kept up to date with every label.
 *
 * A reducer over the labels of the ledger, in their order: its state is a function of them, of the accepted risk and of
 * the restarts, so nothing of it needs to be saved. Each level of stakes has an e-process at 92 thresholds of the
 * confidence as issued; so has each evidence level within it, for the case that it is held back from the pooled one.
 * Answers that went out alone and were checked also feed the e-CUSUMs of `locks.ts`; an alarm makes the cells it is
 * about begin anew. So does `restart`: another champion issues other confidences.
 *
 * How delta is spent within a level of stakes: about .65 on the first unlock (`first-unlock.ts`), .3 on the pooled live
 * certificate, .0125 on each of its four evidence levels. All that is certified here between two new beginnings has a
 * risk above alpha with a probability of at most its part of delta (Ville, at any number of looks). Each new
 * beginning, after an alarm or a restart, spends it again.
 * Cost of a label: about .03 ms (.2 ms for the first 500 of a cell); asking for a cell: about .02 ms after a label, then nothing. Limits: 10 cells, see `locks.ts` for resolutions.
 * Source: learning notes in docs/decisions/0008-live-certificates.md.
 *
 * @example
 * const certifier = new LiveCertifier({ max_error: 0.05, delta: 0.1 });
 * certifier.learnOne(label, 12);
 * certifier.cell('read-only').threshold; // => null, and `needed` says how many right labels are missing
 */
import { type Accepted, acceptedError } from '../config.ts';
import type { EvidenceLevel, Lock, Place, ShadowLabel, Stakes } from '../domain.ts';
import {
  addLabel,
  type CellEvidence,
  type CertifiedThreshold,
  cellLabel,
  certifiedIndex,
  describeIndex,
  type Promised,
  startEvidence,
} from './cell-evidence.ts';
import { CERTIFIABLE } from './cells.ts';
import {
  type AuditWatch,
  levelKey,
  liftVeto,
  lockOnAlarm,
  restartResolution,
  startLocks,
  vetoOf,
  watchesOf,
} from './locks.ts';

/** What the looks for a first unlock spend together is known by simulation. */
export const DELTA_SHARES = { first: 0.65, live: 0.3, level: 0.0125 } as const;

/** `alone`: would it have gone out alone, had no audit been drawn? Where absent: as its propensity tells. */
export interface LiveLabel extends ShadowLabel {
  readonly alone?: boolean;
}

/** Looked at after each label at first, then after every tenth: looking is free of charge, but not of time. */
const EACH_UNTIL = 500;
const LOOK_EVERY = 10;

export interface LiveCell extends CertifiedThreshold {
  /** When its threshold was first certified, without a break; null where none is. */
  readonly since: Place | null;
  /** The last alarm about this cell, or about all; only fresh labels count since then. */
  readonly lock: Lock | null;
}

interface CellState {
  readonly evidence: CellEvidence;
  /** Of the lowest threshold certified, or -1. */
  index: number;
  /** Made when asked for. */
  described: CertifiedThreshold | null;
  since: Place | null;
  readonly lock: Lock | null;
}

export class LiveCertifier {
  readonly #promise: Accepted;
  readonly #cells = new Map<string, CellState>();
  #locks = startLocks();

  constructor({ max_error, max_error_by_stakes = {}, delta }: Accepted) {
    this.#promise = { max_error, max_error_by_stakes, delta };
  }

  /** `seq`: position of the label in the ledger. Returns what it closed. */
  learnOne(label: LiveLabel, seq: number): Lock[] {
    const at = { seq, at_ms: label.at_ms };
    const alone = label.alone ?? label.propensity < 1;
    this.#learnCell(label.stakes, label, at);
    if (label.evidence !== null) this.#learnCell(levelKey(label.stakes, label.evidence), label, at);
    const locks = alone ? this.#watch(label, at) : [];
    if (!alone) this.#liftVeto(label);
    // The widest one last: it is the one to be told.
    for (const lock of locks.toReversed()) this.#close(lock, label);
    return locks;
  }

  /** Another champion: certificates and watches begin anew; vetoes stay, they are about texts. */
  restart(): void {
    this.#cells.clear();
    this.#locks = { ...startLocks(), resolutions: this.#locks.resolutions };
  }

  /** The resolution has a new text: it is watched anew, without a veto. */
  restartResolution(resolutionId: string): void {
    restartResolution(this.#locks, resolutionId);
  }

  /** Pooled over evidence levels, or of one level alone. */
  cell(stakes: Stakes, evidence: EvidenceLevel | null = null): LiveCell {
    const key = evidence === null ? stakes : levelKey(stakes, evidence);
    const cell = this.#cell(key);
    cell.described ??= describeIndex(cell.evidence, cell.index, this.#promised(key, stakes));
    return { ...cell.described, since: cell.since, lock: cell.lock };
  }

  veto(resolutionId: string): Lock | null {
    return vetoOf(this.#locks, resolutionId);
  }

  /** Of answers that went out alone and were checked. */
  get watches(): readonly AuditWatch[] {
    return watchesOf(this.#locks);
  }

  #cell(key: string): CellState {
    const known = this.#cells.get(key);
    if (known) return known;
    const state = begin(null);
    this.#cells.set(key, state);
    return state;
  }

  #promised(key: string, stakes: Stakes): Promised {
    const delta = this.#promise.delta * (key.includes('/') ? DELTA_SHARES.level : DELTA_SHARES.live);
    return { alpha: acceptedError(this.#promise, stakes), delta };
  }

  #learnCell(key: string, label: LiveLabel, at: Place): void {
    const cell = this.#cell(key);
    addLabel(cell.evidence, cellLabel(label), acceptedError(this.#promise, label.stakes));
    cell.described = null;
    const { labels } = cell.evidence;
    if (labels > EACH_UNTIL && labels % LOOK_EVERY > 0) return;
    cell.index = certifiedIndex(cell.evidence, this.#promised(key, label.stakes));
    if (cell.index >= 0) cell.since ??= at;
  }

  #watch(label: LiveLabel, at: Place): Lock[] {
    const { stakes, evidence, resolution_id, confidence, correct, harmless = false } = label;
    const weight = label.least_propensity / label.propensity;
    const answer = { stakes, evidence, resolution_id, confidence, wrong: !correct, harmless, weight };
    const alpha = acceptedError(this.#promise, stakes);
    // Nobody promised more of all together than of the level of stakes that may be wrong most.
    const laxest = Math.max(...CERTIFIABLE.map((each) => acceptedError(this.#promise, each)));
    return lockOnAlarm(this.#locks, answer, { alpha, laxest, at });
  }

  #liftVeto({ resolution_id, confidence, correct, stakes }: LiveLabel): void {
    if (resolution_id === null) return;
    const alpha = acceptedError(this.#promise, stakes);
    liftVeto(this.#locks, { resolution_id, confidence, wrong: !correct }, alpha);
  }

  #close(lock: Lock, { stakes, evidence }: LiveLabel): void {
    const closed = (key: string) =>
      lock.scope === 'everything' ||
      (lock.scope === 'stakes' && (key === stakes || key.startsWith(`${stakes}/`))) ||
      (lock.scope === 'evidence' && evidence !== null && key === levelKey(stakes, evidence));
    for (const key of this.#cells.keys()) {
      if (closed(key)) this.#cells.set(key, begin(lock));
    }
  }
}

function begin(lock: Lock | null): CellState {
  return { evidence: startEvidence(), index: -1, described: null, since: null, lock };
}
