import { expect, it } from 'vitest';
import { OuterSum } from './outer-sum.ts';
import { SeededRandom } from './seeded-random.ts';

const SIZE = 32;
const random = new SeededRandom('outer sum');
const vectors = Array.from({ length: 1_300 }, () =>
  Int8Array.from({ length: SIZE }, () => random.integer(255) - 127),
);

function totalOf(added: readonly Int8Array[], removed: readonly Int8Array[] = []): Float64Array {
  const sum = new OuterSum(SIZE);
  for (const vector of added) sum.add(vector);
  for (const vector of removed) sum.remove(vector);
  return sum.total();
}

// Batches are made of 512: the counts lie on both sides of their ends.
it.each([0, 1, 511, 512, 513, 1_300])('is the sum of all products (%i vectors)', (count) => {
  const expected = new Float64Array(SIZE * SIZE);
  for (const vector of vectors.slice(0, count)) {
    for (let i = 0; i < SIZE; i++) {
      for (let j = 0; j < SIZE; j++) expected[i * SIZE + j] += vector[i] * vector[j];
    }
  }
  expect(totalOf(vectors.slice(0, count))).toEqual(expected);
});

it('what is taken out leaves the same bytes as if it had never been there, in any order', () => {
  const left = totalOf(vectors.slice(600));
  expect(totalOf(vectors, vectors.slice(0, 600))).toEqual(left);
  expect(totalOf(random.shuffle(vectors), random.shuffle(vectors.slice(0, 600)))).toEqual(left);
});

it('gives the total as often as it is asked, also between two additions', () => {
  const sum = new OuterSum(SIZE);
  sum.add(vectors[0]);
  expect(sum.total()).toEqual(sum.total());
  sum.add(vectors[1]);
  expect(sum.total()).toEqual(totalOf(vectors.slice(0, 2)));
});
