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
import { type LabelledAnswer, learnThenTest } from './learn-then-test.ts';
import { effectiveCounts } from './p-values.ts';

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
  const weights = given.labels.map((label) => label.least_propensity / label.propensity);
  const scale = Math.min(1, ...weights);
  return CERTIFIABLE.map((stakes) => {
    const own = given.labels
      .map((label, index) => ({ label, score: given.scores[index] }))
      .filter(({ label }) => label.stakes === stakes);
    const records = own.map(({ label, score }) => ({
      score,
      wrong: !label.correct,
      // Weights are at most 1 (see ShadowLabel); as propensities they only need one common scale.
      propensity: (label.propensity / label.least_propensity) * scale,
      evidence: label.evidence,
    }));
    const certificate = learnThenTest(records, {
      alpha: given.settings.max_error,
      delta: given.settings.delta,
      deployed: given.deployed[stakes] ?? null,
    });
    const { threshold } = certificate;
    const above = records.filter((record) => threshold !== null && record.score >= threshold);
    const held_back = LEVELS.filter((level) =>
      isWorse(
        above.filter((r) => r.evidence === level),
        given.settings,
      ),
    );
    return { cell: stakes, ...certificate, held_back, since_seq: given.seq };
  });
}

/** Labels weigh 1 / propensity here too: those that were certain to come are the doubtful answers of their time. */
function isWorse(records: readonly LabelledAnswer[], { max_error }: PolicySettings): boolean {
  if (records.length === 0) return false;
  const sums = { mass: 0, squares: 0, wrongMass: 0 };
  for (const { propensity, wrong } of records) {
    sums.mass += 1 / propensity;
    sums.squares += 1 / propensity ** 2;
    sums.wrongMass += wrong ? 1 / propensity : 0;
  }
  const { labelled, wrong } = effectiveCounts(sums);
  return clopperPearsonLower(wrong, labelled, HOLD_BACK_DELTA) > max_error;
}
