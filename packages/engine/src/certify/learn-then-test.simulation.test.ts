import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { type LabelledAnswer, learnThenTest, plugInThreshold } from './learn-then-test.ts';

const OPTIONS = { alpha: 0.05, delta: 0.1 };
const labelled = (score: number, wrong: boolean, propensity = 1): LabelledAnswer => ({
  score,
  wrong,
  propensity,
});
const repeated = (count: number, make: (index: number) => LabelledAnswer) =>
  Array.from({ length: count }, (_, index) => make(index));

/**
 * The promise, simulated: score u is uniform, P(wrong) falls with it as a logistic curve; overall error 23.5 %. The
 * true risk above a threshold is integrated on a fine grid.
 */
describe('the promise over many seeds', () => {
  const STEEPNESS = 9;
  const MIDDLE = 0.228;
  const CELLS = 10_000;
  const errorAt = (score: number) => 1 / (1 + Math.exp(-STEEPNESS * (MIDDLE - score)));
  const tail = new Float64Array(CELLS + 1);
  for (let cell = CELLS - 1; cell >= 0; cell--)
    tail[cell] = tail[cell + 1] + errorAt((cell + 0.5) / CELLS) / CELLS;
  const trueRisk = (threshold: number) => {
    const cell = Math.min(CELLS - 1, Math.round(threshold * CELLS));
    return tail[cell] / (1 - cell / CELLS);
  };
  const oracle = Array.from({ length: CELLS }, (_, cell) => cell / CELLS).find(
    (t) => trueRisk(t) <= OPTIONS.alpha,
  );

  const simulate = (size: number, runs: number) => {
    const random = new SeededRandom(`promise/${size}`);
    const broken = { certified: 0, plugIn: 0, coverage: 0 };
    for (let run = 0; run < runs; run++) {
      const records = repeated(size, () => {
        const score = random.next();
        return labelled(score, random.next() < errorAt(score));
      });
      const { threshold } = learnThenTest(records, OPTIONS);
      if (threshold !== null && trueRisk(threshold) > OPTIONS.alpha) broken.certified += 1 / runs;
      if (threshold !== null) broken.coverage += (1 - threshold) / runs;
      const plugIn = plugInThreshold(records, OPTIONS.alpha);
      if (plugIn !== null && trueRisk(plugIn) > OPTIONS.alpha) broken.plugIn += 1 / runs;
    }
    return broken;
  };

  it('the simulated world is the intended one', () => {
    expect(tail[0]).toBeGreaterThan(0.225);
    expect(tail[0]).toBeLessThan(0.25);
    expect(1 - (oracle ?? 1)).toBeGreaterThan(0.63);
    expect(1 - (oracle ?? 1)).toBeLessThan(0.68);
  });

  it.each([
    [200, 600, 0.01],
    [500, 600, 0.3],
    [1000, 400, 0.45],
  ])(
    '%d labels, %d runs: kept by the certificate, broken by the plug-in threshold',
    (size, runs, coverage) => {
      const { delta } = OPTIONS;
      const found = simulate(size, runs);
      expect(found.certified).toBeLessThanOrEqual(delta + 3 * Math.sqrt((delta * (1 - delta)) / runs));
      expect(found.plugIn).toBeGreaterThan(0.35);
      expect(found.coverage).toBeGreaterThan(coverage);
    },
  );

  it('certified again every 200 labels from the threshold in force: still kept, as the plug-in is not', () => {
    const { alpha, delta } = OPTIONS;
    const runs = 150;
    const random = new SeededRandom('again');
    let [certified, plugIn] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const records: LabelledAnswer[] = [];
      let deployed: number | null = null;
      let [everCertified, everPlugIn] = [false, false];
      for (let look = 0; look < 10; look++) {
        for (let label = 0; label < 200; label++) {
          const score = random.next();
          records.push(labelled(score, random.next() < errorAt(score)));
        }
        deployed = learnThenTest(records, { ...OPTIONS, deployed }).threshold;
        everCertified ||= trueRisk(deployed ?? 1) > alpha;
        everPlugIn ||= trueRisk(plugInThreshold(records, alpha) ?? 1) > alpha;
      }
      certified += everCertified ? 1 / runs : 0;
      plugIn += everPlugIn ? 1 / runs : 0;
    }
    expect(certified).toBeLessThanOrEqual(delta + 3 * Math.sqrt((delta * (1 - delta)) / runs));
    expect(plugIn).toBeGreaterThan(0.6);
  });
});
