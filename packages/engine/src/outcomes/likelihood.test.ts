import { describe, expect, it } from 'vitest';
import { arrivedBy, fitDelays } from './delay-curve.ts';
import { fitOutcomes, type Likelihood, type OutcomeModel, probabilityCorrect } from './likelihood.ts';
import { type ObservedAnswer, WINDOW_MS } from './observe-answers.ts';
import { CATEGORIES, type Category } from './signals.ts';

let id = 0;
const answer = (conduct: Category | null, given: Partial<ObservedAnswer> = {}): ObservedAnswer => ({
  shown: {
    decision_id: `d${(id += 1)}`,
    resolution_id: 'r',
    stakes: 'read-only',
    action: 'answer',
    confidence: 0.9,
    propensity: 1,
    audited: false,
    at_ms: 0,
  },
  verdict: null,
  seen: { conduct, rating: null },
  age_ms: WINDOW_MS,
  heard_after_ms: null,
  ...given,
});

const audited = (conduct: Category | null, correct: boolean, count: number, propensity = 0.2) =>
  Array.from({ length: count }, () => answer(conduct, { verdict: { correct, propensity } }));

/** [category, after right answers, after wrong ones] */
const SEEN: readonly (readonly [Category | null, number, number])[] = [
  ['asked-for-human', 2, 6],
  ['reopened', 1, 4],
  ['came-again', 8, 1],
  ['confirmed', 50, 5],
  [null, 29, 4],
];
const history = SEEN.flatMap(([category, right, wrong]) => [
  ...audited(category, true, right),
  ...audited(category, false, wrong),
]);

describe('the tables', () => {
  // Made with Python fractions from the definition, by code that shares nothing with this one.
  it.each([
    ['asked-for-human', 0.040277, 0.240572],
    ['reopened', 0.027347, 0.142303],
    ['denied', 0.001024, 0.002722],
    ['came-again', 0.076734, 0.110332],
    ['confirmed', 0.539288, 0.277052],
    ['thanked', 0.001384, 0.000898],
    ['silent', 0.312922, 0.223399],
  ] as const)('%s after right answers %d, after wrong ones %d', (category, right, wrong) => {
    const row = fitOutcomes(history).tables['read-only'][category];
    expect(row.right).toBeCloseTo(right, 6);
    expect(row.wrong).toBeCloseTo(wrong, 6);
  });

  it('take stakes that nobody audited for what all others are', () => {
    const row = fitOutcomes(history).tables['money-security'];
    expect(row.reopened.right).toBeCloseTo(0.034345, 6);
    expect(row.confirmed.wrong).toBeCloseTo(0.269261, 6);
  });

  it('are distributions over each channel', () => {
    const { tables } = fitOutcomes(history);
    for (const table of Object.values(tables)) {
      for (const side of ['right', 'wrong'] as const) {
        const total = CATEGORIES.reduce((sum, each) => sum + table[each][side], 0);
        expect(total).toBeCloseTo(3, 9);
      }
    }
  });

  it('count an audit by the inverse of its probability', () => {
    const few = [...audited('confirmed', true, 40, 0.2), ...audited('reopened', false, 10, 0.2)];
    const weighted = [...audited('confirmed', true, 40, 0.2), ...audited('reopened', false, 5, 0.1)];
    const share = (of: readonly ObservedAnswer[]) => fitOutcomes(of).tables['read-only'].reopened.wrong;
    // The same shares; a little less is known, since there are fewer of them.
    expect(share(weighted)).toBeCloseTo(share(few), 1);
    expect(share([...audited('confirmed', true, 40), ...audited('reopened', false, 5)])).toBeLessThan(
      share(weighted),
    );
  });

  it('read nothing into answers that nobody audited, nor into audits of young ones', () => {
    const unaudited = Array.from({ length: 50 }, () => answer('reopened'));
    const young = audited('reopened', false, 50).map((each) => ({ ...each, age_ms: WINDOW_MS / 2 }));
    expect(fitOutcomes([...history, ...unaudited, ...young]).tables).toEqual(fitOutcomes(history).tables);
  });
});

describe('P(correct)', () => {
  it('is the prior times the likelihood ratio', () => {
    const model = fitOutcomes(history);
    // From the same fractions; nobody ever rated, so the ratio of that is 1 but for the shrinkage.
    expect(probabilityCorrect(model, answer('reopened'), 0.9)).toBeCloseTo(0.63364, 4);
  });

  it('is the prior where nothing was audited', () => {
    const model = fitOutcomes([]);
    for (const category of ['reopened', 'confirmed', null] as const)
      expect(probabilityCorrect(model, answer(category), 0.9)).toBeCloseTo(0.9, 12);
  });

  it('does not take what nobody has seen yet for a bad sign, few as the wrong ones are', () => {
    const model = fitOutcomes([...audited('confirmed', true, 95), ...audited('reopened', false, 5)]);
    const rated = answer('confirmed', { seen: { conduct: null, rating: 'rated-high' } });
    const unrated = answer('confirmed', { seen: { conduct: null, rating: null } });
    const difference = probabilityCorrect(model, rated, 0.9) - probabilityCorrect(model, unrated, 0.9);
    expect(Math.abs(difference)).toBeLessThan(0.02);
  });

  it('rises with good news and falls with bad', () => {
    const model = fitOutcomes(history);
    const after = (category: Category | null) => probabilityCorrect(model, answer(category), 0.9);
    expect(after('confirmed')).toBeGreaterThan(0.9);
    expect(after('asked-for-human')).toBeLessThan(after('came-again'));
    expect(after('came-again')).toBeLessThan(0.9);
  });
});

