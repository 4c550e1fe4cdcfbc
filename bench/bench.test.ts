import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sizeOf, textOf } from './committed-results.ts';
import { compareResults, describeDifference, isWorse } from './compare-results.ts';
import type { Row } from './data/rows.ts';
import { absorbed, stagedStream } from './data/staged-stream.ts';
import { describeResult } from './describe-result.ts';
import { progressTo } from './progress.ts';
import { differenceOf } from './scenarios/ablations.ts';
import { SCENARIOS } from './scenarios/index.ts';
import tolerances from './tolerances.json' with { type: 'json' };

const result = (figures: object) => ({ scenario: 's', command: 'c', ...figures });

describe('compareResults', () => {
  const own = {
    '*': { ece: { better: 'lower', by: 0.01 } },
    s: {
      coverage: { better: 'higher', by: 0.02 },
      'at.1000.p99_ms': { better: 'lower', by: 5 },
      'risk_by_hidden.1.risk': { better: 'lower', by: 0 },
    },
  } as const;
  const committed = result({
    coverage: 0.7,
    ece: 0.02,
    at: { 1000: { p99_ms: 10 } },
    risk_by_hidden: [{ risk: 0.01 }, { risk: 0.03 }],
  });
  const verdictsOf = (fresh: object) =>
    compareResults(result({ ...committed, ...fresh }), committed, own).map(({ path, verdict }) => [
      path,
      verdict,
    ]);

  it('lets figures be worse within the tolerance, to its edge', () => {
    expect(verdictsOf({ coverage: 0.69, at: { 1000: { p99_ms: 15 } } })).toEqual([
      ['ece', 'same'],
      ['coverage', 'same'],
      ['at.1000.p99_ms', 'same'],
      ['risk_by_hidden.1.risk', 'same'],
    ]);
  });

  it('tells better from worse by the direction of each figure, within lists too', () => {
    const fresh = {
      coverage: 0.6,
      at: { 1000: { p99_ms: 2 } },
      risk_by_hidden: [{ risk: 1 }, { risk: 0.031 }],
    };
    expect(verdictsOf({ ...fresh, ece: 0.031 })).toEqual([
      ['ece', 'worse'],
      ['coverage', 'worse'],
      ['at.1000.p99_ms', 'better'],
      ['risk_by_hidden.1.risk', 'worse'],
    ]);
  });

  it('takes a lost figure for worse, and says nothing of a gained one', () => {
    const [difference] = compareResults(result({ ece: null }), committed, own);
    expect(difference).toMatchObject({ path: 'ece', now: null, verdict: 'missing' });
    expect(isWorse(difference)).toBe(true);
    expect(describeDifference(difference)).toBe(
      'missing: ece was 0.02, is missing (lower is better; may lose 0.01)',
    );
    expect(compareResults(committed, result({}), own)).toEqual([]);
  });

  it('has tolerances with a direction everywhere, for scenarios that exist', () => {
    const ids = SCENARIOS.map(({ id }) => id);
    expect(Object.keys(tolerances).filter((id) => id !== '*' && !ids.includes(id))).toEqual([]);
    for (const figures of Object.values(tolerances)) {
      for (const { better, by } of Object.values(figures)) {
        expect(['higher', 'lower']).toContain(better);
        expect(by).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('a committed result', () => {
  it('says by its command at which size it can be compared', () => {
    const of = (command: string) => sizeOf({ scenario: 's', command });
    expect(of('npm run bench -- growth --limit 10000')).toEqual({ seeds: undefined, limit: 10_000 });
    expect(of('npm run bench -- nlu --seeds 3 --limit 20')).toEqual({ seeds: 3, limit: 20 });
    expect(of('npm run bench -- nlu')).toEqual({ seeds: undefined, limit: undefined });
  });

  it('keeps five digits, and whole numbers whole', () => {
    const text = textOf(result({ a: 0.123456789, b: 1_234_567, c: [1.0000001] }));
    expect(JSON.parse(text)).toMatchObject({ a: 0.12346, b: 1_234_567, c: [1] });
  });
});

describe('an ablation', () => {
  it('a difference is what is left out, less the whole, and unknown where one of the two is', () => {
    const whole = { coverage: 0.6, absorb_median: null, hit_at_1: 0.8 };
    expect(differenceOf({ coverage: 0.5, absorb_median: 3, hit_at_1: null, new: 1 }, whole)).toEqual({
      coverage: expect.closeTo(-0.1, 12),
      absorb_median: null,
      hit_at_1: null,
      new: null,
    });
  });
});

describe('a described result', () => {
  const text = describeResult(
    result({
      coverage: 0.5,
      ece: null,
      range: { coverage: [0.4, 0.6] },
      at: { 10: { p50_ms: 1, learn_ms: 2 }, 100: { p50_ms: 1.5 } },
      hit_at_3_by_half: [],
      risk_by_hidden: [{ hidden: 0.2, risk: 0.01 }],
      baselines: { frozen: { coverage: 0.1, range: { coverage: [0, 0.2] } } },
    }),
  );

  it('shows the range beside the mean, a table for what has rows, and baselines below', () => {
    expect(text.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      'scenario s',
      'command c',
      'coverage 0.5 (0.4 to 0.6)',
      'ece –',
      'at',
      ' p50_ms learn_ms',
      ' 10 1 2',
      ' 100 1.5 –',
      'hit_at_3_by_half []',
      'risk_by_hidden',
      ' risk',
      ' hidden 0.2 0.01',
      ' frozen coverage 0.1',
      '',
    ]);
  });
});

describe('progress', () => {
  it('estimates the rest of a phase by its pace, and of the whole by the committed run', () => {
    let at_ms = 0;
    const lines: string[] = [];
    const stream = { write: (text: string) => lines.push(text), isTTY: true };
    const progress = progressTo(stream, { name: 's', expected_s: 300, now: () => at_ms });
    progress.show({ phase: 'replay', done: 0, total: 100 });
    at_ms = 500;
    progress.show({ phase: 'replay', done: 1, total: 100 });
    at_ms = 10_000;
    progress.show({ phase: 'replay', done: 25, total: 100 });
    at_ms = 400_000;
    progress.show({ phase: 'svm', done: 0, total: 1 });
    expect(progress.end()).toBe(400);
    expect(lines).toEqual([
      's 0 s: replay, 0 of 100 (all about 5 min, as the committed run)\n',
      's 10 s: replay, 25 of 100 (this about 30 s more; all about 5 min, as the committed run)\n',
      's 7 min: svm, 0 of 1\n',
      's: done in 7 min\n',
    ]);
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' });

  it('refuses a scenario that does not exist, and names those that do', () => {
    const { status, stdout, stderr } = run('banking78', 'nlu');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Unknown scenario: banking78. There are: desk-thunderbird');
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
