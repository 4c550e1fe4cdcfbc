import { describe, expect, it } from 'vitest';
import { foldWords } from './fold-words.ts';
import { HARMLESS_EXAMPLES } from './harmless-examples.ts';
import { findHighStakes, stakesRules } from './high-stakes.ts';
import { likelyClass, StakesClassifier, trainedOn } from './stakes-classifier.ts';
import { STAKES_EXAMPLES } from './stakes-examples.ts';

const FOLDS = 5;
const split = (texts: readonly string[], fold: number) => ({
  learned: texts.filter((_, index) => index % FOLDS !== fold),
  held: texts.filter((_, index) => index % FOLDS === fold),
});

describe('the classifier', () => {
  it('hears on examples that it has not seen what no phrase tells, and leaves harmless ones alone', () => {
    const counts = { heard: 0, byPhrase: 0, either: 0, stakes: 0, alarms: 0, harmless: 0 };
    const rules = stakesRules([]);
    for (let fold = 0; fold < FOLDS; fold++) {
      const examples = Object.fromEntries(
        Object.entries(STAKES_EXAMPLES).map(([name, texts]) => [name, split(texts, fold).learned]),
      ) as unknown as typeof STAKES_EXAMPLES;
      const harmless = split(HARMLESS_EXAMPLES, fold);
      const classifier = trainedOn(examples, harmless.learned);
      const hears = (text: string) => likelyClass(foldWords(text), { classifier }) !== null;
      for (const texts of Object.values(STAKES_EXAMPLES)) {
        for (const text of split(texts, fold).held) {
          const found = findHighStakes({ text, context: [], account: null }, rules);
          const byPhrase = found.some(({ phrase }) => phrase !== null);
          counts.stakes += 1;
          counts.heard += hears(text) ? 1 : 0;
          counts.byPhrase += byPhrase ? 1 : 0;
          counts.either += byPhrase || hears(text) ? 1 : 0;
        }
      }
      counts.harmless += harmless.held.length;
      counts.alarms += harmless.held.filter(hears).length;
    }
    expect(counts.stakes).toBeGreaterThanOrEqual(7 * 25);
    expect(counts.harmless).toBeGreaterThanOrEqual(150);
    expect(counts.heard / counts.stakes).toBeGreaterThan(0.28);
    expect((counts.either - counts.byPhrase) / counts.stakes).toBeGreaterThan(0.2);
    expect(counts.alarms / counts.harmless).toBeLessThan(0.06);
  });

  it('takes back what it learned, in any order, to the last digit', () => {
    const texts = HARMLESS_EXAMPLES.slice(0, 20).map(foldWords);
    const asked = foldWords('Where is my money? I want the parcel');
    const known = () => {
      const classifier = new StakesClassifier();
      classifier.learnOne(foldWords('I want my money back'), 'money-out');
      classifier.learnOne(foldWords('Where is my parcel?'), 'harmless');
      return classifier;
    };
    const changed = known();
    for (const text of texts) changed.learnOne(text, 'security');
    expect(changed.predictOne(asked)).not.toEqual(known().predictOne(asked));
    for (const text of texts.toReversed()) changed.forgetOne(text, 'security');
    expect(changed.predictOne(asked)).toEqual(known().predictOne(asked));
  });

  it('goes by what it was told: a label moves the odds its way', () => {
    const classifier = trainedOn(STAKES_EXAMPLES, HARMLESS_EXAMPLES);
    const text = foldWords('The parrot plays chess with a stranger');
    const odds = () => classifier.predictOne(text).find((each) => each.class === 'security')?.log_odds ?? 0;
    const before = odds();
    classifier.learnOne(text, 'security');
    const after = odds();
    expect(after).toBeGreaterThan(before);
    classifier.learnOne(text, 'harmless');
    expect(odds()).toBeLessThan(after);
  });

  it('knows nothing where it was told nothing', () => {
    expect(new StakesClassifier().predictOne(foldWords('anything'))).toEqual([]);
    expect(likelyClass([])).toBeNull();
  });
});
