/**
 * What may go out alone now: the live certifier, fed with every label, beside what the last refit unlocked.
 *
 * Nothing of it is saved: it is a function of the labels, the settings and the last fit. Another promise (accepted
 * error, delta) asks for other evidence, so all labels are heard again.
 * Cost: a label about .03 ms; asking is free until something changes.
 */
import { CERTIFIABLE } from './certify/cells.ts';
import { certificateInForce, isUnlocked, LiveCertifier, thresholdInForce } from './certify/index.ts';
import type {
  CellCertificate,
  EvidenceLevel,
  Lock,
  PolicySettings,
  Resolution,
  ShadowLabel,
  Stakes,
} from './domain.ts';
import type { ModelFacts } from './facts.ts';

export class Certification {
  readonly #facts: ModelFacts;
  readonly #hearsLabels: boolean;
  #certifier: LiveCertifier;
  #settings: PolicySettings;
  #inForce: readonly CellCertificate[] | null = null;

  constructor(facts: ModelFacts, settings: PolicySettings, hearsLabels: boolean) {
    this.#facts = facts;
    this.#hearsLabels = hearsLabels;
    this.#settings = settings;
    this.#certifier = this.#heardAll();
  }

  learnOne(label: ShadowLabel, seq: number): void {
    if (this.#hearsLabels && isWhole(label)) this.#certifier.learnOne(label, seq);
    this.#inForce = null;
  }

  /** The lead made other promises, or the fit is a new one. */
  changed(settings: PolicySettings): void {
    const { max_error, delta } = this.#settings;
    this.#settings = settings;
    if (max_error !== settings.max_error || delta !== settings.delta) this.#certifier = this.#heardAll();
    this.#inForce = null;
  }

  /** Its text changed: what was held against the old one is over. */
  rewritten(resolution: Resolution): void {
    this.#certifier.restartResolution(resolution.id);
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

  /** What holds for an answer at these stakes on this evidence. */
  of(stakes: Stakes, evidence: EvidenceLevel | null) {
    const certificate = this.certificates.find(({ cell }) => cell === stakes);
    if (certificate === undefined) return { threshold: null, since_at_ms: null, unlocked: false };
    const unlocked = isUnlocked(certificate);
    const since_at_ms = unlocked ? certificate.since_at_ms : null;
    return { threshold: thresholdInForce(certificate, evidence), since_at_ms, unlocked };
  }

  #heardAll(): LiveCertifier {
    const certifier = new LiveCertifier(this.#settings);
    if (!this.#hearsLabels) return certifier;
    for (const { label, seq } of this.#facts.labels) if (isWhole(label)) certifier.learnOne(label, seq);
    return certifier;
  }
}

/** Not one for which nothing came to mind, or that could never have been drawn. */
function isWhole({ confidence_features, propensity, least_propensity: least }: ShadowLabel): boolean {
  return confidence_features.length > 0 && least > 0 && least <= propensity && propensity <= 1;
}
