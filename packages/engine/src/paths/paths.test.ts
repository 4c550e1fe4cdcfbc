import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from './counts.ts';
import { Follows } from './follows.ts';
import { dependencyGraph, directlyFollows, MOST_MINED, mineGraph } from './mine-graph.ts';
import { NextSteps } from './next-step.ts';
import { Paths, situations, type WalkedPath } from './paths.ts';
import { StepModel } from './step-model.ts';

function path(steps: readonly string[], given: Partial<WalkedPath> = {}): WalkedPath {
  return {
    conversation_id: steps.join(),
    topic_id: 't',
    agent: null,
    context: [],
    steps,
    resolved: null,
    duration_ms: null,
    at_ms: 0,
    ...given,
  };
}

const someSteps = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '?yes', '?no'), { maxLength: 8 });
const somePath = fc.record({
  steps: someSteps,
  resolved: fc.constantFrom(true, false, null),
  duration_ms: fc.option(fc.integer({ min: 1, max: 1e6 })),
  context: fc.array(fc.constantFrom('page:/x', 'plan:pro'), { maxLength: 2 }),
  topic_id: fc.constantFrom('t', 'u', null),
});
const somePaths = fc
  .array(somePath, { maxLength: 12 })
  .map((list) => list.map(({ steps, ...given }, i) => path(steps, { ...given, conversation_id: `c${i}` })));

function followsOf(paths: readonly (readonly string[])[]): Follows {
  const follows = new Follows();
  for (const steps of paths) follows.change(steps, 1);
  return follows;
}

/** Everything that can be read. */
function all(paths: Paths): unknown {
  return ['t', 'u', null].map((topic) => [
    paths.graph(topic, { least_paths: 1 }),
    paths.variants(topic),
    paths.skeletons(topic, { least_paths: 1, least_agents: 1 }),
    [[], ['a'], ['a', 'b']].map((previous) => paths.next({ topic_id: topic, previous, seen: ['page:/x'] })),
  ]);
}

describe('paths', () => {
  it('forgets a path as if it had never been', () => {
    fc.assert(
      fc.property(somePaths, somePaths, (kept, dropped) => {
        const paths = new Paths();
        for (const [i, each] of dropped.entries()) paths.add({ ...each, conversation_id: `dropped-${i}` });
        for (const each of kept) paths.add(each);
        for (const [i, each] of dropped.entries()) paths.remove({ ...each, conversation_id: `dropped-${i}` });
        const fresh = new Paths();
        for (const each of kept) fresh.add(each);
        expect(all(paths)).toEqual(all(fresh));
      }),
      { numRuns: 40 },
    );
  });

  it('counts how each variant ended, how long it took and where', () => {
    const paths = new Paths();
    const given = { context: ['plan:pro'], duration_ms: 60_000 };
    paths.add(path(['ask', '?said', 'book'], { ...given, resolved: true }));
    paths.add(path(['ask', 'book', 'book'], { resolved: false }));
    paths.add(path(['ask'], { resolved: null }));
    expect(paths.variants('t')).toEqual([
      {
        steps: ['ask', 'book'],
        paths: 2,
        resolved: { alpha: 2, beta: 2 },
        duration_ms: 60_000,
        context: [['plan:pro', 1]],
      },
      { steps: ['ask'], paths: 1, resolved: { alpha: 1, beta: 1 }, duration_ms: null, context: [] },
    ]);
  });

  it('knows what stood before each step, and takes a retry for none', () => {
    const seen = [['hi'], [], ['again'], ['yes']];
    const found = situations(path(['ask', '?said', 'find', 'find', 'tell'], { seen, context: ['page:/x'] }));
    expect(found).toEqual([
      { topic_id: 't', previous: [], seen: ['page:/x', 'hi'], step: 'ask' },
      { topic_id: 't', previous: ['ask', '?said'], seen: ['page:/x', 'again'], step: 'find' },
      { topic_id: 't', previous: ['ask', '?said', 'find'], seen: ['page:/x'], step: 'tell' },
    ]);
  });
});

