/**
 * Turns the results of a map so that no component holds much more than the others.
 *
 * A Cholesky factor gives its first components most of the length, and a vector rounded to 8 bits a component would
 * lose them. A Walsh-Hadamard rotation spreads them; cosines stay what they were. Where d is not a power of two, it
 * works on d / 2^k interleaved parts. Cost: O(d² log d), 10 ms at 512.
 */

/** Rows of a row-major d × d matrix, rotated among each other; a copy. */
export function mixed(rows: Float64Array, dimensions: number): Float64Array {
  const result = rows.slice();
  const parts = oddPart(dimensions);
  for (let stride = parts; stride < dimensions; stride *= 2) {
    for (let row = 0; row < dimensions; row++) {
      if (Math.floor(row / stride) % 2 === 0) turn(result, { row, other: row + stride, dimensions });
    }
  }
  return result;
}

/** (a, b) becomes (a + b, a - b) / √2. */
function turn(rows: Float64Array, at: { row: number; other: number; dimensions: number }): void {
  const { row, other, dimensions } = at;
  for (let i = 0; i < dimensions; i++) {
    const a = rows[row * dimensions + i];
    const b = rows[other * dimensions + i];
    rows[row * dimensions + i] = (a + b) * Math.SQRT1_2;
    rows[other * dimensions + i] = (a - b) * Math.SQRT1_2;
  }
}

function oddPart(size: number): number {
  return size % 2 === 0 ? oddPart(size / 2) : size;
}
