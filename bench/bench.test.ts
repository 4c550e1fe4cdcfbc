import { describe, expect, it } from 'vitest';
import { compareResults } from './compare-results.ts';
import type { Row } from './data/rows.ts';
import { absorbed, stagedStream } from './data/staged-stream.ts';
import tolerances from './tolerances.json' with { type: 'json' };

const result = (figures: object) => ({ scenario: 's', command: 'c', ...figures });

describe('compareResults', () => {
  const own = {
    s: { coverage: { better: 'higher', by: 0.02 }, 'at.1000.p99_ms': { better: 'lower', by: 5 } },
  } as const;
  const committed = result({ coverage: 0.7, at: { 1000: { p99_ms: 10 } } });

  it('lets figures be better, or worse within the tolerance', () => {
    expect(compareResults(result({ coverage: 0.9, at: { 1000: { p99_ms: 14 } } }), committed, own)).toEqual(
      [],
    );
    expect(compareResults(result({ coverage: 0.69, at: { 1000: { p99_ms: 1 } } }), committed, own)).toEqual(
      [],
    );
  });

  it('names each figure that is worse, in the direction that counts', () => {
    const worse = compareResults(result({ coverage: 0.6, at: { 1000: { p99_ms: 16 } } }), committed, own);
    expect(worse.map((line) => line.split(':')[0])).toEqual(['coverage', 'at.1000.p99_ms']);
  });

  it('takes a lost figure for worse and a gained one for better', () => {
    expect(compareResults(result({ at: { 1000: { p99_ms: 1 } } }), committed, own)).toHaveLength(1);
    expect(compareResults(committed, result({}), own)).toEqual([]);
  });

  it('has tolerances with a direction everywhere', () => {
    for (const figures of Object.values(tolerances)) {
      for (const { better, by } of Object.values(figures)) {
        expect(['higher', 'lower']).toContain(better);
        expect(by).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('stagedStream', () => {
  const message = (topic: string, id: number) => {
    const row: Row = {
      id: `${topic}-${id}`,
      at: null,
      text: topic,
      topic,
      messages: [],
      split: 'train',
      meta: {},
    };
    return { row, vector: new Float32Array(16) };
  };
  const topics = Array.from({ length: 10 }, (_, i) => `topic-${i}`);
  const staging = {
    messages: topics.flatMap((topic) => Array.from({ length: 200 }, (_, id) => message(topic, id))),
    strangers: Array.from({ length: 100 }, (_, id) => message('oos', id)),
    issues_at_start: 4,
    tickets_per_day: 50,
    seed: 'test',
  };
  const { tickets, new_issues } = stagedStream(staging);

  it('keeps every message once, in time order, fifty a day', () => {
    expect(new Set(tickets.map(({ question }) => question.id)).size).toBe(2_100);
    const times = tickets.map(({ question }) => question.at_ms);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[50] - times[0]).toBe(86_400_000);
  });

  it('lets new issues arrive one after the other, none before its time, old ones from the start', () => {
    const first = topics.map(
      (topic) => tickets.findIndex(({ right }) => right?.[0] === topic) / tickets.length,
    );
    const early = topics
      .map((topic, i) => ({ topic, at: first[i] }))
      .filter(({ topic }) => !new_issues.has(topic));
    const late = topics
      .flatMap((topic, i) => (new_issues.has(topic) ? [first[i]] : []))
      .toSorted((a, b) => a - b);
    expect(early).toHaveLength(4);
    for (const { at } of early) expect(at).toBeLessThan(0.03);
    expect(late).toHaveLength(6);
    // Messages thin out before the arrivals, so that places in the stream lie a little below the window.
    expect(late[0]).toBeGreaterThan(0.01);
    expect(late[5]).toBeGreaterThan(0.45);
    expect(late[5]).toBeLessThan(0.75);
  });

  it('gives strangers neither a resolution nor a right answer', () => {
    const strangers = tickets.filter(({ question }) => question.id.startsWith('oos'));
    expect(strangers).toHaveLength(100);
    for (const { right, resolutions } of strangers) expect([right, resolutions]).toEqual([[], []]);
  });

  it('counts new issues that were answered alone and rightly, each once', () => {
    const [issue] = new_issues;
    const old = topics.find((topic) => !new_issues.has(topic)) ?? '';
    const record = (right: string, autonomous: boolean, correct: boolean) => ({
      right: [right],
      autonomous,
      correct,
    });
    const records = [record(issue, true, true), record(issue, true, true), record(old, true, true)];
    expect(absorbed(records, new_issues)).toBe(1);
    expect(absorbed([record(issue, true, false), record(issue, false, true)], new_issues)).toBe(0);
  });
});
