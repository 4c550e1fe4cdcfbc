/**
 * The usual way to a threshold: the lowest one whose error on past labels looks small enough.
 *
 * It is what peers do and promises nothing: the same labels choose it and judge it, so it breaks its error about
 * half of the time. It stands here to be compared with. Labels that were likely to be missing count more
 * (1 / propensity); one wrong answer is added, and fewer than `MIN_LABELS` above a threshold never decide.
 * Cost: O(n log n).
 *
 * @example
 * plugInThreshold([], 0.05);   // => Infinity: nothing may be answered
 */
export interface Label {
  readonly confidence: number;
  readonly correct: boolean;
  /** Probability with which this item was going to be labelled. */
  readonly propensity: number;
}

const MIN_LABELS = 30;

export function plugInThreshold(labels: readonly Label[], max_error: number): number {
  const surestFirst = labels.toSorted((a, b) => b.confidence - a.confidence);
  let threshold = Number.POSITIVE_INFINITY;
  let all = 0;
  let wrong = 0;
  for (const [index, { confidence, correct, propensity }] of surestFirst.entries()) {
    all += 1 / propensity;
    if (!correct) wrong += 1 / propensity;
    // Answers of equal confidence go out together or not at all.
    if (surestFirst[index + 1]?.confidence === confidence || index + 1 < MIN_LABELS) continue;
    if ((wrong + 1) / (all + 1) <= max_error) threshold = confidence;
  }
  return threshold;
}
