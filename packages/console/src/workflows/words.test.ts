import { describe, expect, it } from 'vitest';
import { doneWords, evidenceWords, followedWords } from './words.ts';

const followed = {
  done: 16,
  due: 17,
  agents: 2,
  skipped: 1,
  out_of_order: 0,
  skipped_in: null,
  out_of_order_in: null,
};

describe('the words of a workflow', () => {
  it('say how often a step was done', () => {
    expect(doneWords(followed)).toBe('done in 16 of 17 conversations, by 2 people');
    expect(doneWords({ ...followed, done: 1, due: 1, agents: 1 })).toBe(
      'done in 1 of 1 conversation, by 1 person',
    );
    expect(doneWords({ ...followed, done: 0, due: 0, agents: 0 })).toBe('not seen in the records yet');
  });

  it('say how many follow it', () => {
    expect(followedWords({ followed: 22, paths: 25 })).toBe(
      '22 of 25 conversations follow it wholly (88 %).',
    );
    expect(followedWords({ followed: 1, paths: 4 })).toBe('1 of 4 conversations follows it wholly (25 %).');
    expect(followedWords({ followed: 0, paths: 0 })).toContain('nobody knows how it is followed');
  });

  it('say what spoke for a proposal', () => {
    const evidence = { paths: 40, agents: 3, main_share: 0.62, resolved: 0.93, order: 0.8 };
    expect(evidenceWords(evidence)).toBe(
      'Mined from 40 conversations by 3 people; 62 % went the most frequent way, about 93 % ended well.',
    );
  });
});
