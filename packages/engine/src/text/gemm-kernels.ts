/**
 * Matrix work of the encoder in WebAssembly SIMD: an arena of memory, packed weights, and `linear` over rows.
 *
 * Two precisions. `q8`: weights int8 with a scale per column, activations int16 with a scale per row, summed exactly
 * in int32; deterministic on every machine, about twice as fast as float32. `f32`: the reference.
 * The arena grows once per allocation and never shrinks; nothing in it is freed before the instance is.
 *
 *     const kernels = new GemmKernels('q8');
 *     const dense = kernels.pack({ weights, bias });              // inputs × outputs
 *     kernels.linear(dense, { from: x, to: y, rows: 32, add: false });
 */
import { EngineError } from '../errors.ts';
import { type EncoderKernels, instantiateEncoderKernels } from './gemm-kernels.generated.ts';
import type { DenseWeights } from './use-lite-weights.ts';

export type Precision = 'q8' | 'f32';

/** Weights in the arena, in panels of 8 columns. Pointers are byte offsets. */
export interface PackedDense {
  readonly inputs: number;
  readonly outputs: number;
  readonly panels: number;
  /** Column scales; unused in `f32`. */
  readonly scales: number;
  readonly bias: number;
}

export interface LinearRun {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Adds to what stands at `to`, instead of replacing it. */
  readonly add: boolean;
}

export interface FloatProduct {
  readonly a: number;
  readonly strideA: number;
  readonly b: number;
  readonly strideB: number;
  /** Bytes from one panel of 8 columns of B to the next. */
  readonly panelB: number;
  readonly c: number;
  readonly strideC: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

const PAGE_BYTES = 65_536;
const PANEL_COLUMNS = 8;
const TILE_ROWS = 6;
/** Largest quantised activation: 8191 × 127 × 1536 inputs still fits a signed 32-bit sum. */
const ACTIVATION_LIMIT = 8191;
const WEIGHT_LIMIT = 127;
const WIDEST_INPUT = 1536;

export class GemmKernels {
  readonly precision: Precision;
  readonly wasm: EncoderKernels = instantiateEncoderKernels();
  #top = 1024;
  #quantised = 0;
  #rowScales = 0;

  /** `maximumRows` bounds the rows that `linear` ever gets. */
  constructor(precision: Precision, maximumRows: number) {
    this.precision = precision;
    this.#quantised = this.allocate(maximumRows * WIDEST_INPUT * 2);
    this.#rowScales = this.allocate(maximumRows * 4);
  }

  /** A zeroed block at a multiple of 64. Views made before are stale afterwards. */
  allocate(bytes: number): number {
    const at = this.#top;
    this.#top = (at + bytes + 63) & ~63;
    const missing = this.#top - this.wasm.mem.buffer.byteLength;
    if (missing > 0) this.wasm.mem.grow(Math.ceil(missing / PAGE_BYTES));
    return at;
  }

  /** A float32 view of the arena from a byte offset on. */
  floats(at: number, count: number): Float32Array {
    return new Float32Array(this.wasm.mem.buffer, at, count);
  }

  store(values: Float32Array): number {
    const at = this.allocate(values.length * 4);
    this.floats(at, values.length).set(values);
    return at;
  }

  pack(dense: DenseWeights): PackedDense {
    const outputs = dense.bias.length;
    const inputs = dense.weights.length / outputs;
    if (inputs % 8 !== 0 || outputs % PANEL_COLUMNS !== 0 || inputs > WIDEST_INPUT) {
      throw new EngineError('encoder-shape', `expected multiples of 8, found ${inputs} × ${outputs}`);
    }
    const scales = columnScales(dense.weights, outputs);
    return {
      inputs,
      outputs,
      panels: this.precision === 'q8' ? this.#packIntegers(dense.weights, scales) : this.#packFloats(dense),
      scales: this.store(scales),
      bias: this.store(dense.bias),
    };
  }

  /** One dense layer over `rows` rows. */
  linear(dense: PackedDense, run: LinearRun): void {
    this.#applyBias(dense, run);
    if (this.precision === 'q8') {
      this.#integerProduct(dense, run);
      return;
    }
    this.multiply({
      a: run.from,
      strideA: dense.inputs * 4,
      b: dense.panels,
      strideB: PANEL_COLUMNS * 4,
      panelB: dense.inputs * PANEL_COLUMNS * 4,
      c: run.to,
      strideC: dense.outputs * 4,
      rows: run.rows,
      inner: dense.inputs,
      columns: dense.outputs,
    });
  }

