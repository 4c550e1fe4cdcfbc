import { describe, expect, it } from 'vitest';
import { type AloneAnswer, watchComplaints, watchTopics } from './harm-watch.ts';

const DAY = 86_400_000;
const watching = { accepted: () => 0.05, now_ms: 1_000 * DAY };

function answer(day: number, given: Partial<AloneAnswer> = {}): AloneAnswer {
  const usual = { stakes: 'read-only', topic_id: 't', resolution_id: 'r', text: 1 } as const;
  return { at_ms: day * DAY, ...usual, complained: false, audit: null, ...given };
}
const many = (count: number, day: number, given: Partial<AloneAnswer> = {}) =>
  Array.from({ length: count }, () => answer(day, given));
const audited = (wrong: boolean) => ({ wrong, weight: 1, at_ms: 0 });
const of = (level: string, answers: readonly AloneAnswer[], at: Partial<typeof watching> = {}) =>
  watchComplaints(answers, { ...watching, ...at }).find((watch) => watch.level === level);

describe('complaints', () => {
  it('are weighed against the bound of their own past, and by what audits are taken to say', () => {
    // 1 - .01^(1/40) = .108749; lift .4 - .1 = .3; risks of .1, .3 and 1 -> .123749, .183749 and .393749.
    const p0 = 1 - 0.01 ** (1 / 40);
    const risks = [0.05, 0.25, 0.95].map((more) => p0 + more * 0.3);
    const expected = risks.reduce((sum, risk) => sum + risk / p0, 0) / 3;
    const seen = of('topic', [...many(40, 0), answer(20, { complained: true })]);
    expect(seen?.evidence).toBeCloseTo(expected, 9);
    expect(seen?.run).toEqual({ answers: 1, wrong: 1 });
  });

  it('tell nothing without a past, and nothing where wrong answers draw no more of them than right ones', () => {
    expect(watchComplaints(many(39, 0), watching)).toEqual([]);
    expect(of('topic', [...many(39, 0), answer(20)])).toBeUndefined();
    const deaf = [
      ...many(60, 0, { audit: audited(true) }),
      ...many(60, 0, { audit: audited(false) }),
      answer(20, { complained: true }),
    ];
    expect(of('topic', deaf)).toBeUndefined();
  });

  it('raise one alarm for each level that they are about, and begin anew', () => {
    const harmed = [...many(60, 0), ...many(60, 20, { complained: true })];
    for (const level of ['workspace', 'area', 'topic', 'resolution']) {
      const seen = of(level, harmed);
      expect(seen?.alarm?.at_ms).toBe(20 * DAY);
      expect(seen?.alarm?.run.wrong).toBeGreaterThan(5);
      expect(seen?.run.answers).toBeLessThan(60);
    }
  });

  it('wait until the time for them is over, for complaints and for silence alike', () => {
    const harmed = [...many(60, 0), ...many(60, 20, { complained: true })];
    expect(of('topic', harmed, { now_ms: 20 * DAY + 5 * 3_600_000 })).toBeUndefined();
    expect(of('topic', harmed, { now_ms: 20 * DAY + 6 * 3_600_000 })?.alarm).not.toBeNull();
  });

  it('about another text of a resolution begin anew, but not those about its topic', () => {
    const before = [...many(60, 0), ...many(3, 20, { complained: true })];
    const after = [...before, answer(21, { complained: true, text: 2 })];
    expect(of('resolution', after)?.run).toEqual({ answers: 1, wrong: 1 });
    expect(of('topic', after)?.run).toEqual({ answers: 4, wrong: 4 });
  });

  it('act later where more is watched, and where more is answered', () => {
    const two = [
      ...many(60, 0),
      ...many(60, 0, { topic_id: 'u' }),
      answer(20),
      answer(20, { topic_id: 'u' }),
    ];
    expect(of('topic', two)?.acts_at).toBe(4_000);
    expect(watchComplaints(two, watching).find(({ id }) => id === 'u')?.acts_at).toBe(8_000);
    const busy = [...many(60, 0), ...many(400, 20)];
    // 460 answers in 20 days.
    expect(of('workspace', busy)?.acts_at).toBeCloseTo((460 / 20) * 365, 6);
  });
});

describe('audits by topic', () => {
  it('act at 4,000 for each topic, and count a verdict by its weight', () => {
    const verdicts = (count: number, weight = 1) =>
      Array.from({ length: count }, (_, i) => answer(i, { audit: { wrong: true, weight, at_ms: i * DAY } }));
    // (2^n + 4^n + 8^n) / 3: 1,542.7 after 4, 11,605 after 5.
    expect(watchTopics(verdicts(4), watching)[0]?.alarm).toBeNull();
    expect(watchTopics(verdicts(5), watching)[0]?.alarm).toEqual({
      at_ms: 4 * DAY,
      run: { answers: 5, wrong: 5 },
    });
    expect(watchTopics(verdicts(5, 0.5), watching)[0]?.alarm).toBeNull();
    const two = [answer(0, { topic_id: 'u', audit: audited(false) }), ...verdicts(5)];
    expect(watchTopics(two, watching).find(({ id }) => id === 't')?.alarm).not.toBeNull();
    expect(watchTopics(two, watching)[0]?.acts_at).toBe(8_000);
  });
});
