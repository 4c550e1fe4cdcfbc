import type { AutonomyCell, TopicAutonomy } from '@understudy/contract';
import { describe, expect, it } from 'vitest';
import { levelWords, lower, missingOf, standingOf } from './words.ts';

const cell = (part: Partial<AutonomyCell>) =>
  ({ threshold: null, needed: 19, locked: null, ...part }) as AutonomyCell;
const topic = (part: Partial<TopicAutonomy>) =>
  ({ autonomy: 'auto', counts: { answer: 0, draft: 0, hand_off: 0 }, ...part }) as TopicAutonomy;

describe('the words of autonomy', () => {
  it('say what is missing, and why it was taken back', () => {
    expect(missingOf(cell({ threshold: 0.9, needed: 0 }))).toBeNull();
    expect(missingOf(cell({}))).toBe('19 more right answers without an error unlock it.');
    expect(missingOf(cell({ needed: 1 }))).toBe('1 more right answer without an error unlocks it.');
    const locked = { since: '2026-11-01T00:00:00Z', reason: '7 of 18 were wrong. Fresh labels.' };
    expect(missingOf(cell({ locked }))).toBe(
      'Taken back: 7 of 18 were wrong. Fresh labels. About 19 more right answers without an error unlock it.',
    );
  });

  it('tell levels of evidence apart only where they differ', () => {
    const levels = (...thresholds: (number | null)[]) =>
      cell({
        levels: (['one', 'few', 'some', 'many'] as const).map((level, i) => ({
          level,
          threshold: thresholds[i] ?? null,
        })),
      });
    expect(levelWords(levels(0.9, 0.9, 0.9, 0.9))).toBe('');
    expect(levelWords(levels(null, 0.95, 0.9, 0.9))).toBe(
      'By the questions that a resolution has solved – 1: a person · 2–3: from 95 % · 4–10: from 90 % · more: from 90 %',
    );
  });

  it('take the lower of a topic and its workspace', () => {
    expect([lower('auto', 'draft'), lower('off', 'auto'), lower('draft', 'shadow')]).toEqual([
      'draft',
      'off',
      'shadow',
    ]);
    const counts = { answer: 2, draft: 1, hand_off: 0 };
    expect(standingOf(topic({ counts }), 'auto')).toBe('2 of 3 resolutions may answer alone');
    expect(standingOf(topic({ counts }), 'draft')).toBe('drafts only');
    expect(standingOf(topic({ counts, autonomy: 'off' }), 'auto')).toBe('goes to a person');
    expect(standingOf(topic({ counts: { answer: 0, draft: 1, hand_off: 0 } }), 'auto')).toBe(
      'drafts only, so far',
    );
    expect(standingOf(topic({}), 'auto')).toBe('no resolution in use');
  });
});