describe('what follows what', () => {
  it('measures dependency as the heuristics miner does', () => {
    // Weijters 2006: (11 − 3) / (11 + 3 + 1), and for a loop of length one 4 / (4 + 1).
    const follows = new Follows();
    follows.directly.change(keyOf('a', 'b'), 11);
    follows.directly.change(keyOf('b', 'a'), 3);
    follows.directly.change(keyOf('c', 'c'), 4);
    expect(follows.dependency('a', 'b')).toBeCloseTo(8 / 15, 12);
    expect(follows.dependency('b', 'a')).toBeCloseTo(-8 / 15, 12);
    expect(follows.dependency('c', 'c')).toBeCloseTo(0.8, 12);
  });

  it('keeps the place of steps that are often skipped, where the plain graph shows the shortcuts', () => {
    const log = ['abcd', 'abcd', 'acd', 'acd', 'acd', 'abd', 'abd', 'ad', 'ad', 'ad', 'abcd'].map((steps) =>
      steps.split(''),
    );
    const edges = (found: readonly { from: string; to: string }[]) =>
      found.map(({ from, to }) => from + to).toSorted();
    const follows = followsOf(log);
    expect(edges(mineGraph(follows))).toEqual(['ab', 'bc', 'cd']);
    expect(edges(directlyFollows(follows))).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd']);
    // |a>b| = 5 and |c>d| = 6 are enough for a dependency of .8; |b>c| = 3 is not.
    expect(edges(dependencyGraph(follows))).toEqual(['ab', 'cd']);
  });

  it('leads from what was observed to the step that it decides', () => {
    const log = [
      ...Array.from({ length: 5 }, () => ['check', '?free', 'book']),
      ...Array.from({ length: 5 }, () => ['check', '?taken', 'apologise']),
    ];
    expect(mineGraph(followsOf(log)).map(({ from, to }) => `${from} > ${to}`)).toEqual([
      '?free > book',
      '?taken > apologise',
    ]);
  });
});

describe('a mined graph', () => {
  const times = (count: number, steps: readonly string[]) => Array.from({ length: count }, () => steps);
  const edges = (log: readonly (readonly string[])[]) =>
    mineGraph(followsOf(log))
      .map(({ from, to }) => `${from} > ${to}`)
      .toSorted();

  it('puts questions in one line, though hardly anybody was asked both', () => {
    const log = [
      ...times(9, ['hello', 'day', 'find']),
      ...times(9, ['hello', 'place', 'find']),
      ...times(1, ['hello', 'day', 'place', 'find']),
    ];
    expect(edges(log)).toEqual(['day > place', 'hello > day', 'place > find']);
  });

  it('passes by a step that hangs on a decision, and leads on from it', () => {
    const log = [
      ...times(9, ['find', '?free', 'book', 'more']),
      ...times(9, ['find', '?taken', 'apologise', 'more']),
    ];
    expect(edges(log)).toEqual(['?free > book', '?taken > apologise', 'apologise > more', 'book > more']);
  });

  it('has no way on from a branch that nearly always goes back', () => {
    const back = ['ask', 'find', '?wrong', 'apologise', 'find', '?right', 'praise', 'part'];
    const log = [...times(19, back), ...times(1, ['ask', 'find', '?wrong', 'apologise', 'part'])];
    expect(edges(log)).not.toContain('apologise > part');
    expect(edges(log)).toContain('praise > part');
  });

  it('leads back to the questions where people only call again', () => {
    const happy = ['day', 'find', 'offer', '?yes', 'book'];
    const again = ['day', 'find', 'offer', '?no', 'find', 'offer', '?yes', 'book'];
    const asked = ['day', 'find', 'offer', '?no', 'day', 'find', 'offer', '?yes', 'book'];
    expect(edges([...times(20, happy), ...times(17, again), ...times(3, asked)])).toEqual([
      '?no > day',
      '?yes > book',
      'day > find',
      'find > offer',
    ]);
  });

  it('reads the most frequent steps of very many', () => {
    const many = Array.from({ length: MOST_MINED + 5 }, (_, i) => `s${String(i).padStart(3, '0')}`);
    const found = mineGraph(followsOf([many, many, many.slice(5), many.slice(5)]));
    expect(found).toHaveLength(MOST_MINED - 1);
    expect(found.some(({ from }) => from === 's000')).toBe(false);
  });

  it('has one way out of everything', () => {
    fc.assert(
      fc.property(fc.array(someSteps, { maxLength: 30 }), (log) => {
        const from = mineGraph(followsOf(log), { least_paths: 1 }).map((edge) => edge.from);
        expect(new Set(from).size).toBe(from.length);
      }),
    );
  });
});

