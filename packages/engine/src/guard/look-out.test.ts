import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question, Situation } from '../domain.ts';
import { angerOf, howAngry } from './anger.ts';
import { lookOut } from './look-out.ts';
import { failedTries } from './tries.ts';

const question: Question = {
  id: 'q',
  text: 'How do I add a label?',
  context: [],
  language: 'en',
  account: null,
  at_ms: 0,
  wants_human: false,
};
const QUIET: Situation = { earlier: [], tries: [], answered: [], offered: [] };
const codes = (text: string, situation: Partial<Situation> = {}, resolution_id: string | null = 'r1') =>
  lookOut({
    question: { ...question, text },
    situation: { ...QUIET, ...situation },
    rules: [],
    resolution_id,
  }).map((alert) => `${alert.code} ${alert.leaves}`);

describe('anger', () => {
  it.each([
    'This is UNACCEPTABLE!!!',
    'You idiots, this is ridiculous',
    'WHY DOES NOBODY ANSWER ME, THIS IS THE WORST SERVICE EVER',
    'Das ist eine Frechheit, ich habe die Schnauze voll',
    'C’est inadmissible, j’en ai marre',
    'Es una vergüenza, estoy harto',
    'È una vergogna, sono stufo',
    'É uma vergonha, isso é um absurdo',
    'Dit is belachelijk en schandalig',
  ])('is high in “%s”', (text) => expect(howAngry(text).score).toBeGreaterThanOrEqual(0.7));

  it.each([
    'How do I add a label?',
    'It works, thank you!',
    'Thanks!! Great help!',
    'My HTTP API and my JSON URL fail',
    'I am a bit disappointed',
    '',
  ])('is low in “%s”', (text) => expect(howAngry(text).score).toBeLessThan(0.4));

  it('is found where it rises over the turns, and not where it cools down', () => {
    const raised = 'Still not working, this is ridiculous';
    expect(howAngry(raised).score).toBe(0.7);
    const annoyed = 'this is useless and I am frustrated';
    expect(angerOf([], annoyed)).toBeNull();
    expect(angerOf(['How do I add a label?'], annoyed)?.heard).toEqual(['“frustrat*”', '“useless”']);
    expect(angerOf(['how?', annoyed], annoyed)).toBeNull();
  });
});

describe('failed answers', () => {
  const asked = 'The label printer prints empty labels';
  const other = 'Which paper should I buy for it?';
  it.each<[number, string, [string, boolean][], string]>([
    [0, 'nothing was answered', [], asked],
    [0, 'the customer goes on to something else', [[asked, false]], other],
    [1, 'the customer said no', [[asked, true]], other],
    [1, 'the customer asks the same again', [[asked, false]], 'the printer still prints empty labels!'],
    [
      2,
      'twice',
      [
        [asked, false],
        [`${asked} today`, false],
      ],
      asked,
    ],
    [
      2,
      'once each',
      [
        [other, true],
        [asked, false],
      ],
      asked,
    ],
    [0, 'too little is said to tell', [['and now?', false]], 'and now?'],
  ])('are %i where %s', (count, _, tries, now) => {
    expect(
      failedTries(
        tries.map(([question, denied]) => ({ question, denied })),
        now,
      ),
    ).toBe(count);
  });
});

describe('the guards', () => {
  it('are silent in a calm conversation', () => expect(codes('How do I add a label?')).toEqual([]));
  it('find what needs a person, each by its own code', () => {
    expect(codes('I want a refund')).toEqual(['high-stakes draft']);
    expect(codes('My lawyer will call')).toEqual(['high-stakes hand_off']);
    expect(codes('This is UNACCEPTABLE!!!')).toEqual(['angry hand_off']);
    const tries = [
      { question: 'a', denied: true },
      { question: 'b', denied: true },
    ];
    expect(codes('and now?', { tries })).toEqual(['answers-failed hand_off']);
    expect(codes('and now?', { tries: tries.slice(1) })).toEqual([]);
    expect(codes('How do I add a label?', { answered: ['r0', 'r1'] })).toEqual(['repeats-itself hand_off']);
    expect(codes('How do I add a label?', { answered: ['r0'] })).toEqual([]);
    expect(codes('How do I add a label?', { answered: ['r1'] }, null)).toEqual([]);
  });
  it('say why in a sentence, and what is urgent first', () => {
    const [alert] = lookOut({
      question: { ...question, text: 'I want to kill myself' },
      situation: QUIET,
      rules: [],
      resolution_id: null,
    });
    expect(alert?.text).toBe(
      'Urgent: this may be about harm to themselves (“kill myself”): a person answers.',
    );
  });
  it('find no less where a text goes on', () => {
    const bad = ['I want a refund', 'my lawyer will call', 'I will kill myself', 'account was hacked'];
    fc.assert(
      fc.property(fc.constantFrom(...bad), fc.string({ unit: 'grapheme', maxLength: 200 }), (text, more) => {
        expect(codes(`${text}\n${more}`).length).toBeGreaterThan(0);
        expect(codes(`${more}\n${text}`).length).toBeGreaterThan(0);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
