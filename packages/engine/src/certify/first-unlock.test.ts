import { describe, expect, it } from 'vitest';
import type { ShadowLabel } from '../domain.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { THRESHOLDS } from './cell-evidence.ts';
import { certifyFirstUnlock, isLookDue, type RescoredLabel, type UnlockRequest } from './first-unlock.ts';

const SETTINGS = { max_error: 0.05, delta: 0.1 };

type Change = Partial<ShadowLabel> & { readonly score?: number };

/** Scores are what counts: the confidence as issued is left at 0. */
function rescored(...groups: readonly (readonly [number, Change])[]): RescoredLabel[] {
  return groups
    .flatMap(([count, change]) => Array.from({ length: count }, () => change))
    .map(({ score = 0.96, ...change }, index) => ({
      seq: index + 1,
      score,
      label: {
        decision_id: `d${index}`,
        question_id: `q${index}`,
        resolution_id: 'r',
        confidence: 0,
        stakes: 'read-only',
        evidence: 'many',
        confidence_features: [],
        correct: true,
        propensity: 1,
        least_propensity: 1,
        at_ms: 1000 * (index + 1),
        ...change,
      },
    }));
}

function certify(labels: readonly RescoredLabel[], change: Partial<typeof SETTINGS> = {}, fresh = -1) {
  const request = {
    labels,
    settings: { ...SETTINGS, ...change },
    seq: 999,
    labelled: labels.length,
    fresh_since: { 'read-only': fresh },
    before: [],
  };
  return Object.fromEntries(certifyFirstUnlock(request).map((unlock) => [unlock.cell, unlock]));
}

