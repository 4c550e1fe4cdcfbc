import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeTopicChanges } from './propose-changes.ts';
import { type TopicExemplar, Topics } from './topics.ts';
import { type Cloud, partInTwo } from './two-means.ts';

const D = 16;

/** A vector that points mostly along one axis; `turn` (0–60) leans it towards the next one. */
function along(axis: number, turn = 0): Int8Array {
  const vector = new Int8Array(D);
  vector[axis] = 100;
  vector[(axis + 1) % D] = turn;
  return vector;
}

function exemplar(id: string, given: Partial<TopicExemplar> = {}): TopicExemplar {
  return {
    id,
    question_id: `question-${id}`,
    resolution_id: null,
    vector: along(0),
    words: [],
    account: `account-${id}`,
    at_ms: 0,
    ...given,
  };
}

function filled(exemplars: readonly TopicExemplar[]): Topics {
  const topics = new Topics(D);
  for (const each of exemplars) topics.add(each);
  return topics;
}

const anExemplar = fc.record({
  axis: fc.integer({ min: 0, max: 5 }),
  turn: fc.integer({ min: 0, max: 60 }),
  resolution: fc.option(fc.integer({ min: 0, max: 4 })),
});
const someExemplars = fc.array(anExemplar, { minLength: 1, maxLength: 30 }).map((list) =>
  list.map(({ axis, turn, resolution }, i) =>
    exemplar(`e${i}`, {
      vector: along(axis, turn),
      resolution_id: resolution === null ? null : `r${resolution}`,
    }),
  ),
);

/** What a topic is made of, whatever it is called. */
function contents(topics: Topics): string[] {
  return [...topics.groups()].map(({ topic, members }) => {
    const ids = members.map((member) => topics.member(member).id).toSorted();
    return `${topic.id}: ${ids.join()} ${[...topic.sum].join()}`;
  });
}

