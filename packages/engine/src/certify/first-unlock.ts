/**
 * The first unlock: what may go out alone by the scores that today's model would have given, out of fold.
 *
 * Here because the confidences as issued are those of many models, the first of them poor: after each refit all labels
 * are scored again by models that did not see them, and multi-start Learn-then-Test walks down on those scores. A
 * refit comes every 50 labels, so this is looked at all the time; the tests are therefore evidence that may be looked
 * at at any time (`cell-evidence.ts`), not p-values: with p-values a promise at delta = 10 % broke in 7 to 33 % of
 * simulated deployments. That the scores of old labels move a little with each refit is not in the theorem.
 * It spends .3 of delta (see `live-certifier.ts`). A level of evidence is held back where its own labels above the
 * threshold say, with 90 % confidence, that it is worse than promised. Money and security are never certified.
 * Cost: O(labels). Source: Angelopoulos et al. 2021, "Learn then Test"; docs/decisions/0008-live-certificates.md.
 */
import type { CellCertificate, EvidenceLevel, PolicySettings, ShadowLabel } from '../domain.ts';
import { clopperPearsonLower } from '../math/index.ts';
import { addLabel, cellLabel, certifiedIndex, describeIndex, startEvidence } from './cell-evidence.ts';
import { CERTIFIABLE } from './cells.ts';
import { DELTA_SHARES } from './live-certifier.ts';
import { effectiveCounts } from './p-values.ts';

const LEVELS: readonly EvidenceLevel[] = ['one', 'few', 'some', 'many'];
const HOLD_BACK_DELTA = 0.1;

export interface RescoredLabel {
  readonly label: ShadowLabel;
  /** Position in the ledger. */
  readonly seq: number;
  /** Confidence of a model that has not seen the label. */
  readonly score: number;
}

/** `since_at_ms`: when the last label was seen that it rests on. */
export type FirstUnlock = Omit<CellCertificate, 'own_thresholds' | 'how' | 'locked'>;

export interface UnlockRequest {
  /** In the order of the ledger; each can be fitted (0 < least propensity <= propensity <= 1). */
  readonly labels: readonly RescoredLabel[];
  readonly settings: Pick<PolicySettings, 'max_error' | 'delta'>;
  /** Position of the refit. */
  readonly seq: number;
  /** Position after which labels count, by level of stakes: that of the last lock. */
  readonly fresh_since?: Readonly<Record<string, number>>;
}

export function certifyFirstUnlock({ labels, settings, seq, fresh_since }: UnlockRequest): FirstUnlock[] {
  const { max_error: alpha, delta } = settings;
  return CERTIFIABLE.map((stakes) => {
    const after = fresh_since?.[stakes] ?? -1;
    const own = labels.filter((rescored) => rescored.label.stakes === stakes && rescored.seq > after);
    const evidence = startEvidence();
    for (const { label, score } of own) addLabel(evidence, { ...cellLabel(label), score }, alpha);
    const promised = { alpha, delta: delta * DELTA_SHARES.first };
    const certified = describeIndex(evidence, certifiedIndex(evidence, promised), promised);
    const lowest = certified.threshold ?? Number.POSITIVE_INFINITY;
    const above = own.filter(({ score }) => score >= lowest).map(({ label }) => label);
    const held_back = LEVELS.filter((level) => isWorse(above, level, alpha));
    const since_at_ms = own.at(-1)?.label.at_ms ?? 0;
    return { cell: stakes, ...certified, alpha, delta, held_back, since_seq: seq, since_at_ms };
  });
}

/** Labels weigh inversely to their propensity here too: those that were certain to come are the doubtful answers. */
function isWorse(labels: readonly ShadowLabel[], level: EvidenceLevel, alpha: number): boolean {
  const sums = { mass: 0, squares: 0, wrongMass: 0 };
  for (const { propensity, least_propensity, correct, evidence } of labels) {
    if (evidence !== level) continue;
    const weight = least_propensity / propensity;
    sums.mass += weight;
    sums.squares += weight ** 2;
    sums.wrongMass += correct ? 0 : weight;
  }
  if (sums.mass === 0) return false;
  const { labelled, wrong } = effectiveCounts(sums);
  return clopperPearsonLower(wrong, labelled, HOLD_BACK_DELTA) > alpha;
}
