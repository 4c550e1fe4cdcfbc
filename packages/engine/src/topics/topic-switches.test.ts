import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Autonomy, TopicSwitch } from '../domain.ts';
import { switchesOf, topicAutonomy } from './topic-switches.ts';
import { Topics } from './topics.ts';

const D = 16;

/** Each resolution points along an axis of its own, so that each has a topic: `topic-<first exemplar>`. */
function desk(...exemplars: readonly (readonly [id: string, axis: number])[]): Topics {
  const topics = new Topics(D);
  for (const [id, axis] of exemplars) {
    const vector = new Int8Array(D);
    vector[axis] = 100;
    const told = { words: [], account: id, at_ms: 0 };
    topics.add({ id, question_id: id, resolution_id: `r${axis}`, vector, ...told });
  }
  return topics;
}

const set = (topic_id: string, autonomy: Autonomy, resolutions: string[] = []): TopicSwitch => {
  return { topic_id, autonomy, resolutions };
};
const of = (topics: Topics, id: string, switches: readonly TopicSwitch[]) =>
  topicAutonomy(switchesOf(id, switches, topics));

describe('the switches of a topic', () => {
  it('are its own; without one nothing is kept from it', () => {
    const topics = desk(['a', 0], ['b', 1]);
    const switches = [set('topic-a', 'off')];
    expect(of(topics, 'topic-a', switches)).toBe('off');
    expect(of(topics, 'topic-b', switches)).toBe('auto');
    expect(of(topics, 'topic-a', [])).toBe('auto');
  });

  it('are those of all that was joined to it: the strictest decides', () => {
    const topics = desk(['a', 0], ['b', 1], ['c', 2]);
    topics.merge('topic-a', 'topic-b');
    topics.merge('topic-b', 'topic-c');
    expect(of(topics, 'topic-c', [set('topic-a', 'off'), set('topic-c', 'auto')])).toBe('off');
    expect(of(topics, 'topic-c', [set('topic-b', 'draft'), set('topic-c', 'shadow')])).toBe('shadow');
  });

  it('go on in a part that was split off, until it has one of its own', () => {
    const topics = desk(['a', 0], ['b', 1]);
    topics.merge('topic-b', 'topic-a');
    topics.split('topic-a', 'topic-new', ['b']);
    const held = set('topic-a', 'off');
    expect(of(topics, 'topic-new', [held])).toBe('off');
    expect(of(topics, 'topic-new', [held, set('topic-new', 'auto')])).toBe('auto');
    expect(of(topics, 'topic-a', [held, set('topic-new', 'auto')])).toBe('off');
    topics.merge('topic-new', 'topic-a');
    expect(of(topics, 'topic-a', [set('topic-new', 'draft')])).toBe('draft');
  });

  it('find a topic again, by what solves it, where the exemplar that named it was forgotten', () => {
    const before = desk(['a', 0], ['b', 0], ['c', 1]);
    const held = set('topic-a', 'off', ['r0']);
    expect(of(before, 'topic-a', [held])).toBe('off');
    const after = desk(['b', 0], ['c', 1]);
    expect(after.current('topic-a')).toBeNull();
    expect(of(after, 'topic-b', [held])).toBe('off');
    expect(of(after, 'topic-c', [held])).toBe('auto');
  });

  it('end, whatever is joined and split: no night loosens what holds for an exemplar, but by a switch of its part', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const nights = fc.array(fc.tuple(fc.boolean(), fc.nat(9), fc.nat(9)), { maxLength: 12 });
    fc.assert(
      fc.property(nights, fc.constantFrom(...ids), (steps, held) => {
        const topics = desk(...ids.map((id, axis) => [id, axis] as const));
        const known = ids.map((id) => `topic-${id}`);
        const switches = [set(`topic-${held}`, 'off')];
        for (const [isSplit, a, b] of steps) {
          const topic = known[a % known.length];
          if (!isSplit) topics.merge(topic, known[b % known.length]);
          else if (topics.split(topic, `part-${known.length}`, [ids[b % ids.length]]))
            known.push(`part-${known.length}`);
          expect(of(topics, topics.topicOfExemplar(held) ?? '', switches)).toBe('off');
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
