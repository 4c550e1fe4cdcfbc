/**
 * Risk against coverage: how wrong the answers are when only the most confident share is given.
 *
 * AURC is the mean over k of the errors among the top k, divided by k; the excess is AURC less that of the oracle,
 * which puts every right answer first. Answers of equal confidence have no order: each place inside of a tie takes
 * the tie's mean, so the input's order never matters. Lower is better. Cost: O(n log n).
 * Source: Geifman & El-Yaniv 2017; Geifman, Uziel & El-Yaniv 2019 (excess).
 *
 * @example
 * areaUnderRiskCoverage([{ confidence: 0.9, correct: true }, { confidence: 0.1, correct: false }]);
 * // => { aurc: 0.25, eaurc: 0 }
 */
export interface ScoredAnswer {
  readonly confidence: number;
  readonly correct: boolean;
}

export interface RiskCoveragePoint {
  readonly coverage: number;
  readonly risk: number;
  /** Confidence at or above which answers are counted. */
  readonly threshold: number;
}

interface Tie {
  readonly confidence: number;
  readonly size: number;
  readonly wrong: number;
}

/** At most `maxPoints` points, coverage ascending; the last one is always full coverage. */
export function riskCoverageCurve(answers: readonly ScoredAnswer[], maxPoints = 100): RiskCoveragePoint[] {
  const points: RiskCoveragePoint[] = [];
  let taken = 0;
  let wrong = 0;
  let drawn = 0;
  for (const tie of tiesByConfidence(answers)) {
    taken += tie.size;
    wrong += tie.wrong;
    const due = Math.floor((taken * maxPoints) / answers.length);
    if (due === drawn) continue;
    drawn = due;
    points.push({ coverage: taken / answers.length, risk: wrong / taken, threshold: tie.confidence });
  }
  return points;
}

/** Null without answers. */
export function areaUnderRiskCoverage(
  answers: readonly ScoredAnswer[],
): { readonly aurc: number; readonly eaurc: number } | null {
  if (answers.length === 0) return null;
  const aurc = meanRisk(tiesByConfidence(answers));
  const right = answers.filter((answer) => answer.correct).length;
  const oracle = [
    ...Array.from({ length: right }, () => ({ confidence: 1, size: 1, wrong: 0 })),
    ...Array.from({ length: answers.length - right }, () => ({ confidence: 0, size: 1, wrong: 1 })),
  ];
  return { aurc, eaurc: Math.max(0, aurc - meanRisk(oracle)) };
}

function meanRisk(ties: readonly Tie[]): number {
  let taken = 0;
  let wrong = 0;
  let sum = 0;
  for (const tie of ties) {
    for (let place = 1; place <= tie.size; place++) {
      sum += (wrong + (tie.wrong * place) / tie.size) / (taken + place);
    }
    taken += tie.size;
    wrong += tie.wrong;
  }
  return sum / taken;
}

/** Most confident first. */
function tiesByConfidence(answers: readonly ScoredAnswer[]): Tie[] {
  const counts = new Map<number, { size: number; wrong: number }>();
  for (const { confidence, correct } of answers) {
    const count = counts.get(confidence) ?? { size: 0, wrong: 0 };
    count.size += 1;
    count.wrong += correct ? 0 : 1;
    counts.set(confidence, count);
  }
  const ties = Array.from(counts, ([confidence, count]) => ({ confidence, ...count }));
  return ties.toSorted((left, right) => right.confidence - left.confidence);
}
