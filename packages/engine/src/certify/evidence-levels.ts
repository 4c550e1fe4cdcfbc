/**
 * Which evidence levels are worse than what was certified for all together, and from where on they are not.
 *
 * A certificate speaks of all answers above its threshold. Where those on one evidence level alone say, with 90 %
 * confidence, that they are wrong more often than promised, the level is held back: it answers alone only from a
 * threshold of its own, the lowest one above which its labels show at most the accepted share of wrong ones, from
 * `LEAST_LABELS` on. What is taken out so is worse than what was accepted, and leaves the rest no worse: the
 * promise for all stands. A level without such a threshold waits for a person. Labels weigh 1 / propensity: those that
 * were certain to come stand for themselves only, and while a level waits, all of its labels are certain to come. Cost: O(labels log labels).
 *
 * @example
 * heldBack([], 0.05);   // => { held_back: [], own_thresholds: {} }
 */
import type { EvidenceLevel, ShadowLabel } from '../domain.ts';
import { clopperPearsonLower } from '../math/index.ts';
import { EVIDENCE_LEVELS } from './cells.ts';
import { effectiveCounts } from './p-values.ts';

const HOLD_BACK_DELTA = 0.1;
/** Effective number of labels below which a level has no threshold of its own. */
const LEAST_LABELS = 20;

/** A label, and the confidence of a model that has not seen it. */
export interface ScoredLabel {
  readonly label: ShadowLabel;
  readonly score: number;
}

export interface HeldBack {
  readonly held_back: readonly EvidenceLevel[];
  readonly own_thresholds: Readonly<Partial<Record<EvidenceLevel, number>>>;
}

/** `above`: the labels at or above the threshold for all together. */
export function heldBack(above: readonly ScoredLabel[], alpha: number): HeldBack {
  const worse = EVIDENCE_LEVELS.flatMap((level) => {
    const own = above.filter(({ label }) => label.evidence === level);
    return isWorse(own, alpha) ? [{ level, threshold: admissibleFrom(own, alpha) }] : [];
  });
  const own = worse.flatMap(({ level, threshold }) =>
    threshold === null ? [] : [[level, threshold] as const],
  );
  return { held_back: worse.map(({ level }) => level), own_thresholds: Object.fromEntries(own) };
}

function isWorse(labels: readonly ScoredLabel[], alpha: number): boolean {
  const sums = new LabelSums();
  for (const each of labels) sums.add(each);
  if (sums.mass === 0) return false;
  const { labelled, wrong } = effectiveCounts(sums);
  return clopperPearsonLower(wrong, labelled, HOLD_BACK_DELTA) > alpha;
}

/** The lowest score from which on at most `alpha` were wrong; null where there is none. */
function admissibleFrom(labels: readonly ScoredLabel[], alpha: number): number | null {
  const sorted = labels.toSorted((left, right) => right.score - left.score);
  const sums = new LabelSums();
  let lowest: number | null = null;
  for (const [index, each] of sorted.entries()) {
    sums.add(each);
    if (sorted[index + 1]?.score === each.score) continue;
    const isEnough = effectiveCounts(sums).labelled >= LEAST_LABELS;
    if (isEnough && sums.wrongMass <= alpha * sums.mass) lowest = each.score;
  }
  return lowest;
}

class LabelSums {
  mass = 0;
  squares = 0;
  wrongMass = 0;

  add({ label: { propensity, correct } }: ScoredLabel): void {
    const weight = 1 / propensity;
    this.mass += weight;
    this.squares += weight ** 2;
    this.wrongMass += correct ? 0 : weight;
  }
}