describe('the next step', () => {
  const next = new NextSteps();
  const learn = (previous: readonly string[], step: string, seen: readonly string[] = []) =>
    next.change({ topic_id: 't', previous, seen, step }, 1);
  for (let i = 0; i < 8; i++) {
    learn(['ask'], 'check', ['date']);
    learn(['ask'], 'apologise', ['closed']);
    learn(['ask', 'check'], 'book');
  }

  it('gives probabilities that sum to 1, the likeliest first', () => {
    const steps = next.predict({ topic_id: 't', previous: ['ask', 'check'], seen: [] });
    expect(steps[0].step).toBe('book');
    expect(steps.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
  });

  it('backs off to what is known of fewer steps, of the topic, of all', () => {
    expect(next.predict({ topic_id: 't', previous: ['new', 'check'], seen: [] })[0].step).toBe('book');
    expect(next.predict({ topic_id: 'other', previous: ['new'], seen: [] })).toHaveLength(3);
    expect(new NextSteps().predict({ topic_id: 't', previous: [], seen: [] })).toEqual([]);
  });

  it('interpolates as Witten and Bell do', () => {
    const one = new NextSteps();
    for (const step of ['x', 'x', 'y']) one.change({ topic_id: null, previous: [], seen: [], step }, 1);
    // Every level has seen the same three steps: x twice, y once. Mixing must not change what all agree on.
    const [x, y] = one.predict({ topic_id: null, previous: [], seen: [] });
    expect(x.probability / y.probability).toBeCloseTo(2, 10);
  });

  it('listens to what is known beside the steps', () => {
    const [date, closed] = ['date', 'closed'].map(
      (token) => next.predict({ topic_id: 't', previous: ['ask'], seen: [token] })[0].step,
    );
    expect([date, closed]).toEqual(['check', 'apologise']);
  });
});

describe('learned weights', () => {
  // Which of two calls comes next stands in one word among many that say nothing.
  const talk = (i: number): WalkedPath => {
    const said = i % 2 === 0 ? 'refund' : 'invoice';
    const noise = [1, 2, 3].map((n) => `noise-${(i * n) % 7}`);
    const steps = ['greet', said === 'refund' ? 'pay-back' : 'send-copy'];
    return path(steps, { conversation_id: `c${i}`, seen: [[], [said, ...noise]] });
  };
  const asked = (token: string) => ({ topic_id: 't', previous: ['greet'], seen: [token, 'noise-1'] });

  it('take over from counts once enough was seen, and find the word that matters', () => {
    const paths = new Paths();
    for (let i = 0; i < 40; i++) paths.add(talk(i));
    const [refund, invoice] = ['refund', 'invoice'].map((token) => paths.next(asked(token)));
    expect([refund[0].step, invoice[0].step]).toEqual(['pay-back', 'send-copy']);
    expect(refund[0].probability).toBeGreaterThan(0.6);
    expect(refund.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    expect(paths.next(asked('refund'))).not.toEqual(paths.nextByCounts(asked('refund')));
  });

  it('are those of the paths that are left, after one was taken away', () => {
    const paths = new Paths();
    const fresh = new Paths();
    for (let i = 0; i < 40; i++) paths.add(talk(i));
    for (let i = 0; i < 40; i++) if (i !== 7) fresh.add(talk(i));
    const before = paths.next(asked('refund'));
    paths.remove(talk(7));
    expect(paths.next(asked('refund'))).toEqual(fresh.next(asked('refund')));
    expect(paths.next(asked('refund'))).not.toEqual(before);
  });

  it('begin as logistic regression with AdaGrad does', () => {
    const model = new StepModel();
    model.learn({ previous: [], seen: [], step: 'a' });
    model.learn({ previous: [], seen: [], step: 'b' });
    // Seven features each. First a alone has probability 1: no gradient. Then both have .5, and each weight moves by
    // .1 · .5 / √(.25 + .1).
    const change = (0.1 * 0.5) / Math.sqrt(0.35);
    const expected = 1 / (1 + Math.exp(-7 * 2 * change));
    expect(model.predict({ previous: [], seen: [] })[0]).toMatchObject({ step: 'b' });
    expect(model.predict({ previous: [], seen: [] })[0].probability).toBeCloseTo(expected, 12);
  });
});