  /** C += A · B in float32; `inner` is even, `columns` a multiple of 8. */
  multiply(product: FloatProduct): void {
    const { wasm } = this;
    const kernels = [wasm.f1, wasm.f2, wasm.f3, wasm.f4, wasm.f5, wasm.f6];
    const { strideA, strideB, strideC, inner } = product;
    for (let column = 0; column < product.columns; column += PANEL_COLUMNS) {
      const b = product.b + (column / PANEL_COLUMNS) * product.panelB;
      for (const { row, count } of tiles(product.rows)) {
        const c = product.c + row * strideC + column * 4;
        kernels[count - 1](product.a + row * strideA, b, c, inner, strideA, strideB, strideC);
      }
    }
  }

  #applyBias(dense: PackedDense, { to, rows, add }: LinearRun): void {
    const size = dense.outputs * 4;
    const bytes = new Uint8Array(this.wasm.mem.buffer);
    for (let row = 0; row < rows; row++) {
      if (add) this.wasm.add(to + row * size, dense.bias, dense.outputs);
      else bytes.copyWithin(to + row * size, dense.bias, dense.bias + size);
    }
  }

  #integerProduct(dense: PackedDense, { from, to, rows }: LinearRun): void {
    const { wasm } = this;
    const kernels = [wasm.q1, wasm.q2, wasm.q3, wasm.q4, wasm.q5, wasm.q6];
    const { inputs, outputs } = dense;
    const strideA = inputs * 2;
    const scales = this.floats(this.#rowScales, rows);
    for (let row = 0; row < rows; row++) {
      const to16 = this.#quantised + row * strideA;
      scales[row] = wasm.quantise(from + row * inputs * 4, to16, inputs, ACTIVATION_LIMIT);
    }
    for (let column = 0; column < outputs; column += PANEL_COLUMNS) {
      const b = dense.panels + column * inputs;
      const columnScale = dense.scales + column * 4;
      for (const { row, count } of tiles(rows)) {
        const a = this.#quantised + row * strideA;
        const c = to + (row * outputs + column) * 4;
        kernels[count - 1](a, b, c, inputs, strideA, outputs * 4, columnScale, this.#rowScales + row * 4);
      }
    }
  }

  #packFloats({ weights, bias }: DenseWeights): number {
    const outputs = bias.length;
    const at = this.allocate(weights.length * 4);
    const packed = this.floats(at, weights.length);
    let to = 0;
    for (let column = 0; column < outputs; column += PANEL_COLUMNS) {
      for (let from = column; from < weights.length; from += outputs) {
        for (let c = 0; c < PANEL_COLUMNS; c++) packed[to++] = weights[from + c]!;
      }
    }
    return at;
  }

  #packIntegers(weights: Float32Array, scales: Float32Array): number {
    const outputs = scales.length;
    const at = this.allocate(weights.length);
    const packed = new Int8Array(this.wasm.mem.buffer, at, weights.length);
    let to = 0;
    for (let column = 0; column < outputs; column += PANEL_COLUMNS) {
      for (let from = column; from < weights.length; from += 2 * outputs) {
        for (let c = 0; c < PANEL_COLUMNS; c++) {
          const scale = scales[column + c];
          packed[to++] = Math.round(weights[from + c] / scale);
          packed[to++] = Math.round(weights[from + outputs + c] / scale);
        }
      }
    }
    return at;
  }
}

/** Spread evenly: 8 rows are 4 + 4, because a tile of 2 costs nearly as much as one of 4. */
function tiles(rows: number): readonly { readonly row: number; readonly count: number }[] {
  const known = TILES[rows];
  if (known) return known;
  const number = Math.ceil(rows / TILE_ROWS);
  const made = Array.from({ length: number }, (_, i) => {
    const row = Math.floor((i * rows) / number);
    return { row, count: Math.floor(((i + 1) * rows) / number) - row };
  });
  TILES[rows] = made;
  return made;
}
const TILES: { row: number; count: number }[][] = [];

function columnScales(weights: Float32Array, outputs: number): Float32Array {
  const scales = new Float32Array(outputs);
  for (let i = 0; i < weights.length; i++) {
    const column = i % outputs;
    scales[column] = Math.max(scales[column], Math.abs(weights[i]));
  }
  return scales.map((largest) => largest / WEIGHT_LIMIT || 1);
}
