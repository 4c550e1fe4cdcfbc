import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { certifyFirstUnlock, type FirstUnlock, type RescoredLabel } from './first-unlock.ts';
import { learnThenTest } from './learn-then-test.ts';

const SETTINGS = { max_error: 0.05, delta: 0.1 };
const RUNS = 100;
const LABELS = 2000;
const REFIT_EVERY = 50;
/** A hair above what is accepted, whatever the score. */
const RISK = 0.0505;

/** All labels of a desk whose confidence tells nothing. */
function uninformative(random: SeededRandom): RescoredLabel[] {
  return Array.from({ length: LABELS }, (_, index) => ({
    seq: index + 1,
    score: 1 - 0.2 * random.next() ** 2,
    label: {
      decision_id: `d${index}`,
      question_id: `q${index}`,
      resolution_id: null,
      confidence: 0,
      stakes: 'read-only',
      evidence: null,
      confidence_features: [],
      correct: random.next() >= RISK,
      propensity: 1,
      least_propensity: 1,
      at_ms: index,
    },
  }));
}

const everUnlocks = (
  labels: readonly RescoredLabel[],
  unlocks: (seen: readonly RescoredLabel[]) => boolean,
) =>
  Array.from({ length: LABELS / REFIT_EVERY }, (_, refit) => labels.slice(0, (refit + 1) * REFIT_EVERY)).some(
    unlocks,
  );

describe('the first unlock, over many desks and all of their looks', () => {
  it('keeps to its part of delta where confidence tells nothing; one walk at each refit does not', () => {
    let [own, nightly] = [0, 0];
    for (let run = 0; run < RUNS; run++) {
      const labels = uninformative(new SeededRandom(`first/${run}`));
      let before: FirstUnlock[] = [];
      const ownUnlocks = (seen: readonly RescoredLabel[]) => {
        const request = { labels: seen, labelled: seen.length, settings: SETTINGS, seq: seen.length, before };
        before = certifyFirstUnlock({ ...request, fresh_since: {} });
        return before[0].threshold !== null;
      };
      const walkUnlocks = (seen: readonly RescoredLabel[]) => {
        const records = seen.map(({ score, label }) => ({ score, wrong: !label.correct, propensity: 1 }));
        return learnThenTest(records, { alpha: 0.05, delta: 0.1 }).threshold !== null;
      };
      own += everUnlocks(labels, ownUnlocks) ? 1 / RUNS : 0;
      nightly += everUnlocks(labels, walkUnlocks) ? 1 / RUNS : 0;
    }
    expect(own).toBeLessThanOrEqual(0.065 + 3 * Math.sqrt((0.065 * 0.935) / RUNS));
    expect(nightly).toBeGreaterThan(0.15);
  }, 60_000);
});
