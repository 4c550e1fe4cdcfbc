import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StakesClass, StakesLabel } from '../domain.ts';
import { foldWords } from './fold-words.ts';
import { HARMLESS_EXAMPLES } from './harmless-examples.ts';
import { findHighStakes, stakesRules } from './high-stakes.ts';
import { likelyClass, trainedOn } from './stakes-classifier.ts';
import { STAKES_EXAMPLES, type WrittenClass } from './stakes-examples.ts';
import { ToldStakes } from './told-stakes.ts';

const classifier = trainedOn(STAKES_EXAMPLES, HARMLESS_EXAMPLES);
const said = (text: string, name: StakesClass | null, question_id = text): StakesLabel => {
  return { question_id, text, class: name, at_ms: 0 };
};
const odds = (text: string, labels: readonly StakesLabel[]) =>
  new Map(
    classifier
      .predictOne(foldWords(text), new ToldStakes(labels))
      .map((each) => [each.class, each.log_odds] as const),
  );

/** Words that the examples know, and some that they do not. */
const WORDS = [...Object.values(STAKES_EXAMPLES).flat(), ...HARMLESS_EXAMPLES]
  .flatMap((text) => text.split(/\s+/))
  .slice(0, 400)
  .concat('zebra', 'quagga', 'unicorn');
/** Of one piece each. */
const PIECES = WORDS.filter((word) => foldWords(word).length === 1);
const textOf = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map((w) => w.join(' '));
const className = fc.constantFrom<WrittenClass>('legal', 'health', 'money-out', 'security');
const labelOf = fc.tuple(textOf, fc.option(className, { nil: null })).map(([text, name]) => said(text, name));

describe('what the team said of questions', () => {
  it('“of none” raises nothing of any text', () => {
    fc.assert(
      fc.property(fc.array(labelOf, { maxLength: 6 }), textOf, textOf, (labels, text, asked) => {
        const before = odds(asked, labels);
        const after = odds(asked, [...labels, said(text, null, 'new')]);
        for (const [name, value] of after) expect(value).toBeLessThanOrEqual((before.get(name) ?? 0) + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('“of none” takes from a word what speaks for a class, and never makes it speak against one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 100 }), (word, times) => {
        const none = Array.from({ length: times }, (_, i) => said(`${word} unicorn`, null, `q${i}`));
        const before = odds(word, []);
        for (const [name, value] of odds(word, none))
          expect(value).toBeGreaterThanOrEqual(Math.min(0, before.get(name) ?? 0) - 1e-9);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a class gains by its own labels, and no other moves', () => {
    fc.assert(
      fc.property(fc.array(labelOf, { maxLength: 6 }), textOf, className, (labels, text, name) => {
        const before = odds(text, labels);
        const after = odds(text, [...labels, said(text, name, 'new')]);
        const gain = (after.get(name) ?? 0) - (before.get(name) ?? 0);
        expect(gain).toBeGreaterThanOrEqual(-1e-9);
        for (const all of [before, after]) all.delete(name);
        expect(after).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it('comes to the same one by one as all at once: a later word in place of an earlier one, the newest 2,000', () => {
    const many = Array.from({ length: 2_001 }, (_, i) =>
      said(i < 2 ? `word${i}` : 'zebra', 'legal', `q${i}`),
    );
    const anew = said('quagga', 'legal', 'q1');
    const oneByOne = new ToldStakes(many.slice(0, 1_990));
    for (const label of [...many.slice(1_990), anew]) oneByOne.learnOne(label);
    const atOnce = new ToldStakes([...many, anew]);
    for (const told of [oneByOne, atOnce]) {
      const weights = ['word0', 'word1', 'quagga', 'zebra'].map((piece) => told.weightOf(piece, 'legal') / 3);
      expect(weights).toEqual([0, 0, 1, 1_999]);
    }
  });

  it('leaves texts alone that share no word with it', () => {
    const labels = [said('zebra quagga', 'legal'), said('unicorn gallops', null)];
    for (const text of HARMLESS_EXAMPLES.slice(0, 50)) expect(odds(text, labels)).toEqual(odds(text, []));
  });

  it('never silences a phrase', () => {
    const text = 'My lawyer will call you';
    const labels = Array.from({ length: 100 }, (_, i) => said(text, null, `q${i}`));
    const found = findHighStakes(
      { text, context: [], account: null },
      stakesRules([]),
      new ToldStakes(labels),
    );
    expect(found).toMatchObject([{ class: 'legal', phrase: 'lawyer*' }]);
  });

  it('goes by the newest word about a question, and exactly', () => {
    const first = said('my horse fell on the stairs', 'health', 'q');
    const second = { ...first, class: null };
    expect(odds(first.text, [first, second])).toEqual(odds(first.text, [second]));
    expect(odds(first.text, [second, first])).toEqual(odds(first.text, [first]));
  });

  it('hears what it was told; where it was told of false alarms, it hears nearly all that it heard before', () => {
    const counts = { missed: 0, told: 0, alarms: 0, silenced: 0, heard: 0, heardStill: 0 };
    const held = (fold: number) => (_: unknown, index: number) => index % 5 === fold;
    const rest = (fold: number) => (_: unknown, index: number) => index % 5 !== fold;
    for (let fold = 0; fold < 5; fold++) {
      const learned = Object.fromEntries(
        Object.entries(STAKES_EXAMPLES).map(([name, texts]) => [name, texts.filter(rest(fold))]),
      ) as unknown as typeof STAKES_EXAMPLES;
      const own = trainedOn(learned, HARMLESS_EXAMPLES.filter(rest(fold)));
      const hears = (text: string, ...labels: readonly StakesLabel[]) =>
        likelyClass(foldWords(text), { classifier: own, told: new ToldStakes(labels) }) !== null;
      const alarms = HARMLESS_EXAMPLES.filter(held(fold)).filter((text) => hears(text));
      const ofNone = alarms.map((text) => said(text, null));
      counts.alarms += alarms.length;
      counts.silenced += alarms.filter((text) => !hears(text, said(text, null))).length;
      for (const [name, texts] of Object.entries(STAKES_EXAMPLES))
        for (const text of texts.filter(held(fold))) {
          if (hears(text)) {
            counts.heard += 1;
            counts.heardStill += hears(text, ...ofNone) ? 1 : 0;
          } else {
            counts.missed += 1;
            counts.told += hears(text, said(text, name as WrittenClass)) ? 1 : 0;
          }
        }
    }
    expect(counts.told / counts.missed).toBeGreaterThan(0.9);
    expect(counts.silenced / counts.alarms).toBeGreaterThan(0.5);
    expect(counts.heardStill / counts.heard).toBeGreaterThan(0.9);
  });
});
