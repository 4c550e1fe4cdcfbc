import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { addLabel, type CellLabel, certifiedIndex, startEvidence } from './cell-evidence.ts';

const PROMISED = { alpha: 0.05, delta: 0.1 };
const AUDITED: CellLabel = { score: 0.96, wrong: false, weight: 1, audited: true, all: false };

/** Scores that tell nothing, a risk of exactly alpha at every threshold; audits only once something is in force. */
describe('looked at after every label', () => {
  const RUNS = 150;
  const LABELS = 1200;
  const AUDIT_RATE = 0.2;

  function everCertified(random: SeededRandom, weigh: (own: number) => Partial<CellLabel>): boolean {
    const evidence = startEvidence();
    for (let ticket = 0; ticket < LABELS; ticket++) {
      // Half are easy and always labelled, half are hard and rarely audited: together 5 % wrong.
      const easy = random.next() < 0.5;
      const own = easy ? 1 : AUDIT_RATE;
      const wrong = random.next() < (easy ? 0.01 : 0.09);
      if (random.next() >= own) continue;
      addLabel(evidence, { ...AUDITED, wrong, ...weigh(own) }, PROMISED.alpha);
      if (ticket % 20 === 0 && certifiedIndex(evidence, PROMISED) >= 0) return true;
    }
    return false;
  }
  const share = (weigh: (own: number) => Partial<CellLabel>) => {
    const random = new SeededRandom('every label');
    return Array.from({ length: RUNS }, () => everCertified(random, weigh)).filter(Boolean).length / RUNS;
  };

  it('certifies a bad threshold in at most delta of all runs', () => {
    const { delta } = PROMISED;
    const bound = delta + 3 * Math.sqrt((delta * (1 - delta)) / RUNS);
    expect(share((own) => ({ weight: AUDIT_RATE / own }))).toBeLessThanOrEqual(bound);
  });

  it('would break it without the weights: the simulation can tell', () => {
    expect(share(() => ({ weight: 1 }))).toBeGreaterThan(0.5);
  });
});
