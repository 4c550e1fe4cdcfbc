import type { TopicStanding } from '@understudy/engine';
import { describe, expect, it } from 'vitest';
import { changedSwitches, topicsAround } from './topic-switches.ts';

const topic = (id: string, ...resolutions: string[]) => ({ id, resolutions });
const held = (topic_id: string, autonomy: 'off' | 'draft' | 'auto', ...resolutions: string[]) => {
  return { topic_id, autonomy, resolutions };
};
const standing = (id: string, ...switches: ReturnType<typeof held>[]): TopicStanding => {
  return { id, autonomy: switches[0]?.autonomy ?? 'auto', switches, resolutions: [] };
};

describe('switches of topics, changed', () => {
  const topics = [topic('a', 'res_1'), topic('b', 'res_2'), topic('c', 'res_3')];

  it('are set with what solves the topic, changed and taken away; others stay', () => {
    const before = [held('a', 'off', 'res_1'), held('b', 'draft', 'res_2')];
    const standings = [standing('a', before[0]!), standing('b', before[1]!), standing('c')];
    const after = changedSwitches(before, { a: 'draft', b: null, c: 'off' }, { topics, standings });
    expect(after).toEqual([held('a', 'draft', 'res_1'), held('c', 'off', 'res_3')]);
    expect(changedSwitches(before, {}, { topics, standings })).toEqual(before);
    expect(changedSwitches(before, { c: 'auto' }, { topics, standings })).toEqual(before);
    expect(changedSwitches(before, { a: 'auto' }, { topics, standings })).toContainEqual(
      held('a', 'auto', 'res_1'),
    );
  });

  it('replace one that led here from a topic that is gone, and leave it to whom else it held', () => {
    const joined = held('gone', 'off', 'res_1', 'res_2');
    const known = { topics, standings: [standing('a', joined), standing('b', joined), standing('c')] };
    expect(changedSwitches([joined], { a: 'auto' }, known)).toEqual([
      held('b', 'off', 'res_2'),
      held('a', 'auto', 'res_1'),
    ]);
  });

  it('leave that of the topic that this one was split from', () => {
    const parent = held('b', 'off', 'res_2');
    const known = { topics, standings: [standing('a', parent), standing('b', parent)] };
    expect(changedSwitches([parent], { a: 'auto' }, known)).toEqual([parent, held('a', 'auto', 'res_1')]);
  });

  it('are looked for among the topics that they name, by id or by what solved them', () => {
    const around = topicsAround(topics, { switches: [held('gone', 'off', 'res_2')], ids: ['c'] });
    expect(around.map(({ id }) => id)).toEqual(['b', 'c']);
  });
});
