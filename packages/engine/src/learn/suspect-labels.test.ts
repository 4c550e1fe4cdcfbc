import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { SuspectLabels } from './suspect-labels.ts';

const shares = (...given: readonly (readonly [string, number])[]) =>
  given.map(([resolution_id, probability]) => ({ resolution_id, probability }));

/** A hundred labels: half got a share of .9, half one of .5. */
function trained(): SuspectLabels {
  const labels = new SuspectLabels();
  for (let i = 0; i < 100; i++) labels.add(shares(['a', i % 2 === 0 ? 0.9 : 0.5], ['b', 0.1]), 'a');
  return labels;
}

describe('SuspectLabels', () => {
  it('asks again where another one got at least the mean share of labels so far', () => {
    const labels = trained();
    expect(labels.isSuspect(shares(['a', 0.71], ['b', 0.29]), 'b')).toBe(true);
    expect(labels.isSuspect(shares(['a', 0.71], ['b', 0.29]), 'unheard-of')).toBe(true);
    expect(labels.isSuspect(shares(['a', 0.69], ['b', 0.31]), 'b')).toBe(false);
    expect(labels.isSuspect(shares(['a', 0.99]), 'a')).toBe(false);
    expect(labels.isSuspect([], 'a')).toBe(false);
  });

  it('suspects nothing before it has seen a hundred labels', () => {
    const labels = new SuspectLabels();
    for (let i = 0; i < 99; i++) labels.add(shares(['a', 0.5]), 'a');
    expect(labels.isSuspect(shares(['a', 1]), 'b')).toBe(false);
    labels.add(shares(['a', 0.5]), 'a');
    expect(labels.isSuspect(shares(['a', 1]), 'b')).toBe(true);
  });

  it('finds a label implausible of which the memory has next to nothing, once it has seen a hundred', () => {
    const labels = trained();
    const known = (said: string) => ({ said, taught: 5 });
    expect(labels.isImplausible(shares(['a', 0.5], ['b', 0.004]), known('b'))).toBe(true);
    expect(labels.isImplausible(shares(['a', 0.5]), known('unheard-of'))).toBe(true);
    expect(labels.isImplausible(shares(['a', 0.5], ['b', 0.006]), known('b'))).toBe(false);
    expect(labels.isImplausible(shares(['a', 0.5]), known('a'))).toBe(false);
    expect(labels.isImplausible(shares(['a', 0.2], ['c', 0.2]), known('b'))).toBe(true);
    expect(labels.isImplausible(shares(['a', 0.19], ['c', 0.19]), known('b'))).toBe(false);
    expect(labels.isImplausible([], known('a'))).toBe(false);
    expect(new SuspectLabels({ sum: 50, count: 99 }).isImplausible(shares(['a', 1]), known('b'))).toBe(false);
  });

  it('doubts a young resolution only where the memory is sure of another, and a new one never', () => {
    const labels = trained();
    const young = { said: 'b', taught: 4 };
    expect(labels.isImplausible(shares(['a', 0.5]), young)).toBe(true);
    expect(labels.isImplausible(shares(['a', 0.49], ['c', 0.3]), young)).toBe(false);
    expect(labels.isImplausible(shares(['a', 1]), { said: 'b', taught: 0 })).toBe(false);
  });

  it('lowers its threshold where labels are noisy', () => {
    const labels = trained();
    for (let i = 0; i < 100; i++) labels.add(shares(['a', 0.9]), 'unheard-of');
    expect(labels.isSuspect(shares(['a', 0.36]), 'b')).toBe(true);
    expect(labels.isSuspect(shares(['a', 0.34]), 'b')).toBe(false);
  });

  it('finds most of the wrong labels of a good memory, and few others', () => {
    const random = new SeededRandom('suspects');
    const labels = new SuspectLabels();
    const counts = { wrong: 0, found: 0, right: 0, disturbed: 0 };
    for (let i = 0; i < 4_000; i++) {
      const truth = `r${random.integer(20)}`;
      const share = 0.3 + 0.7 * random.next();
      const top = random.next() < 0.3 + 0.7 * share ? truth : `r${random.integer(20)}`;
      const said = random.next() < 0.1 ? `r${random.integer(20)}` : truth;
      const candidates = shares([top, share], [truth === top ? 'other' : truth, 1 - share]);
      const suspect = labels.isSuspect(candidates, said);
      labels.add(candidates, suspect ? truth : said);
      const kind = said === truth ? (['right', 'disturbed'] as const) : (['wrong', 'found'] as const);
      counts[kind[0]] += 1;
      if (suspect) counts[kind[1]] += 1;
    }
    expect(counts.found / counts.wrong).toBeGreaterThan(0.5);
    expect(counts.disturbed / counts.right).toBeLessThan(0.1);
  });
});
