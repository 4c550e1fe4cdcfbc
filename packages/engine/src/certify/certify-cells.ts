/**
 * Certificates by cell. A cell is a level of stakes: each has its own threshold, certified on its own labels.
 *
 * The evidence level (how many exemplars) is in the confidence already; certifying each level alone would cost
 * most of the coverage. Instead a level is held back where its own labels above the threshold say, with 90 %
 * confidence, that it is worse than promised. Money and security are never certified.
 * Source: Angelopoulos et al. 2021 (Learn then Test); the pooling is measured in docs/decisions/0006-certificates.md.
 */
import type { CellCertificate, EvidenceLevel, PolicySettings, ShadowLabel, Stakes } from '../domain.ts';
import { clopperPearsonLower } from '../math/index.ts';
import { learnThenTest } from './learn-then-test.ts';

export const CERTIFIABLE: readonly Stakes[] = ['read-only', 'account-changing'];
const LEVELS: readonly EvidenceLevel[] = ['one', 'few', 'some', 'many'];
const HOLD_BACK_DELTA = 0.1;

/** How much ground: 1, 2–3, 4–10 or more exemplars. */
export function evidenceLevel(exemplars: number): EvidenceLevel {
  if (exemplars <= 1) return 'one';
  if (exemplars <= 3) return 'few';
  return exemplars <= 10 ? 'some' : 'many';
}

/** `scores` are out-of-fold confidences of `labels`, in the order in which the labels came. */
export function certifyCells(given: {
  labels: readonly ShadowLabel[];
  scores: readonly number[];
  settings: PolicySettings;
  deployed: Readonly<Record<string, number>>;
  seq: number;
}): CellCertificate[] {
  return CERTIFIABLE.map((stakes) => {
    const own = given.labels
      .map((label, index) => ({ label, score: given.scores[index] }))
      .filter(({ label }) => label.stakes === stakes);
    const records = own.map(({ label, score }) => ({
      score,
      wrong: !label.correct,
      propensity: label.propensity,
      evidence: label.evidence,
    }));
    const certificate = learnThenTest(records, {
      alpha: given.settings.max_error,
      delta: given.settings.delta,
      deployed: given.deployed[stakes] ?? null,
    });
    const { threshold } = certificate;
    const held_back = LEVELS.filter((level) => {
      const above = records.filter((r) => r.evidence === level && threshold !== null && r.score >= threshold);
      const wrong = above.filter((r) => r.wrong).length;
      return (
        above.length > 0 &&
        clopperPearsonLower(wrong, above.length, HOLD_BACK_DELTA) > given.settings.max_error
      );
    });
    return { cell: stakes, ...certificate, held_back, since_seq: given.seq };
  });
}