describe('topics', () => {
  it('says when it was asked, by those questions that have a time', () => {
    const article = exemplar('article');
    const asked = [3_000, 2_000].map((at_ms, i) => exemplar(`asked-${i}`, { at_ms }));
    expect(filled([article, ...asked]).list()[0]).toMatchObject({ first_at_ms: 2_000, last_at_ms: 3_000 });
    expect(filled([article]).list()[0]).toMatchObject({ first_at_ms: null, last_at_ms: null });
  });

  it('gathers like questions, and opens a topic for an unlike one', () => {
    const topics = filled([
      exemplar('a'),
      exemplar('b', { vector: along(0, 20) }),
      exemplar('c', { vector: along(5) }),
    ]);
    expect(topics.list().map(({ id, exemplars }) => [id, exemplars])).toEqual([
      ['topic-a', 2],
      ['topic-c', 1],
    ]);
    expect(topics.topicOf(along(5, 10))).toMatchObject({ topic_id: 'topic-c', belongs: true });
    expect(topics.topicOf(along(9))).toMatchObject({ belongs: false });
  });

  it('keeps the exemplars of a resolution together, however unlike they are', () => {
    const resolved = (id: string, axis: number) => exemplar(id, { resolution_id: 'r', vector: along(axis) });
    const topics = filled([resolved('a', 0), resolved('b', 4), resolved('c', 8)]);
    expect(topics.list()).toMatchObject([{ id: 'topic-a', exemplars: 3, resolutions: ['r'] }]);
  });

  it('lets a resolution take in unresolved questions, and another resolution be a topic of its own', () => {
    const topics = filled([
      exemplar('a'),
      exemplar('b', { resolution_id: 'r1' }),
      exemplar('c', { resolution_id: 'r2' }),
    ]);
    expect(topics.topicOfResolution('r1')).toBe('topic-a');
    expect(topics.topicOfResolution('r2')).toBe('topic-c');
  });

  it('is provisional until three tickets of two accounts stand behind it', () => {
    const topics = filled([exemplar('a', { account: 'x' }), exemplar('b', { account: 'x' })]);
    const provisional = () => topics.list()[0].provisional;
    topics.add(exemplar('c', { account: 'x' }));
    expect(provisional()).toBe(true);
    topics.add(exemplar('d', { account: 'y' }));
    expect(provisional()).toBe(false);
    const oneTicket = filled(['a', 'b', 'c'].map((id) => exemplar(id, { question_id: 'same' })));
    expect(oneTicket.list()[0].provisional).toBe(true);
  });

  it('places a question without a vector by its resolution only', () => {
    const topics = filled([exemplar('a', { resolution_id: 'r' })]);
    expect(topics.add(exemplar('b', { vector: null, resolution_id: 'r' }))).toBe('topic-a');
    expect(topics.add(exemplar('c', { vector: null }))).toBeNull();
  });

  it('gives every topic the id of its first exemplar, and none twice', () => {
    fc.assert(
      fc.property(someExemplars, (exemplars) => {
        const topics = new Topics(D);
        const seen = new Map<string, string>();
        for (const each of exemplars) {
          const id = topics.add(each) ?? '';
          if (!seen.has(id)) seen.set(id, each.id);
        }
        for (const [id, first] of seen) expect(id).toBe(`topic-${first}`);
        expect(topics.list().map(({ id }) => id)).toEqual([...seen.keys()]);
      }),
    );
  });

  it('is the same however it came about: same events, same topics', () => {
    fc.assert(
      fc.property(someExemplars, (exemplars) => {
        const rebuild = () => {
          const topics = filled(exemplars);
          const [first, second] = topics.list();
          if (second !== undefined) topics.merge(second.id, first.id);
          return contents(topics);
        };
        expect(rebuild()).toEqual(rebuild());
      }),
    );
  });

  it('takes back a merge exactly, by a split', () => {
    fc.assert(
      fc.property(someExemplars, (exemplars) => {
        const topics = filled(exemplars);
        const [into, from] = topics.list();
        fc.pre(from !== undefined);
        const leaving = exemplars.filter(({ id }) => topics.topicOfExemplar(id) === from.id);
        const sums = () => [...topics.groups()].map(({ topic }) => [...topic.sum].join()).toSorted();
        const before = sums();
        expect(topics.merge(from.id, into.id)).toBe(true);
        expect(topics.current(from.id)).toBe(into.id);
        const again = topics.freshId(leaving[0].id);
        expect(again).not.toBe(from.id);
        const ids = leaving.map(({ id }) => id);
        expect(topics.split(into.id, again, ids)).toBe(true);
        expect(sums()).toEqual(before);
        expect(topics.topicOfExemplar(ids[0])).toBe(again);
      }),
    );
  });

  it('takes merges and splits of what is not there for nothing', () => {
    const topics = filled([exemplar('a'), exemplar('b', { vector: along(5) })]);
    const before = contents(topics);
    expect(topics.merge('topic-z', 'topic-a')).toBe(false);
    expect(topics.merge('topic-a', 'topic-a')).toBe(false);
    expect(topics.split('topic-z', 'topic-y', ['a'])).toBe(false);
    expect(topics.split('topic-a', 'topic-y', ['a'])).toBe(false);
    expect(topics.split('topic-a', 'topic-b', [])).toBe(false);
    expect(contents(topics)).toEqual(before);
    expect(topics.current('topic-z')).toBeNull();
  });

  it('says what length of vector it expects', () => {
    expect(() => filled([exemplar('a', { vector: new Int8Array(8) })])).toThrow(
      /expected 16 values, found 8/,
    );
  });

  it('lets 95 % of a resolution’s questions belong, once a hundred have told', () => {
    const topics = new Topics(D);
    // Every tenth leans over by half; with r's centroid near the axis their similarity is about .89.
    for (let i = 0; i < 200; i++) {
      const vector = along(0, i % 10 === 9 ? 50 : 0);
      topics.add(exemplar(`e${i}`, { resolution_id: 'r', vector }));
    }
    expect(topics.threshold).toBeGreaterThan(0.85);
    expect(topics.threshold).toBeLessThan(0.95);
  });
});

