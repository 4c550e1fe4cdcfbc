/**
 * How well a score tells two kinds apart, and how high a ranking puts what is right.
 *
 * AUROC is the probability that a positive scores above a negative, ties counting one half. FPR at a recall is the
 * share of negatives at or above the highest threshold that keeps that share of positives. Cost: O(n log n).
 * Source: Mann & Whitney 1947; Hendrycks & Gimpel 2017 (FPR at 95 %).
 *
 * @example
 * areaUnderRoc([{ score: 1, positive: true }, { score: 0, positive: false }]); // => 1
 */
export interface ScoredCase {
  readonly score: number;
  readonly positive: boolean;
}

/** Null where one of the two kinds is absent. */
export function areaUnderRoc(cases: readonly ScoredCase[]): number | null {
  const sorted = cases.toSorted((left, right) => left.score - right.score);
  const positives = sorted.filter((item) => item.positive).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let wins = 0;
  let negativesBelow = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    let positivesHere = 0;
    for (; to < sorted.length && sorted[to].score === sorted[from].score; to++) {
      positivesHere += sorted[to].positive ? 1 : 0;
    }
    const negativesHere = to - from - positivesHere;
    wins += positivesHere * (negativesBelow + negativesHere / 2);
    negativesBelow += negativesHere;
    from = to;
  }
  return wins / (positives * negatives);
}

/** `recall` in (0, 1]. Null where one of the two kinds is absent. */
export function falsePositiveRateAtRecall(cases: readonly ScoredCase[], recall = 0.95): number | null {
  const positives = cases.filter((item) => item.positive).map((item) => item.score);
  const negatives = cases.filter((item) => !item.positive);
  if (positives.length === 0 || negatives.length === 0) return null;
  positives.sort((left, right) => right - left);
  const threshold = positives[Math.max(1, Math.ceil(recall * positives.length - 1e-9)) - 1];
  return negatives.filter((item) => item.score >= threshold).length / negatives.length;
}

/** Is one of the right ids among the first `k` ranked ones? */
export function isHit(ranked: readonly string[], right: ReadonlySet<string>, k: number): boolean {
  return ranked.slice(0, k).some((id) => right.has(id));
}

/** Share of queries with a hit among the first `k`; null without queries. */
export function hitAtK(
  queries: readonly { readonly ranked: readonly string[]; readonly right: ReadonlySet<string> }[],
  k: number,
): number | null {
  if (queries.length === 0) return null;
  return queries.filter((query) => isHit(query.ranked, query.right, k)).length / queries.length;
}
