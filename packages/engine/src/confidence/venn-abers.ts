/**
 * Inductive Venn-Abers: for a score, the two calibrated probabilities that a label of 0 and of 1 would lead to.
 *
 * Here because the width of the pair says how thin the ground is (about .18/.09/.04 at 50/200/1000 labels), and
 * because one of the two is perfectly calibrated, whatever the scores are.
 * Exactly what refitting the isotonic regression with (score, 0) and with (score, 1) gives, but computed once:
 * the fits of every prefix and every suffix are kept as linked blocks that share their tails, and a new label is
 * pooled with its neighbours on both sides. Cost: O(n log n) plus a few merges a score to fit, O(log n) a query;
 * state: three numbers a distinct score.
 * Source: Vovk, Petej & Fedorova 2015, "Large-scale probabilistic predictors with and without guarantees of
 * validity"; the merged value p1 / (1 - p0 + p1) is the minimax one for log-loss there.
 *
 * @example
 * const model = fitVennAbers({ scores: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], labels: [0, 1, 0, 0, 1, 1] });
 * predictVennAbers(model, 0.35); // => { low: 0.25, high: 0.5, probability: 0.4 }
 */
import { countAtMost, groupByScore, type LabelledScores, type ScoreGroups } from './isotonic.ts';

/** Plain numbers: JSON keeps it exactly. All three have one entry a distinct score, ascending. */
export interface VennAbersModel {
  readonly scores: readonly number[];
  /** Value at that score after adding a label 0 there. It also holds up to the next score. */
  readonly low: readonly number[];
  /** Value at that score after adding a label 1 there. It also holds down to the score before. */
  readonly high: readonly number[];
}

export interface VennAbersPrediction {
  readonly low: number;
  readonly high: number;
  readonly probability: number;
}

interface Block {
  readonly sum: number;
  readonly weight: number;
  readonly next: Block | null;
}

/** Labels are 0 or 1; a new label weighs 1. */
export function fitVennAbers(data: LabelledScores): VennAbersModel {
  const groups = groupByScore(data);
  const prefixes = linkedFits(groups, 'up');
  const suffixes = linkedFits(groups, 'down');
  const valueWith = (label: number) =>
    groups.scores.map((_, index) => {
      const sum = groups.sums[index] + label;
      const weight = groups.weights[index] + 1;
      return pooledMean(
        { sum, weight, next: null },
        prefixes[index - 1] ?? null,
        suffixes[index + 1] ?? null,
      );
    });
  return { scores: [...groups.scores], low: valueWith(0), high: valueWith(1) };
}

/** Without any label the pair is 0 and 1, and the probability one half. */
export function predictVennAbers(model: VennAbersModel, score: number): VennAbersPrediction {
  const atMost = countAtMost(model.scores, score);
  const exact = atMost > 0 && model.scores[atMost - 1] === score;
  const low = atMost > 0 ? model.low[atMost - 1] : 0;
  const above = exact ? atMost - 1 : atMost;
  const high = above < model.scores.length ? model.high[above] : 1;
  return { low, high, probability: high / (1 - low + high) };
}

/** The isotonic fit of every prefix (`up`) or suffix (`down`), as a list whose head is the block at its open end. */
function linkedFits(groups: ScoreGroups, direction: 'up' | 'down'): Block[] {
  const fits: Block[] = [];
  const count = groups.scores.length;
  let head: Block | null = null;
  for (let step = 0; step < count; step++) {
    const index = direction === 'up' ? step : count - 1 - step;
    let sum = groups.sums[index];
    let weight = groups.weights[index];
    while (head && violates({ sum, weight, next: null }, head, direction)) {
      sum += head.sum;
      weight += head.weight;
      head = head.next;
    }
    head = { sum, weight, next: head };
    fits[index] = head;
  }
  return fits;
}

/** Does `block`, on the open side of `neighbour`, break the order? Products instead of quotients: no rounding for counts. */
function violates(block: Block, neighbour: Block, direction: 'up' | 'down'): boolean {
  const difference = block.sum * neighbour.weight - neighbour.sum * block.weight;
  return direction === 'up' ? difference <= 0 : difference >= 0;
}

function pooledMean(block: Block, below: Block | null, above: Block | null): number {
  let { sum, weight } = block;
  let left = below;
  let right = above;
  for (;;) {
    const current: Block = { sum, weight, next: null };
    if (right && violates(current, right, 'down')) {
      sum += right.sum;
      weight += right.weight;
      right = right.next;
    } else if (left && violates(current, left, 'up')) {
      sum += left.sum;
      weight += left.weight;
      left = left.next;
    } else return sum / weight;
  }
}