describe('silence before the window has closed', () => {
  const certain = (category: Category): Likelihood =>
    category === 'reopened' ? { right: 0, wrong: 1 } : { right: 1, wrong: 0 };
  const curve = { times_ms: [WINDOW_MS / 4, WINDOW_MS / 2], arrived: [0.4, 0.9], window_ms: WINDOW_MS };
  const table = Object.fromEntries(CATEGORIES.map((each) => [each, { right: 0, wrong: 0 }])) as Record<
    Category,
    Likelihood
  >;
  for (const each of ['reopened', 'silent'] as const) table[each] = certain(each);
  const model: OutcomeModel = {
    audited: 1,
    wrong: 0,
    delays: new Map([['reopened', curve]]),
    tables: { 'read-only': table, 'account-changing': table, 'money-security': table },
  };
  const at = (age_ms: number) => probabilityCorrect(model, answer(null, { age_ms }), 0.8);

  it('is worth what bad news would have come by now: P(ok) / (P(ok) + P(bad) (1 - F))', () => {
    expect(at(0)).toBeCloseTo(0.8, 12);
    expect(at(WINDOW_MS / 3)).toBeCloseTo(0.8 / (0.8 + 0.2 * 0.6), 12);
    expect(at(WINDOW_MS / 2)).toBeCloseTo(0.8 / (0.8 + 0.2 * 0.1), 12);
  });

  it('begins at the prior and ends as silence', () => {
    const heard = (conduct: Category, count: number) =>
      Array.from({ length: count }, (_, i) =>
        answer(conduct, { heard_after_ms: ((i + 1) * WINDOW_MS) / (count + 1) }),
      );
    const fitted = fitOutcomes([...history, ...heard('reopened', 400), ...heard('confirmed', 600)]);
    const after = (age_ms: number) => probabilityCorrect(fitted, answer(null, { age_ms }), 0.9);
    expect(after(0)).toBeCloseTo(0.9, 12);
    // Kinds of news that nobody has heard of the time of come evenly; nobody ever rated, which is worth nothing.
    expect(Math.abs(after(WINDOW_MS - 1) - after(WINDOW_MS))).toBeLessThan(0.002);
  });
});

describe('how late news comes', () => {
  // Kaplan–Meier by its definition in Python fractions, then scaled to the window's end.
  const watched = [
    [1, true],
    [2, false],
    [3, true],
    [3, true],
    [3, false],
    [5, false],
    [6, true],
    [7, false],
    [10, false],
    [10, false],
  ] as const;
  const fit = (answers: readonly (readonly [number, boolean])[]) =>
    fitDelays({
      arrivals: answers.filter(([, bad]) => bad).map(([time]) => time),
      watched: Float64Array.from(answers, ([time]) => time).toSorted(),
      window_ms: 10,
    });

  it.each([
    [0.5, 0],
    [1, 16 / 79],
    [2, 16 / 79],
    [3, 52 / 79],
    [5.9, 52 / 79],
    [6, 1],
    [9, 1],
  ])('by %d: %d', (age, expected) => {
    expect(arrivedBy(fit(watched), age)).toBeCloseTo(expected, 12);
  });

  it('is what an uncensored count says where all were watched to the end', () => {
    const complete = watched.map(([time, bad]) => [bad ? time : 10, bad] as const);
    expect(arrivedBy(fit(complete), 3)).toBeCloseTo(3 / 4, 12);
  });

  it('does not call the book closed where nobody was watched to the end', () => {
    const young = fit(watched.map(([time, bad]) => [time / 2, bad] as const));
    expect(arrivedBy(young, 3)).toBeCloseTo(1 / 2, 12);
    expect(arrivedBy(young, 10)).toBe(1);
  });

  it('keeps at most 1,000 steps, and is off by no more than what lies between two of them', () => {
    const many = fit(Array.from({ length: 20_000 }, (_, i) => [(i + 1) / 2_000, true] as const));
    expect(many.times_ms.length).toBeLessThanOrEqual(1_000);
    for (const age of [0.5, 3.3, 9.9]) expect(Math.abs(arrivedBy(many, age) - age / 10)).toBeLessThan(0.0011);
  });

  it('is even where none has come yet', () => {
    expect(arrivedBy(fit([[4, false]]), 4)).toBeCloseTo(0.4, 12);
    expect(arrivedBy(fit([]), 5)).toBeCloseTo(0.5, 12);
  });
});
