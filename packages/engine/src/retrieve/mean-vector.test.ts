import { expect, it } from 'vitest';
import { MeanVector } from './mean-vector.ts';

it('takes out what all vectors have in common, and leaves unit length', () => {
  const mean = new MeanVector(3);
  for (const vector of [Int8Array.of(10, 4, 0), Int8Array.of(10, -4, 0)]) mean.add(vector);
  expect([...mean.centre(Int8Array.of(10, 3, 4))]).toEqual([
    0,
    expect.closeTo(0.6, 6),
    expect.closeTo(0.8, 6),
  ]);
});

it('gives zeros for the mean itself, and the direction as it is before anything is known', () => {
  const mean = new MeanVector(2);
  expect([...mean.centre(Int8Array.of(0, 5))]).toEqual([0, 1]);
  mean.add(Int8Array.of(3, 4));
  expect([...mean.centre(Int8Array.of(3, 4))]).toEqual([0, 0]);
});
