/**
 * Linear support vector machine, one against the rest, on TF-IDF of word 1–2-grams and character 3–5-grams.
 *
 * Squared hinge is not used: this is the L1-loss dual, solved by coordinate descent, deterministic for a seed.
 * Confidence is the softmax of the margins. Cost: train O(labels · epochs · non-zero features); predict
 * O(features · labels). Limits: texts of 1,500 characters, the newest `MAX_EXAMPLES`, features seen at least twice.
 * Source: Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", doi:10.1145/1390156.1390208.
 */
import { SeededRandom } from '../../math/index.ts';
import { sparseFeatures } from '../../text/index.ts';
import type { LabelledText, RankedLabel, TrainableBaseline } from '../baseline.ts';

export interface SparseRow {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

const MAX_EXAMPLES = 30_000;
const MAX_TEXT = 1_500;
const MAX_RANKED = 10;
const COST = 0.5;
const EPOCHS = 6;
/** Measured in the references: margins times 6 make the best softmax. */
const SHARPNESS = 6;

export class LinearSvm implements TrainableBaseline {
  readonly name = 'svm_30d';
  #vocabulary = new Map<number, number>();
  #inverse = new Float32Array(0);
  #labels: string[] = [];
  /** Row by row: the weights of one feature for all labels. */
  #weights = new Float32Array(0);

  // oxlint-disable-next-line require-await
  async train(examples: readonly LabelledText[]): Promise<void> {
    const kept = examples.slice(-MAX_EXAMPLES);
    const counted = kept.map(({ text }) => sparseFeatures(text.slice(0, MAX_TEXT)));
    this.#count(counted.map(({ ids }) => ids));
    const rows = counted.map(({ ids, counts }) => this.#weigh(ids, counts));
    this.#labels = [...new Set(kept.map(({ label }) => label))];
    const features = this.#vocabulary.size + 1;
    this.#weights = new Float32Array(features * this.#labels.length);
    for (const [column, label] of this.#labels.entries()) {
      const signs = Int8Array.from(kept, (example) => (example.label === label ? 1 : -1));
      const weights = solveDual({ rows, signs, features, cost: COST, epochs: EPOCHS });
      for (let id = 0; id < features; id++) this.#weights[id * this.#labels.length + column] = weights[id];
    }
  }

  // oxlint-disable-next-line require-await
  async predict(text: string): Promise<readonly RankedLabel[]> {
    const { ids, counts } = sparseFeatures(text.slice(0, MAX_TEXT));
    const row = this.#weigh(ids, counts);
    const margins = new Float64Array(this.#labels.length);
    for (let i = 0; i < row.ids.length; i++) {
      const at = row.ids[i] * margins.length;
      for (let k = 0; k < margins.length; k++) margins[k] += row.values[i] * this.#weights[at + k];
    }
    const largest = margins.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = margins.map((margin) => Math.exp(SHARPNESS * (margin - largest)));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return this.#labels
      .map((label, k) => ({ label, confidence: powers[k] / total }))
      .toSorted((a, b) => b.confidence - a.confidence)
      .slice(0, MAX_RANKED);
  }

  #count(texts: readonly Uint32Array[]): void {
    const documents = new Map<number, number>();
    for (const ids of texts) for (const id of ids) documents.set(id, (documents.get(id) ?? 0) + 1);
    const common = [...documents].filter(([, count]) => count > 1);
    this.#vocabulary = new Map(common.map(([id], index) => [id, index]));
    this.#inverse = Float32Array.from(common, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1);
  }

  /** TF-IDF of unit length, then a constant feature that stands for the bias. */
  #weigh(ids: Uint32Array, counts: Uint16Array): SparseRow {
    const own: number[] = [];
    const values: number[] = [];
    for (const [i, id] of ids.entries()) {
      const index = this.#vocabulary.get(id);
      if (index === undefined) continue;
      own.push(index);
      values.push((1 + Math.log(counts[i])) * this.#inverse[index]);
    }
    const length = Math.hypot(...values) || 1;
    return {
      ids: Int32Array.from([...own, this.#vocabulary.size]),
      values: Float32Array.from([...values.map((value) => value / length), 1]),
    };
  }
}

/** Weights that minimise ½‖w‖² + cost · Σ max(0, 1 − sign · w·x). `signs` are −1 or 1. */
export function solveDual(given: {
  readonly rows: readonly SparseRow[];
  readonly signs: Int8Array;
  readonly features: number;
  readonly cost: number;
  readonly epochs: number;
}): Float32Array {
  const { rows, signs, features, cost, epochs } = given;
  const weights = new Float32Array(features);
  const multipliers = new Float32Array(rows.length);
  const squares = rows.map(({ values }) => values.reduce((sum, value) => sum + value * value, 0));
  const random = new SeededRandom('linear-svm');
  const order = random.shuffle(rows.map((_, index) => index));
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const index of order) {
      const { ids, values } = rows[index];
      let margin = 0;
      for (let i = 0; i < ids.length; i++) margin += weights[ids[i]] * values[i];
      const before = multipliers[index];
      const after = Math.max(0, Math.min(cost, before - (signs[index] * margin - 1) / squares[index]));
      if (after === before) continue;
      multipliers[index] = after;
      const step = (after - before) * signs[index];
      for (let i = 0; i < ids.length; i++) weights[ids[i]] += step * values[i];
    }
  }
  return weights;
}
