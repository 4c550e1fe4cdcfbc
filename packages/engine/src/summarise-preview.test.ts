import { describe, expect, it } from 'vitest';
import type { Told } from './preview-lesson.ts';
import { isTouched, type PreviewedQuestion, summarisePreview } from './summarise-preview.ts';

const told = (action: Told['action'], first: string | null, confidence = 0.5): Told => {
  return { action, confidence, first: first === null ? [] : [first] };
};
const pair = (id: string, before: Told, after: Told): PreviewedQuestion => ({ id, before, after });
const nobodyKnows = () => null;

describe('a preview in numbers', () => {
  it('counts what the lesson would say and did not, whether or not something else was said', () => {
    const questions = [
      pair('new', told('hand_off', null), told('draft', 'r')),
      pair('instead', told('draft', 'other'), told('answer', 'r')),
      pair('unlocked', told('hand_off', 'r'), told('draft', 'r')),
      pair('before too', told('draft', 'r'), told('answer', 'r')),
      pair('not shown', told('hand_off', 'other'), told('hand_off', 'r')),
      pair('another one', told('draft', 'other'), told('draft', 'third')),
    ];
    const found = summarisePreview(questions, 'r', nobodyKnows);
    expect(found).toMatchObject({ would_answer: 3, changed: 2, changed_right: 0, score: 3 });
    expect(found.cases.map(({ id }) => id).toSorted()).toEqual(['another one', 'instead', 'new', 'unlocked']);
  });

  it('takes five from the score for each right answer that is lost, and shows those first', () => {
    const questions = [
      pair('sure', told('draft', 'a'), told('draft', 'r', 0.9)),
      pair('lost', told('draft', 'a'), told('draft', 'r', 0.1)),
      pair('was wrong', told('draft', 'b'), told('draft', 'r', 0.7)),
      pair('right, and stays', told('draft', 'r'), told('draft', 'r')),
    ];
    const right = (id: string, first: string) => (id === 'lost' ? true : first === 'b' ? false : null);
    const found = summarisePreview(questions, 'r', right);
    expect(found).toMatchObject({ would_answer: 3, changed: 3, changed_right: 1, score: -2 });
    expect(found.cases.map(({ id, was_right }) => [id, was_right])).toEqual([
      ['lost', true],
      ['sure', null],
      ['was wrong', false],
    ]);
  });

  it('shows eight cases', () => {
    const questions = Array.from({ length: 20 }, (_, i) =>
      pair(`q${i}`, told('hand_off', null), told('draft', 'r', i / 20)),
    );
    const found = summarisePreview(questions, 'r', nobodyKnows);
    expect(found.would_answer).toBe(20);
    expect(found.cases.map(({ id }) => id)).toEqual(['q19', 'q18', 'q17', 'q16', 'q15', 'q14', 'q13', 'q12']);
  });
});

describe('touched', () => {
  it.each([
    [told('draft', 'a', 0.4), told('draft', 'a', 0.5), false],
    [told('draft', 'a'), told('answer', 'a'), true],
    [told('draft', 'a'), told('draft', 'b'), true],
    [told('hand_off', null), told('hand_off', 'b'), true],
  ])('%o → %o: %s', (before, after, expected) => {
    expect(isTouched({ before, after })).toBe(expected);
  });
});
