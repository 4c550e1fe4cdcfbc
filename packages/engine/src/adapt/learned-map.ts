/**
 * A learned map of rounded unit vectors: a matrix of 8-bit integers with a scale for each row, as plain data.
 *
 * x' = x · map, brought back to the length of x and rounded again. Products are sums of integers, so the result is the
 * same on every machine. Rounding the matrix turns results by about .6°, no more than rounding the vectors did.
 * Cost: 10 µs a vector at d = 512. Size: d² + 4 d bytes, 258 KiB at d = 512.
 *
 * @example
 * const values = new Int8Array(256);
 * for (let i = 0; i < 16; i++) values[i * 17] = 127;
 * const same = new VectorMap({ version: 1, values, scales: new Float32Array(16).fill(1) });
 * same.apply(new Int8Array(16).fill(25))[3];   // => 25
 */
import { EngineError } from '../errors.ts';
import { Int8Matrix } from '../math/int8-matrix.ts';

export interface LearnedMap {
  /** From 1; vectors that nothing was done to have version 0. */
  readonly version: number;
  /** Row-major, d × d; row i gives component i of the result. */
  readonly values: Int8Array;
  /** What a step of each row is worth; only their ratios matter. */
  readonly scales: Float32Array;
}

const LARGEST = 127;

/** Rounds `rows` (row-major, d × d), each row by its own largest value. */
export function roundMap(rows: Float64Array, given: { dimensions: number; version: number }): LearnedMap {
  const { dimensions, version } = given;
  const values = new Int8Array(rows.length);
  const scales = new Float32Array(dimensions);
  for (let row = 0; row < dimensions; row++) {
    const from = row * dimensions;
    const exact = rows.subarray(from, from + dimensions);
    const largest = exact.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest === 0) continue;
    scales[row] = largest / LARGEST;
    for (let i = 0; i < dimensions; i++) values[from + i] = Math.round(exact[i] / scales[row]);
  }
  return { version, values, scales };
}

/** A map made ready: one copy of it in WebAssembly's memory. */
export class VectorMap {
  readonly version: number;
  readonly #matrix: Int8Matrix;
  readonly #scales: Float32Array;
  readonly #mapped: Float64Array;

  constructor({ version, values, scales }: LearnedMap) {
    const dimensions = scales.length;
    if (values.length !== dimensions ** 2) {
      throw new EngineError(
        'shape-mismatch',
        `map: expected ${dimensions ** 2} values, found ${values.length}`,
      );
    }
    this.version = version;
    this.#matrix = new Int8Matrix({ rows: dimensions, columns: dimensions });
    this.#matrix.values.set(values);
    this.#scales = scales.slice();
    this.#mapped = new Float64Array(dimensions);
  }

  /** A vector of zeros stays one. Components that a rounded vector cannot hold are cut off at ±127. */
  apply(vector: Int8Array): Int8Array {
    const products = this.#matrix.times(vector);
    const mapped = this.#mapped;
    let square = 0;
    let mappedSquare = 0;
    for (let i = 0; i < mapped.length; i++) {
      mapped[i] = products[i] * this.#scales[i];
      mappedSquare += mapped[i] ** 2;
      square += vector[i] ** 2;
    }
    const result = new Int8Array(vector.length);
    if (mappedSquare === 0) return result;
    const factor = Math.sqrt(square / mappedSquare);
    for (let i = 0; i < mapped.length; i++) {
      result[i] = Math.max(-LARGEST, Math.min(LARGEST, Math.round(mapped[i] * factor)));
    }
    return result;
  }
}
