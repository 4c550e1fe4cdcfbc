import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkDown } from './walk-down.ts';

const walk = (pValues: readonly number[], starts: Readonly<Record<number, number>>) =>
  walkDown({
    points: pValues.length,
    level: (index) => starts[index] ?? 0,
    passes: (index, level) => pValues[index] <= level,
  });

describe('walking down', () => {
  it.each<[string, number[], Record<number, number>, number]>([
    ['stops before the first that fails', [0.01, 0.05, 0.2, 0.01], { 0: 0.1 }, 1],
    ['a level is reached where it is equal', [0.1], { 0: 0.1 }, 0],
    ['nothing passes', [0.2, 0.01], { 0: 0.1 }, -1],
    ['nothing starts', [0, 0], {}, -1],
    ['a later start passes what the first one could not reach', [0.9, 0.05, 0.05], { 0: 0.05, 1: 0.05 }, 2],
    ['an unbroken walk hands its level on', [0.01, 0.09, 0.1], { 0: 0.05, 1: 0.05 }, 2],
    ['a broken one does not', [0.9, 0.09], { 0: 0.05, 1: 0.05 }, -1],
    ['the lowest wins, though a walk above it broke', [0.01, 0.9, 0.02, 0.9], { 0: 0.05, 2: 0.05 }, 2],
    ['nothing to test', [], { 0: 0.1 }, -1],
  ])('%s', (_, pValues, starts, lowest) => expect(walk(pValues, starts)).toBe(lowest));

  it('tests nothing between a stop and the next start', () => {
    const tested: number[] = [];
    walkDown({
      points: 6,
      level: (index) => (index === 0 || index === 4 ? 0.05 : 0),
      passes: (index) => {
        tested.push(index);
        return index !== 1;
      },
    });
    expect(tested).toEqual([0, 1, 4, 5]);
  });

  it('passes a bad threshold with at most delta, whichever ones are bad: exactly, by all outcomes', () => {
    // Good thresholds always pass, bad ones pass by one common uniform number: the worst dependence.
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
        (bad, parts) => {
          const total = parts.slice(0, bad.length).reduce((sum, part) => sum + part, 0);
          fc.pre(total > 0);
          const broken = Array.from({ length: 1000 }, (_, step) => {
            const uniform = (step + 0.5) / 1000;
            let wrongly = false;
            walkDown({
              points: bad.length,
              level: (index) => (0.1 * parts[index]) / total,
              passes: (index, level) => {
                if (!bad[index]) return true;
                wrongly ||= uniform <= level;
                return uniform <= level;
              },
            });
            return wrongly;
          }).filter(Boolean).length;
          expect(broken / 1000).toBeLessThanOrEqual(0.1 + 1e-9);
        },
      ),
      { seed: 2, numRuns: 100 },
    );
  });
});
