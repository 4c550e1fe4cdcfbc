import { describe, expect, it } from 'vitest';
import type { CheckName, Verdict } from './checked-lesson.ts';
import { duplicate } from './duplicate.ts';
import { influence } from './influence.ts';
import { labelNoise } from './label-noise.ts';
import { stageOf } from './lesson-stage.ts';
import { stakes } from './stakes.ts';
import { aKnown, aLesson, ANSWER, near, saying, told } from './testing/a-lesson.ts';

describe('duplicate', () => {
  const twin = near(`${ANSWER.text} Thanks!`, { id: 'old', title: 'Archiving' });

  it('says which resolution it should join', () => {
    const found = duplicate(aLesson(), aKnown({ nearest: [near('Something else entirely.'), twin] }));
    expect(found).toMatchObject({
      verdict: 'doubt',
      why: '“Archiving” says nearly the same: merge it into that one.',
      evidence: ['old'],
    });
  });

  it('passes where it joins that one, says something else, or brings no words', () => {
    const known = aKnown({ nearest: [twin] });
    expect(duplicate(aLesson({ resolution_id: 'old' }), known).verdict).toBe('pass');
    expect(duplicate(saying('Press the bell on the project to mute it.'), known).verdict).toBe('pass');
    expect(duplicate(aLesson({ answer: null }), known).verdict).toBe('pass');
  });
});

describe('labelNoise', () => {
  const candidates = (best: number, own: number) => [
    { resolution_id: 'best', probability: best },
    { resolution_id: 'new', probability: own },
  ];

  const judged = (known: object) =>
    labelNoise(aLesson(), aKnown({ candidates: candidates(0.9, 0), ...known }));

  it('asks where the memory would not think of it', () => {
    const finding = judged({ is_suspect: true });
    expect(finding.verdict).toBe('doubt');
    expect(finding.evidence).toEqual(['best', 'new']);
  });

  it('leaves alone what is not suspect', () => {
    expect(judged({ is_suspect: false }).verdict).toBe('pass');
    expect(judged({ is_suspect: true, candidates: [] }).verdict).toBe('pass');
  });
});

describe('influence', () => {
  it.each(['account-week', 'account-share', 'near-duplicate'] as const)('doubts by %s', (held_because) => {
    expect(influence(aLesson(), aKnown({ held_because })).verdict).toBe('doubt');
  });

  it.each([
    ['writes most of a busy week of several', { mira: 40, lena: 5, kofi: 5, ana: 5 }, 'doubt'],
    ['writes much of it', { mira: 30, lena: 10, kofi: 10, ana: 10 }, 'pass'],
    ['is on a small desk', { mira: 60, lena: 5 }, 'pass'],
    ['has a quiet week', { mira: 8, lena: 1, kofi: 1, ana: 1 }, 'pass'],
  ])('an author who %s', (_, lessons, verdict) => {
    const lessons_by_author = new Map(Object.entries(lessons));
    expect(influence(aLesson(), aKnown({ lessons_by_author })).verdict).toBe(verdict);
    expect(influence(aLesson({ author: null }), aKnown({ lessons_by_author })).verdict).toBe('pass');
  });
});

describe('stakes', () => {
  it.each([
    ['money', 'Where is my refund?'],
    ['security', 'I think that I was hacked.'],
    ['law', 'My lawyer will write to you.'],
    ['law in German', 'Mein Anwalt meldet sich.'],
    ['health', 'May I take the medicine with it?'],
    ['cancellation', 'Je veux résilier.'],
    ['threats', 'This is blackmail.'],
    ['harm to oneself', 'I want to kill myself.'],
  ])('%s', (_, question) => expect(stakes(aLesson({ question }), aKnown()).verdict).toBe('doubt'));

  it('goes by what the lesson was given, too, and passes what costs little', () => {
    expect(stakes(aLesson({ stakes: 'money-security' }), aKnown()).verdict).toBe('doubt');
    expect(told(stakes(aLesson(), aKnown()))).toEqual(['pass', 'A wrong answer would cost little.']);
  });
});

describe('stageOf', () => {
  const finding = (check: CheckName, verdict: Verdict) => ({
    check,
    verdict,
    why: `${check}.`,
    evidence: [],
  });

  it.each([
    [[finding('links', 'pass')], { stage: 'suggest', why: 'All checks passed.', needs_person: false }],
    [
      [finding('influence', 'doubt'), finding('links', 'block')],
      { stage: 'captured', why: 'Kept aside: links.', needs_person: false },
    ],
    [
      [finding('stakes', 'doubt'), finding('links', 'doubt')],
      { stage: 'shadow', why: 'Waits for a person: links.', needs_person: true },
    ],
    [[finding('stakes', 'doubt')], { stage: 'suggest', why: 'stakes.', needs_person: true }],
  ])('%j', (findings, stage) => expect(stageOf(findings)).toEqual(stage));
});