describe('the first unlock', () => {
  it('is made for each level of stakes on its own labels, and never for money and security', () => {
    const cells = certify(
      rescored(
        [300, {}],
        [300, { stakes: 'account-changing', correct: false }],
        [300, { stakes: 'money-security' }],
      ),
    );
    expect(Object.keys(cells)).toEqual(['read-only', 'account-changing']);
    const { threshold, ...found } = cells['read-only'];
    expect(threshold).toBeGreaterThan(0.95);
    expect(threshold).toBeLessThanOrEqual(0.96);
    expect(found).toEqual({
      cell: 'read-only',
      alpha: 0.05,
      delta: 0.1,
      labelled: 300,
      wrong: 0,
      audited: 0,
      coverage: 1,
      needed: 0,
      held_back: [],
      own_thresholds: {},
      since_seq: 999,
      since_at_ms: 300_000,
      looked_at: 900,
    });
    expect(cells['account-changing']).toMatchObject({ threshold: null, since_seq: 999 });
    expect(cells['account-changing'].needed).toBeGreaterThan(0);
  });

  it('says without labels what it takes; where all scores are one, the starts add up', () => {
    const { needed, since_at_ms } = certify([])['read-only'];
    expect(since_at_ms).toBe(0);
    // Three quarters of .5 of delta: .95^65 <= .0375 < .95^64. At one and the same start: .95^59 <= .05 < .95^58.
    expect(needed).toBe(65);
    expect(certify(rescored([58, {}]))['read-only'].threshold).toBeNull();
    expect(certify(rescored([59, {}]))['read-only'].threshold).toBe(0.96);
  });

  it('is looked at again once labels have grown by 15 %, after a lock, and for another promise', () => {
    const first = rescored([100, {}]);
    const ask = (given: Partial<UnlockRequest>) =>
      certifyFirstUnlock({
        labels: first,
        labelled: 100,
        settings: SETTINGS,
        seq: 200,
        fresh_since: {},
        before: [],
        ...given,
      });
    const before = ask({});
    const later = { labels: rescored([114, { score: 0.7 }]), seq: 300, before };
    expect(ask({ ...later, labelled: 114 })[0]).toBe(before[0]);
    expect(ask({ ...later, labelled: 115 })[0]).toMatchObject({ threshold: 0.7, since_seq: 300 });
    expect(ask({ ...later, fresh_since: { 'read-only': 200 } })[0].threshold).toBeNull();
    expect(ask({ ...later, fresh_since: { 'read-only': 199 } })[0]).toBe(before[0]);
    expect(ask({ ...later, settings: { ...SETTINGS, max_error: 0.1 } })[0].alpha).toBe(0.1);
    expect(ask({ ...later, settings: { ...SETTINGS, delta: 0.2 } })[0].delta).toBe(0.2);
    // A look that finds nothing takes nothing back; the next one waits as long as after any other.
    const doubtful = { labels: rescored([200, { correct: false }]), seq: 300, before };
    const [kept] = ask({ ...doubtful, labelled: 200 });
    expect(kept).toEqual({ ...before[0], looked_at: 200 });
    // Nor does one that certifies a higher threshold only, while the old one looks no worse than alpha.
    const higher = (wrong: number) => {
      const low: [number, Change][] = [
        [30 - wrong, {}],
        [wrong, { correct: false }],
      ];
      const labels = rescored([200, { score: 0.99 }], ...low);
      return ask({ labels, labelled: 230, seq: 300, before })[0];
    };
    expect(higher(11)).toEqual({ ...before[0], looked_at: 230 });
    expect(higher(12)).toMatchObject({ threshold: 0.99, since_seq: 300 });
    // One that certifies the same threshold speaks of fresh labels.
    expect(ask({ labels: rescored([230, {}]), labelled: 230, seq: 300, before })[0].since_seq).toBe(300);
    expect(ask({ ...later, labelled: 229, before: [kept] })[0]).toBe(kept);
    // So it is while nothing is unlocked: impatience would cost the promise.
    const closed = ask({ labels: [] });
    expect(ask({ labelled: 114, before: closed })[0].threshold).toBeNull();
    expect(ask({ labelled: 115, before: closed })[0].threshold).toBe(0.96);
  });

  it('looks at the latest labels on their own, once there are 400', () => {
    const old: Change = { score: 0.97, correct: false };
    // The last 70 %: of 400 labels 280, of 399 none on their own.
    expect(certify(rescored([120, old], [280, {}]))['read-only']).toMatchObject({
      labelled: 280,
      coverage: 1,
    });
    expect(certify(rescored([119, old], [280, {}]))['read-only'].threshold).toBeNull();
    // Each of the two with half of the level, all at one start: .95^81 <= .025 sqrt(200 / 500) < .95^80.
    const bad: Change = { score: 0.2, correct: false };
    const good = (count: number) => certify(rescored([500 - count, bad], [count, {}]))['read-only'].threshold;
    expect([good(80), good(81)]).toEqual([null, 0.96]);
    // 2,000 at most.
    expect(certify(rescored([2000, old], [2000, {}]))['read-only']).toMatchObject({
      labelled: 2000,
      wrong: 0,
    });
    expect(certify(rescored([2100, old], [1900, {}]))['read-only'].threshold).toBeNull();
  });

  it('spends less the more labels there are: as much up to 200, then with the square root', () => {
    const right = (labelled: number) => {
      const unlocks = (count: number) =>
        certifyFirstUnlock({
          labels: rescored([count, {}]),
          labelled,
          settings: SETTINGS,
          seq: 999,
          fresh_since: {},
          before: [],
        })[0].threshold !== null;
      return Array.from({ length: 200 }, (_, count) => count).find(unlocks);
    };
    // .95^59 <= .05, .95^72 <= .025, .95^99 <= .00625.
    expect([150, 200, 800, 12_800].map(right)).toEqual([59, 59, 72, 99]);
  });

  it('takes the lower threshold of the two, and that of all labels where they agree', () => {
    const lately = rescored(
      [300, { score: 0.9, correct: false }],
      [300, { score: 0.98 }],
      [500, { score: 0.97 }],
    );
    expect(certify(lately)['read-only'].threshold).toBe(0.97);
    expect(certify(rescored([1000, {}]))['read-only'].labelled).toBe(1000);
  });

  it('tells beforehand whether a refit would look', () => {
    const labels = rescored([300, {}], [300, { stakes: 'account-changing' }]);
    const asked = { labelled: 600, settings: SETTINGS, fresh_since: {}, before: [] };
    const before = certifyFirstUnlock({ ...asked, labels, seq: 999 });
    const due = (change: Partial<Omit<UnlockRequest, 'labels' | 'seq'>>) =>
      isLookDue({ ...asked, before, ...change });
    expect([600, 689, 691].map((labelled) => due({ labelled }))).toEqual([false, false, true]);
    expect(due({ before: [] })).toBe(true);
    expect(due({ before: before.slice(0, 1) })).toBe(true);
    expect(due({ settings: { ...SETTINGS, max_error: 0.04 } })).toBe(true);
    expect(due({ settings: { ...SETTINGS, delta: 0.05 } })).toBe(true);
    expect(due({ fresh_since: { 'account-changing': 999 } })).toBe(true);
    expect(due({ fresh_since: { 'account-changing': 998 } })).toBe(false);
  });

  it('weighs labels by least / own propensity, and counts those that were audited', () => {
    const audited = { propensity: 0.2, least_propensity: 0.2 };
    const certain = { propensity: 1, least_propensity: 0.2, score: 0.3, correct: false };
    const cell = certify(rescored([300, audited], [300, certain]))['read-only'];
    expect(cell).toMatchObject({ labelled: 300, audited: 300 });
    expect(cell.coverage).toBeCloseTo(300 / 360, 12);
  });

  it.each(['one', 'few', 'some', 'many'] as const)('may hold back any level: %s', (evidence) => {
    const other = evidence === 'many' ? 'some' : 'many';
    const bad: Change = { evidence, correct: false };
    const cell = certify(rescored([600, { evidence: other }], [4, { evidence }], [4, bad]))['read-only'];
    expect(cell.held_back).toEqual([evidence]);
  });

  it('after a lock counts fresh labels only', () => {
    const labels = rescored([300, {}]);
    expect(certify(labels, {}, 150)['read-only']).toMatchObject({ labelled: 150 });
    expect(certify(labels, {}, 150)['read-only'].threshold).not.toBeNull();
    expect(certify(labels, {}, 250)['read-only']).toMatchObject({ threshold: null, labelled: 50 });
    expect(certify(labels, {}, 0)['read-only']).toMatchObject({ labelled: 300 });
    const everything = certifyFirstUnlock({
      labels,
      labelled: 300,
      settings: SETTINGS,
      seq: 999,
      fresh_since: {},
      before: [],
    });
    expect(everything[0].labelled).toBe(300);
  });

  it('holds back a level whose own labels above the threshold say worse, and no other', () => {
    const half = (level: 'one' | 'few'): [number, Change][] => [
      [4, { evidence: level }],
      [4, { evidence: level, correct: false }],
    ];
    const cell = certify(rescored([600, {}], ...half('one'), [20, { evidence: 'few' }]))['read-only'];
    expect(cell.threshold).not.toBeNull();
    expect(cell.held_back).toEqual(['one']);
    // What lies below the threshold holds nothing back, nor does a single mistake among thirty.
    const low = rescored([600, {}], [40, { evidence: 'one', correct: false, score: 0.2 }]);
    expect(certify(low)['read-only'].held_back).toEqual([]);
    const single = rescored([600, {}], [30, { evidence: 'some' }], [1, { evidence: 'some', correct: false }]);
    expect(certify(single)['read-only'].held_back).toEqual([]);
    expect(certify(rescored([10, { correct: false }]))['read-only'].held_back).toEqual([]);
  });

  it('counts a label at the threshold itself when it holds back', () => {
    const score = THRESHOLDS[40];
    const half = (correct: boolean): [number, Change] => [4, { evidence: 'one', score, correct }];
    const cell = certify(rescored([600, { score }], half(true), half(false)))['read-only'];
    expect(cell).toMatchObject({ threshold: score, held_back: ['one'] });
  });

  it('gives a level that it holds back a threshold of its own, by what the level does lately', () => {
    const few = (score: number, correct: boolean, count: number): [number, Change] => [
      count,
      { evidence: 'few', score, correct },
    ];
    const labels = [few(0.99, true, 25), few(0.98, false, 4)] as const;
    const cell = certify(rescored([400, { score: 0.98 }], ...labels))['read-only'];
    expect(cell).toMatchObject({ held_back: ['few'], own_thresholds: { few: 0.99 } });
    // Of 429 labels the latest 300 count: the mistakes are older.
    const later = certify(rescored(few(0.98, false, 4), [400, { score: 0.98 }], few(0.99, true, 25)))[
      'read-only'
    ];
    expect(later).toMatchObject({ held_back: [], own_thresholds: {} });
  });

  it('never has a lower threshold for a stricter promise', () => {
    const random = new SeededRandom('stricter');
    let certified = 0;
    for (let round = 0; round < 40; round++) {
      const labels = rescored(
        ...Array.from({ length: 500 }, (): [number, Change] => {
          const score = random.next();
          return [
            1,
            { score: 0.75 + 0.25 * score ** 0.5, correct: random.next() < 0.75 + 0.25 * score ** 0.5 },
          ];
        }),
      );
      const at = (change: Partial<typeof SETTINGS>) => certify(labels, change)['read-only'].threshold ?? 2;
      expect(at({ max_error: 0.1, delta: 0.01 })).toBeGreaterThanOrEqual(at({ max_error: 0.1 }));
      certified += at({ max_error: 0.1 }) < 2 ? 1 : 0;
    }
    expect(certified).toBeGreaterThan(10);
  });
});