describe('similarity', () => {
  // Made with numpy 1.24 (seed 3): eight rounded vectors around two axes.
  const rows = [
    [104, -31, 5, -7, -5, -3, -24, -3, -10, 40, 3, -4, -3, -8, -13, -5],
    [110, -4, 15, -3, 0, 24, 8, -8, -3, 8, 30, -4, -4, 15, -14, -4],
    [105, 8, 1, 9, -39, 14, -13, -23, 4, 10, -6, -15, 0, -1, 19, 10],
    [105, 17, -3, -14, 9, 9, -3, -12, 4, -38, 11, 8, -25, 1, -15, 12],
    [-33, 93, 12, 19, -35, -8, 5, -10, 26, -19, 6, -17, 23, 0, -6, -28],
    [24, 106, 11, 16, 5, -9, -11, -11, 20, -21, -8, -5, 3, 8, -18, -25],
    [0, 109, 10, 3, -4, 4, -3, 11, -11, 2, -2, 7, 3, 35, 21, 21],
    [-31, 97, -9, 8, -35, 18, 16, -20, -15, -12, 1, 10, 31, -3, 12, 2],
  ].map((row) => Int8Array.from(row));

  it('is the mean over the exemplars', () => {
    const [asked, ...known] = rows.slice(0, 4);
    const topics = filled(known.map((vector, i) => exemplar(`e${i}`, { vector, resolution_id: 'r' })));
    expect(topics.topicOf(asked)?.similarity).toBeCloseTo(0.7463845812831348, 12);
  });

  it('parts two clouds by BIC, as numpy does', () => {
    const clouds = rows.map((row): Cloud => {
      return { sum: Int32Array.from(row), size: 1, squares: row.reduce((sum, x) => sum + x * x, 0) };
    });
    const parting = partInTwo(clouds);
    expect(parting?.second.map(Number).join('')).toMatch(/^(?:00001111|11110000)$/);
    expect(parting?.bic_gain).toBeCloseTo(54.2968570045125, 8);
    expect(parting?.cosine).toBeCloseTo(-0.11160759061131587, 12);
    expect(partInTwo(clouds.slice(0, 1))).toBeNull();
  });
});

describe('nightly changes', () => {
  const words = ['transfer', 'not', 'arrived'];

  it('merges two topics near each other whose words overlap, the smaller into the larger', () => {
    const near = [
      exemplar('a', { vector: along(0, 0), words }),
      exemplar('b', { vector: along(0, 0), words }),
      exemplar('c', { vector: along(0, 0), words, resolution_id: 'r' }),
      // Another resolution opens a topic of its own right beside; its exemplars say the same.
      exemplar('d', { vector: along(0, 5), words, resolution_id: 's' }),
      exemplar('e', { vector: along(0, 5), words, resolution_id: 's' }),
    ];
    expect(proposeTopicChanges(filled(near))).toEqual([]);
    const shared = near.map((each) => (each.id === 'e' ? { ...each, question_id: 'question-c' } : each));
    expect(proposeTopicChanges(filled(shared))).toEqual([
      { kind: 'topics-merged', from: 'topic-d', into: 'topic-a' },
    ]);
  });

  it('does not merge on nearness alone', () => {
    const pair = (id: string, turn: number, own: readonly string[]) =>
      [1, 2].map((n) => exemplar(`${id}${n}`, { vector: along(0, turn), words: own, resolution_id: id }));
    const topics = filled([...pair('a', 0, ['card']), ...pair('b', 5, ['transfer'])]);
    expect(proposeTopicChanges(topics)).toEqual([]);
  });

  it('splits a topic whose resolutions disagree, and leaves the first part its id', () => {
    const of = (id: string, axis: number) =>
      Array.from({ length: 4 }, (_, i) =>
        exemplar(`${id}${i}`, { vector: along(axis, i), resolution_id: id, words: [id] }),
      );
    const topics = filled([...of('r', 0), ...of('s', 6)]);
    topics.merge('topic-s0', 'topic-r0');
    const changes = proposeTopicChanges(topics);
    expect(changes).toEqual([
      {
        kind: 'topic-split',
        topic_id: 'topic-r0',
        into: 'topic-s0~2',
        exemplars: ['s0', 's1', 's2', 's3'],
      },
    ]);
    topics.split('topic-r0', 'topic-s0~2', ['s0', 's1', 's2', 's3']);
    expect(topics.topicOfResolution('s')).toBe('topic-s0~2');
    expect(proposeTopicChanges(topics)).toEqual([]);
  });
});
