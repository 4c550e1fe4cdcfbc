/**
 * What may go out alone now: the live certifier, fed with every label, beside what the last refit unlocked.
 *
 * Nothing of it is saved: it is a function of the labels, the resolutions' texts, the settings and the last fit. Another
 * promise (accepted error, delta) asks for other evidence, so all of them are heard again, in the ledger's order.
 * Cost: a label about .03 ms; asking is free until something changes.
 */
import { CERTIFIABLE } from './certify/cells.ts';
import {
  type AuditWatch,
  certificateInForce,
  isUnlocked,
  LiveCertifier,
  thresholdInForce,
} from './certify/index.ts';
import { type Accepted, acceptedError } from './config.ts';
import type {
  CellCertificate,
  EvidenceLevel,
  Lock,
  PolicySettings,
  Resolution,
  ShadowLabel,
  Stakes,
} from './domain.ts';
import { type ModelFacts, saysTheSame } from './facts.ts';

export class Certification {
  readonly #facts: ModelFacts;
  readonly #hearsLabels: boolean;
  #certifier: LiveCertifier;
  #settings: PolicySettings;
  #inForce: readonly CellCertificate[] | null = null;
  /** As they were told last. */
  #resolutions = new Map<string, Resolution>();

  constructor(facts: ModelFacts, settings: PolicySettings, hearsLabels: boolean) {
    this.#facts = facts;
    this.#hearsLabels = hearsLabels;
    this.#settings = settings;
    this.#certifier = new LiveCertifier(settings);
    this.#hearAll();
  }

  learnOne(label: ShadowLabel, seq: number): void {
    if (this.#hearsLabels && isWhole(label)) this.#certifier.learnOne(label, seq);
    this.#inForce = null;
  }

  /** The lead made other promises, or the fit is a new one. */
  changed(settings: PolicySettings): void {
    const isSame = promisesTheSame(this.#settings, settings);
    this.#settings = settings;
    if (!isSame) this.#hearAll();
    this.#inForce = null;
  }

  /** With a new text, what was held against the old one is over. */
  upserted(resolution: Resolution): void {
    const known = this.#resolutions.get(resolution.id);
    this.#resolutions.set(resolution.id, resolution);
    if (known !== undefined && !saysTheSame(known, resolution))
      this.#certifier.restartResolution(resolution.id);
  }

  retired(resolutionId: string): void {
    this.#resolutions.delete(resolutionId);
  }

  get certificates(): readonly CellCertificate[] {
    const request = { certifier: this.#certifier, first: this.#facts.fit.unlocks, settings: this.#settings };
    this.#inForce ??= CERTIFIABLE.map((stakes) => certificateInForce({ stakes, ...request }));
    return this.#inForce;
  }

  /** Position after which labels count towards an unlock, by level of stakes: that of the last lock. */
  get freshSince(): Readonly<Record<string, number>> {
    const locks = CERTIFIABLE.map((stakes) => [stakes, this.#certifier.cell(stakes).lock] as const);
    return Object.fromEntries(
      locks.flatMap(([stakes, lock]) => (lock === null ? [] : [[stakes, lock.since.seq]])),
    );
  }

  veto(resolutionId: string): Lock | null {
    return this.#certifier.veto(resolutionId);
  }

  /** Of answers that went out alone and were checked. */
  get watches(): readonly AuditWatch[] {
    return this.#certifier.watches;
  }

  /** What holds for an answer at these stakes on this evidence. */
  of(stakes: Stakes, evidence: EvidenceLevel | null) {
    const certificate = this.certificates.find(({ cell }) => cell === stakes);
    if (certificate === undefined) return { threshold: null, since_at_ms: null, unlocked: false };
    const unlocked = isUnlocked(certificate);
    const since_at_ms = unlocked ? certificate.since_at_ms : null;
    return { threshold: thresholdInForce(certificate, evidence), since_at_ms, unlocked };
  }

  #hearAll(): void {
    const { labels, resolutions, retired } = this.#facts;
    this.#certifier = new LiveCertifier(this.#settings);
    this.#resolutions = new Map();
    const steps = [
      ...resolutions.map(({ seq, resolution }) => ({ seq, run: () => this.upserted(resolution) })),
      ...retired.map(({ seq, resolution_id }) => ({ seq, run: () => this.retired(resolution_id) })),
      ...labels.map(({ seq, label }) => ({ seq, run: () => this.learnOne(label, seq) })),
    ].sort((a, b) => a.seq - b.seq);
    for (const step of steps) step.run();
  }
}

/** Whether certificates under one are those under the other. */
export function promisesTheSame(one: Accepted, other: Accepted): boolean {
  const isEqual = (stakes: Stakes) => acceptedError(one, stakes) === acceptedError(other, stakes);
  // Money and security have labels too, whose vetoes go by what is accepted there.
  return one.delta === other.delta && [...CERTIFIABLE, 'money-security' as const].every(isEqual);
}

/** Not one for which nothing came to mind, or that could never have been drawn. */
function isWhole({ confidence_features, propensity, least_propensity: least }: ShadowLabel): boolean {
  return confidence_features.length > 0 && least > 0 && least <= propensity && propensity <= 1;
}
