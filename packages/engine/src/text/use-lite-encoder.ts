/**
 * The default encoder: our own forward pass of the lite Universal Sentence Encoder (two transformer layers, English).
 *
 * Text in, 512 float32 values of unit length out; a zero vector where the text holds no known piece. Synchronous and
 * pure: weights come in as bytes. On one core of a 2020s server 32 pieces take about 6 ms and 64 about 12 ms in `q8` (twice that in `f32`);
 * memory about 9 MB in `q8`, 30 MB in `f32`. Limits, candidly: English; texts are cut at `maximumTokens` pieces;
 * word order counts little; an instance serves one call at a time (it is synchronous).
 *
 *     const encoder = new UseLiteEncoder(files);                  // q8, 64 pieces
 *     encoder.encode('How do I reset my password?').length        // 512
 *
 * Source: Cer et al. 2018, "Universal Sentence Encoder" (arXiv:1803.11175); graph read from the package's `model.json`.
 * Golden vectors of the original runtime: `__golden__/use-lite-en.json`.
 */
import { EngineError } from '../errors.ts';
import { GemmKernels, type PackedDense, type Precision } from './gemm-kernels.ts';
import { SentencePiece } from './sentencepiece.ts';
import {
  allocateWorkspace,
  HEADS,
  type PackedLayer,
  type PackedNorm,
  packLayer,
  WIDTH,
  WIDTH_HIDDEN,
  WIDTH_IN,
  type Workspace,
} from './use-lite-layout.ts';
import { readUseLiteWeights, type UseLiteFiles } from './use-lite-weights.ts';

export interface UseLiteOptions {
  /** 1 to 128 pieces (the most the weights were trained on); 64 unless said otherwise. */
  readonly maximumTokens?: number;
  readonly precision?: Precision;
}

export const USE_LITE_DIMENSIONS = WIDTH;
const MOST_TOKENS = 128;

export class UseLiteEncoder {
  readonly dimensions = USE_LITE_DIMENSIONS;
  readonly maximumTokens: number;
  readonly #kernels: GemmKernels;
  readonly #pieces: SentencePiece;
  readonly #embeddings: Float32Array;
  /** maximumTokens × 256. */
  readonly #positions: Float32Array;
  readonly #layers: readonly [PackedLayer, PackedLayer];
  readonly #residual: PackedDense;
  readonly #output: PackedDense;
  readonly #space: Workspace;

  /** Throws `EngineError` on weights that do not fit (`encoder-weights`) or a bad option (`encoder-option`). */
  constructor(files: UseLiteFiles, options: UseLiteOptions = {}) {
    const { maximumTokens = 64, precision = 'q8' } = options;
    if (!Number.isInteger(maximumTokens) || maximumTokens < 1 || maximumTokens > MOST_TOKENS) {
      throw new EngineError(
        'encoder-option',
        `maximumTokens: expected 1 to ${MOST_TOKENS}, found ${maximumTokens}`,
      );
    }
    const weights = readUseLiteWeights(files);
    this.maximumTokens = maximumTokens;
    this.#pieces = new SentencePiece(weights.vocabulary);
    this.#embeddings = weights.embeddings;
    this.#positions = positionSignal(weights.frequencies, maximumTokens);
    this.#kernels = new GemmKernels(precision, maximumTokens);
    this.#layers = [packLayer(this.#kernels, weights.layers[0]), packLayer(this.#kernels, weights.layers[1])];
    this.#residual = this.#kernels.pack(weights.residual);
    this.#output = this.#kernels.pack(weights.output);
    this.#space = allocateWorkspace(this.#kernels, maximumTokens);
  }

  /** Runs of white space count as one space. */
  encode(text: string): Float32Array {
    const ids = this.#pieces.encode(text.replace(/\s+/gu, ' ').trim(), this.maximumTokens);
    if (!this.#pieces.hasMeaning(ids)) return new Float32Array(WIDTH);
    this.#embed(ids);
    this.#firstLayer(ids.length);
    this.#secondLayer(ids.length);
    return this.#pool(ids.length);
  }

  /** The graph adds the embedding twice: once bare, once with the position signal. */
  #embed(ids: readonly number[]): void {
    const rows = this.#kernels.floats(this.#space.input, ids.length * WIDTH_IN);
    for (let token = 0; token < ids.length; token++) {
      const from = ids[token] * WIDTH_IN;
      const to = token * WIDTH_IN;
      for (let i = 0; i < WIDTH_IN; i++) {
        rows[to + i] = 2 * this.#embeddings[from + i] + this.#positions[to + i];
      }
    }
  }

