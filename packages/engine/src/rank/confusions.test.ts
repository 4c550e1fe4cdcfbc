import { describe, expect, it } from 'vitest';
import type { Evidence } from '../domain.ts';
import { Confusions, pointedAt } from './confusions.ts';
import { SeededRandom } from '../math/index.ts';
import { FEATURE_NAMES } from './features.ts';
import { rankEvidence } from './rank-evidence.ts';
import { PRIOR_RANKER } from './ranker.ts';

const SILENT: Omit<Evidence, 'resolution_id' | 'lexical_max' | 'context'> = {
  exemplars: 5,
  lexical_vote: 0,
  lexical_top5: 0,
  lexical_mean: 0,
  dense_max: 0,
  dense_vote: 0,
  dense_top5: 0,
  dense_mean: 0,
  lead_max: 0,
  lead_vote: 0,
  title: 0,
  title_lead: 0,
  text: 0,
  adapted: 0,
  head: 0,
  recent: 0,
  nearest_exemplar_id: null,
};
/** `words`: how near its nearest exemplar is. */
const candidate = (resolution_id: string, words: number, context: number): Evidence => {
  return { ...SILENT, resolution_id, lexical_max: words, context };
};
const ranked = (...given: readonly Evidence[]) => rankEvidence(PRIOR_RANKER, given);
const order = (confusions: Confusions, ...given: readonly Evidence[]) =>
  confusions.passOn(ranked(...given), PRIOR_RANKER).map(({ evidence }) => evidence.resolution_id);

const told = (...pairs: readonly (readonly [pointed: string, right: string])[]) =>
  new Confusions(pairs.map(([pointed, resolution_id], seq) => ({ seq, pointed, resolution_id })));
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

/** Words for the one, context for the other. */
const WORDS_AGAINST_CONTEXT = [candidate('a', 1, -1), candidate('b', 0, 1.5)];

describe('words that have led to another answer before', () => {
  const mixed = told(...times(5, ['a', 'a'] as const), ...times(5, ['a', 'b'] as const));

  it('count no more between the two: the context decides', () => {
    expect(order(new Confusions([]), ...WORDS_AGAINST_CONTEXT)).toEqual(['a', 'b']);
    expect(order(mixed, ...WORDS_AGAINST_CONTEXT)).toEqual(['b', 'a']);
  });

  it('count still where the context is silent', () => {
    expect(order(mixed, candidate('a', 1, 0), candidate('b', 0, 0))).toEqual(['a', 'b']);
  });

  it('say nothing for a third one, and nothing the other way round', () => {
    expect(order(mixed, candidate('a', 1, -1), candidate('c', 0, 1.5))).toEqual(['a', 'c']);
    expect(order(mixed, candidate('b', 1, -1), candidate('a', 0, 1.5))).toEqual(['b', 'a']);
  });
});

it('hardly takes one mistake for a habit', () => {
  const once = told(...times(10, ['a', 'a'] as const), ['a', 'b']);
  expect(order(once, ...WORDS_AGAINST_CONTEXT)).toEqual(['a', 'b']);
});

it('keeps the sum of what the words say, and every score where nothing was confused', () => {
  const rows = ranked(candidate('a', 1, 0), candidate('b', 0.5, 0), candidate('c', 0.2, 0));
  const mass = (given: typeof rows) => given.reduce((sum, { score }) => sum + Math.exp(score), 0);
  const passed = told(...times(4, ['a', 'b'] as const), ['b', 'a'], ['b', 'a']).passOn(rows, PRIOR_RANKER);
  expect(mass([...passed])).toBeCloseTo(mass(rows), 9);
  const right = told(...times(4, ['a', 'a'] as const)).passOn(rows, PRIOR_RANKER);
  for (const [i, { score }] of right.entries()) expect(score).toBeCloseTo(rows[i].score, 9);
});

it('passes on between many what counting each pair by hand says', () => {
  const random = new SeededRandom('confusions');
  const ids = Array.from({ length: 40 }, (_, i) => `r${i}`);
  const one = () => ids[random.integer(ids.length)];
  const lessons = Array.from({ length: 3_000 }, (_, seq) => ({ seq, pointed: one(), resolution_id: one() }));
  const rows = ranked(...ids.slice(5).map((id) => candidate(id, random.next(), random.next())));
  const counted = (pointed: string, right?: string) =>
    lessons.filter((each) => each.pointed === pointed && (right ?? each.resolution_id) === each.resolution_id)
      .length;
  const words = rows.map(({ score, features }) => {
    const at = FEATURE_NAMES.indexOf('context');
    return score - PRIOR_RANKER.weights[at] * features[at];
  });
  const [mass, id] = [words.map(Math.exp), (i: number) => rows[i].evidence.resolution_id];
  const share = (from: number, to: number) => (counted(id(from), id(to)) - 0.6) / (counted(id(from)) + 2);
  const expected = new Map(
    rows.map(({ score }, to) => {
      const rivals = [...rows.keys()].filter((i) => i !== to);
      const from = (i: number) => (counted(id(i), id(to)) > 0 ? mass[i] * share(i, to) : 0);
      const away = (i: number) => (counted(id(to), id(i)) > 0 ? mass[to] * share(to, i) : 0);
      const passed = mass[to] + rivals.reduce((sum, i) => sum + from(i) - away(i), 0);
      return [id(to), score - words[to] + Math.log(passed)];
    }),
  );
  for (const { evidence, score } of new Confusions(lessons).passOn(rows, PRIOR_RANKER))
    expect(score).toBeCloseTo(expected.get(evidence.resolution_id) ?? Number.NaN, 9);
});

it('is as if a hidden lesson had never been', () => {
  const lessons = times(6, 0).map((_, seq) => ({ seq, pointed: 'a', resolution_id: seq < 3 ? 'a' : 'b' }));
  const confusions = new Confusions(lessons);
  expect(order(confusions, ...WORDS_AGAINST_CONTEXT)).toEqual(['b', 'a']);
  confusions.hide(lessons, new Set([3, 4, 5]));
  expect(order(confusions, ...WORDS_AGAINST_CONTEXT)).toEqual(['a', 'b']);
});

it('hears what the words point at, whatever the context says', () => {
  expect(pointedAt(ranked(candidate('a', 0.5, 6), candidate('b', 0.6, -6)), PRIOR_RANKER)).toBe('b');
  expect(pointedAt([], PRIOR_RANKER)).toBeNull();
});
