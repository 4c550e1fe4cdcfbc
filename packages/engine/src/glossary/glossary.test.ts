import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GlossaryQuestion, glossaryOf, knownAs, proposeEntries, restate } from './index.ts';

const RESOLUTIONS = ['block', 'order', 'limit', 'refund', 'login', 'invoice', 'trial', 'export', 'sso'].map(
  (id) => ({
    id,
    terms: [id, ...(['block', 'order', 'limit'].includes(id) ? ['card'] : [])],
  }),
);

/** Everyone says "card"; accounts of the second kind say "plastik" instead. */
function desk(given: { readonly jargonAccounts: number; readonly only?: string }): GlossaryQuestion[] {
  const questions: GlossaryQuestion[] = [];
  const ask = (resolution_id: string, account: string, terms: readonly string[]) =>
    questions.push({ id: `q${questions.length}`, resolution_id, account, terms });
  for (const { id, terms } of RESOLUTIONS) {
    for (let i = 0; i < 20; i++) ask(id, `plain${i}`, ['please', ...terms, 'today']);
  }
  for (let i = 0; i < 12; i++) {
    const resolution = given.only ?? ['block', 'order', 'limit'][i % 3];
    ask(resolution, `young${i % given.jargonAccounts}`, ['please', 'plastik', resolution]);
  }
  return questions;
}

describe('proposals', () => {
  test('an invented word is known by the company it keeps', () => {
    const [entry, ...others] = proposeEntries({
      questions: desk({ jargonAccounts: 3 }),
      resolutions: RESOLUTIONS,
    });
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ term: 'plastik', meaning: 'card', accounts: 3, questions: 12 });
    // 192 questions, 72 about cards, 12 with the term, all of them about cards.
    expect(entry.pmi).toBeCloseTo(Math.log(192 / 72) / (1 + 5 / 12), 12);
    expect(entry).toMatchObject({ coverage: 1, said_beside: 0, said_elsewhere: 1 });
    expect(entry.examples).toEqual(['q180', 'q181', 'q182', 'q183', 'q184']);
  });

  test('two accounts are not enough', () => {
    expect(proposeEntries({ questions: desk({ jargonAccounts: 2 }), resolutions: RESOLUTIONS })).toEqual([]);
  });

  test('nor is one resolution', () => {
    const questions = desk({ jargonAccounts: 12, only: 'block' });
    expect(proposeEntries({ questions, resolutions: RESOLUTIONS })).toEqual([]);
  });

  test('a word that is said beside the meaning, not in its place, is no alias', () => {
    const questions = desk({ jargonAccounts: 3 }).map((question) =>
      question.terms.includes('plastik') ? { ...question, terms: [...question.terms, 'card'] } : question,
    );
    expect(proposeEntries({ questions, resolutions: RESOLUTIONS })).toEqual([]);
  });

  test('a word that the team says itself is no jargon', () => {
    const resolutions = [...RESOLUTIONS, { id: 'art', terms: ['plastik'] }];
    expect(proposeEntries({ questions: desk({ jargonAccounts: 3 }), resolutions })).toEqual([]);
  });

  test('the order of questions changes examples only', () => {
    const questions = desk({ jargonAccounts: 4 });
    const strip = (given: GlossaryQuestion[]) =>
      proposeEntries({ questions: given, resolutions: RESOLUTIONS }).map((entry) => ({
        ...entry,
        examples: null,
      }));
    const [first] = strip(questions);
    const [second] = strip(questions.toReversed());
    expect(second).toEqual(first);
  });

  test('a question whose resolution is gone does not count', () => {
    const questions = desk({ jargonAccounts: 3 });
    const stray = questions.map((question) => ({ ...question, resolution_id: 'retired' }));
    const entries = proposeEntries({ questions: [...questions, ...stray], resolutions: RESOLUTIONS });
    expect(entries).toEqual(proposeEntries({ questions, resolutions: RESOLUTIONS }));
  });
});

describe('glossary', () => {
  const glossary = glossaryOf([
    { term: 'Plastik', meaning: 'card', state: 'on' },
    { term: 'whoosh', meaning: 'transfer', state: 'on' },
    { term: 'blip', meaning: 'payment', state: 'on' },
    { term: 'blip', meaning: 'payment', state: 'off' },
  ]);

  test('the latest entry about a term stands, and off takes it out', () => {
    expect([...glossary]).toEqual([
      ['plastik', 'card'],
      ['whoosh', 'transfer'],
    ]);
  });

  test('adds each meaning once, and none that was said', () => {
    expect(knownAs(['plastik', 'plastik', 'whoosh', 'blip'], glossary)).toEqual(['card', 'transfer']);
    expect(knownAs(['plastik', 'card'], glossary)).toEqual([]);
  });

  test('replaces whole words in any case, and nothing inside of others', () => {
    expect(restate('PLASTIK, plastiks and "whoosh"!', glossary)).toBe('card, plastiks and "transfer"!');
  });

  test('a text without its terms, or an empty glossary, stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/plastik|whoosh/iu.test(text));
        expect(restate(text, glossary)).toBe(text);
        expect(restate(text, new Map())).toBe(text);
      }),
    );
  });

  test('switching everything off undoes everything', () => {
    const terms = fc.array(fc.constantFrom('plastik', 'whoosh', 'blip', 'card', 'help'));
    const off = glossaryOf(
      ['plastik', 'whoosh'].flatMap((term) => [
        { term, meaning: 'card', state: 'on' as const },
        { term, meaning: 'card', state: 'off' as const },
      ]),
    );
    fc.assert(
      fc.property(terms, (said) => {
        expect(knownAs(said, off)).toEqual([]);
        expect(restate(said.join(' '), off)).toBe(said.join(' '));
      }),
    );
  });
});