  #firstLayer(rows: number): void {
    const [layer] = this.#layers;
    const { input, attended, hidden } = this.#space;
    this.#attend(layer, input, rows);
    this.#kernels.linear(this.#residual, { from: input, to: hidden, rows, add: false });
    this.#kernels.linear(layer.attentionOutput, { from: attended, to: hidden, rows, add: true });
    this.#feedForward(layer, rows);
  }

  #secondLayer(rows: number): void {
    const [, layer] = this.#layers;
    const { attended, hidden } = this.#space;
    this.#attend(layer, hidden, rows);
    this.#kernels.linear(layer.attentionOutput, { from: attended, to: hidden, rows, add: true });
    this.#feedForward(layer, rows);
  }

  #attend(layer: PackedLayer, from: number, rows: number): void {
    const { normed, queryKeyValue, attended } = this.#space;
    this.#norm(layer.attentionNorm, { from, rows, width: layer.width });
    this.#kernels.linear(layer.queryKeyValue, { from: normed, to: queryKeyValue, rows, add: false });
    this.#kernels.floats(attended, rows * layer.width).fill(0);
    for (let head = 0; head < HEADS; head++) this.#attendHead(head, layer.width, rows);
  }

  /** Scores against all keys, softmax, mixture of the values: one head, every row. */
  #attendHead(head: number, width: number, rows: number): void {
    const kernels = this.#kernels;
    const { queryKeyValue, keysTransposed, scores, attended } = this.#space;
    const size = width / HEADS;
    const columns = Math.ceil(rows / 8) * 8;
    const stride = width * 3 * 4;
    this.#transposeKeys(head, width, rows);
    kernels.floats(scores, rows * columns).fill(0);
    kernels.multiply({
      a: queryKeyValue + head * size * 4,
      strideA: stride,
      b: keysTransposed,
      strideB: 8 * 4,
      panelB: size * 8 * 4,
      c: scores,
      strideC: columns * 4,
      rows,
      inner: size,
      columns,
    });
    const view = kernels.floats(scores, rows * columns);
    for (let row = 0; row < rows; row++) {
      view.fill(-Number.MAX_VALUE, row * columns + rows, (row + 1) * columns);
      kernels.wasm.softmax(scores + row * columns * 4, columns, 1 / Math.sqrt(size));
    }
    kernels.multiply({
      a: scores,
      strideA: columns * 4,
      b: queryKeyValue + (2 * width + head * size) * 4,
      strideB: stride,
      panelB: 8 * 4,
      c: attended + head * size * 4,
      strideC: width * 4,
      rows,
      inner: rows + (rows % 2),
      columns: size,
    });
  }

  /** Keys of one head as panels of 8 tokens: [token / 8][dimension][8]; missing tokens are zeros. */
  #transposeKeys(head: number, width: number, rows: number): void {
    const { queryKeyValue, keysTransposed } = this.#space;
    const size = width / HEADS;
    const keys = this.#kernels.floats(queryKeyValue, rows * width * 3);
    const panels = this.#kernels.floats(keysTransposed, Math.ceil(rows / 8) * 8 * size);
    if (rows % 8 !== 0) panels.fill(0, Math.floor(rows / 8) * 8 * size);
    for (let row = 0; row < rows; row++) {
      const from = row * width * 3 + width + head * size;
      const to = (row >> 3) * size * 8 + (row & 7);
      for (let i = 0; i < size; i++) panels[to + i * 8] = keys[from + i]!;
    }
  }

  #feedForward(layer: PackedLayer, rows: number): void {
    const { normed, hidden, expanded } = this.#space;
    this.#norm(layer.feedForwardNorm, { from: hidden, rows, width: WIDTH });
    this.#kernels.linear(layer.expand, { from: normed, to: expanded, rows, add: false });
    this.#kernels.wasm.relu(expanded, rows * WIDTH_HIDDEN);
    this.#kernels.linear(layer.contract, { from: expanded, to: hidden, rows, add: true });
  }

  #norm(norm: PackedNorm, { from, rows, width }: { from: number; rows: number; width: number }): void {
    for (let row = 0; row < rows; row++) {
      const offset = row * width * 4;
      this.#kernels.wasm.layerNorm(from + offset, this.#space.normed + offset, width, norm.gain, norm.bias);
    }
  }

  /** Mean over the rows, one tanh layer, unit length. */
  #pool(rows: number): Float32Array {
    const { hidden, pooled, output } = this.#space;
    const mean = this.#kernels.floats(pooled, WIDTH).fill(0);
    const view = this.#kernels.floats(hidden, rows * WIDTH);
    for (let i = 0; i < view.length; i++) mean[i % WIDTH] += view[i];
    for (let i = 0; i < WIDTH; i++) mean[i] /= rows;
    this.#kernels.linear(this.#output, { from: pooled, to: output, rows: 1, add: false });
    return unit(this.#kernels.floats(output, WIDTH).map(Math.tanh));
  }
}

function unit(vector: Float32Array): Float32Array {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  const factor = 1 / Math.sqrt(Math.max(squares, 1e-12));
  return vector.map((value) => value * factor);
}

function positionSignal(frequencies: Float32Array, tokens: number): Float32Array {
  const half = frequencies.length;
  const signal = new Float32Array(tokens * WIDTH_IN);
  for (let token = 0; token < tokens; token++) {
    for (let i = 0; i < half; i++) {
      signal[token * WIDTH_IN + i] = Math.sin(token * frequencies[i]);
      signal[token * WIDTH_IN + half + i] = Math.cos(token * frequencies[i]);
    }
  }
  return signal;
}
