/**
 * What a machine must not decide alone, as one table: the class, what it is called, what happens, and the phrases that
 * tell it. A lead changes rows; a row that nobody changed follows what is built in.
 *
 * Recognised by phrases (a lead's or built in) or by the classifier, which only ever adds. Cost O(text).
 * Limits: seven languages; phrases know no context, so they err towards a person.
 *
 * @example findHighStakes({ text: 'My lawyer will call you', context: [], account: null }, stakesRules([]))[0].class // 'legal'
 */
import type { Question, StakesClass, StakesRule } from '../domain.ts';
import { BUILT_IN_PHRASES } from './built-in-phrases.ts';
import { foldWords } from './fold-words.ts';
import { findPhrase, indexWords, readPhrases } from './phrases.ts';
import { likelyClass } from './stakes-classifier.ts';
import type { ToldStakes } from './told-stakes.ts';

interface ClassRow {
  readonly class: StakesClass;
  /** As in “This may be about …”. */
  readonly about: string;
  readonly handling: StakesRule['handling'];
}

/** The most urgent first: that is the order in which a person hears of them. */
const CLASSES: readonly ClassRow[] = [
  { class: 'self-harm', about: 'harm to themselves', handling: 'human' },
  { class: 'threat', about: 'a threat', handling: 'human' },
  { class: 'health', about: 'somebody’s health', handling: 'human' },
  { class: 'legal', about: 'a legal matter', handling: 'human' },
  { class: 'security', about: 'security or fraud', handling: 'draft' },
  { class: 'money-out', about: 'money to be paid back', handling: 'draft' },
  { class: 'cancellation', about: 'a cancellation', handling: 'draft' },
  { class: 'vip', about: 'a customer whom people look after', handling: 'draft' },
];

const BUILT_IN: readonly StakesRule[] = CLASSES.map((row) => ({
  class: row.class,
  on: true,
  handling: row.handling,
  phrases: BUILT_IN_PHRASES[row.class],
}));

/** All rows: as changed, else as built in. */
export function stakesRules(changed: readonly StakesRule[]): readonly StakesRule[] {
  return BUILT_IN.map((rule) => changed.find((own) => own.class === rule.class) ?? rule);
}

/** The rows that say something else than what is built in. */
export function changedRules(rules: readonly StakesRule[]): readonly StakesRule[] {
  return rules.filter((rule) => !BUILT_IN.some((own) => saysTheSame(own, rule)));
}

export interface HighStakes {
  readonly class: StakesClass;
  readonly about: string;
  readonly handling: StakesRule['handling'];
  /** The phrase that was found; null where the classifier alone says so. */
  readonly phrase: string | null;
}

/** What of a question the rules look at. */
export type Looked = Pick<Question, 'text' | 'context' | 'account'>;

/** `told`: what the team said of other questions. */
export function findHighStakes(
  question: Looked,
  rules: readonly StakesRule[],
  told?: ToldStakes,
): readonly HighStakes[] {
  const words = foldWords(question.text);
  const around = [...question.context, ...(question.account === null ? [] : [`account:${question.account}`])];
  const tokens = around.map((token) => indexWords(foldWords(token)));
  const text = indexWords(words);
  const guessed = likelyClass(words, told && { told });
  return CLASSES.flatMap(({ class: name, about }): HighStakes[] => {
    const rule = rules.find((each) => each.class === name);
    if (!rule?.on) return [];
    const phrases = readPhrases(rule.phrases);
    const phrase =
      name === 'vip'
        ? tokens.reduce<string | null>((found, token) => found ?? findPhrase(token, phrases), null)
        : findPhrase(text, phrases);
    return phrase !== null || guessed === name
      ? [{ class: name, about, handling: rule.handling, phrase }]
      : [];
  });
}

function saysTheSame(a: StakesRule, b: StakesRule): boolean {
  const same = a.class === b.class && a.on === b.on && a.handling === b.handling;
  return same && a.phrases.join('\n') === b.phrases.join('\n');
}
