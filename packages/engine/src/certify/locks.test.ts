import { describe, expect, it } from 'vitest';
import type { Lock } from '../domain.ts';
import {
  type CheckedAnswer,
  levelKey,
  liftVeto,
  lockOnAlarm,
  restartResolution,
  startLocks,
  vetoOf,
  watchesOf,
} from './locks.ts';

const ANSWER: CheckedAnswer = {
  stakes: 'read-only',
  evidence: 'many',
  resolution_id: 'r',
  confidence: 0.9,
  wrong: false,
  harmless: false,
  weight: 1,
};
const WATCHING = { alpha: 0.05, laxest: 0.05, at: { seq: 7, at_ms: 70 } };

/** Wrong answers in a row until something closes: each by a resolution of its own, unless it is about one. */
function wrongUntil(scope: Lock['scope'], change: (index: number) => Partial<CheckedAnswer> = () => ({})) {
  const locks = startLocks();
  for (let index = 1; index <= 60; index++) {
    const resolution_id = scope === 'resolution' ? 'r' : `r${index}`;
    const answer = { ...ANSWER, wrong: true, resolution_id, ...change(index) };
    const found = lockOnAlarm(locks, answer, WATCHING).find((lock) => lock.scope === scope);
    if (found) return { index, lock: found, locks };
  }
  return { index: null, lock: null, locks };
}

describe('locks', () => {
  it('close at evidence of 10,000, with the reason, the place and the way back', () => {
    // Wrong answers only: (2^n + 4^n + 8^n) / 3 reaches 10,000 at n = 5 (11,275), not at 4 (1,456).
    const { index, lock } = wrongUntil('everything');
    expect(index).toBe(5);
    expect(lock).toEqual({
      scope: 'everything',
      since: { seq: 7, at_ms: 70 },
      why: '5 of the last 5 checked answers were wrong, where at most 5 % may be.',
      unlocks: 'Fresh labels, from here on, that certify a threshold again.',
    });
  });

  it('close one level of stakes, or one evidence level, where only that one is bad', () => {
    expect(wrongUntil('stakes').index).toBe(5);
    expect(wrongUntil('evidence').index).toBe(5);
    expect(wrongUntil('resolution').index).toBe(5);
    expect(wrongUntil('evidence', () => ({ evidence: null })).index).toBeNull();
    expect(wrongUntil('resolution', () => ({ resolution_id: null })).index).toBeNull();
    const alternating = (index: number) => ({
      wrong: index % 8 === 0,
      stakes: index % 8 === 0 ? ('account-changing' as const) : ('read-only' as const),
    });
    // 7 of 8 answers are right, but all of those that change accounts are wrong.
    const found = wrongUntil('stakes', alternating);
    expect(found.index).toBe(40);
    expect(found.lock?.why).toContain('5 of the last 5');
  });

  it('say what opens each of them again', () => {
    const unlocks = (scope: Lock['scope']) => wrongUntil(scope).lock?.unlocks;
    expect(unlocks('stakes')).toBe(unlocks('everything'));
    expect(unlocks('evidence')).toMatch(/^Fresh labels of this evidence level .* its own/);
    expect(unlocks('resolution')).toMatch(/^Fresh labels of this resolution.*or a new text/);
  });

  it('a family alarms at the level of one: each answer is in one of its watches', () => {
    const locks = startLocks();
    for (let other = 0; other < 1000; other++) {
      lockOnAlarm(locks, { ...ANSWER, resolution_id: `other ${other}` }, WATCHING);
    }
    for (const evidence of ['one', 'few', 'some'] as const)
      lockOnAlarm(locks, { ...ANSWER, evidence }, WATCHING);
    const until = (scope: Lock['scope'], about: (index: number) => Partial<CheckedAnswer>) => {
      for (let index = 1; index < 20; index++) {
        const closed = lockOnAlarm(locks, { ...ANSWER, wrong: true, ...about(index) }, WATCHING);
        if (closed.some((lock) => lock.scope === scope)) return index;
      }
      return null;
    };
    expect(until('resolution', () => ({}))).toBe(5);
    expect(vetoOf(locks, 'r')).toMatchObject({ scope: 'resolution', since: { seq: 7 } });
    expect(vetoOf(locks, 'other 1')).toBeNull();
    expect(vetoOf(locks, 'unknown')).toBeNull();
    expect(until('evidence', (index) => ({ evidence: 'one', resolution_id: `other ${index}` }))).toBe(5);
  });

  it('hold the one answer that explains an alarm about all, and say so', () => {
    const locks = startLocks();
    const seen = (resolution_id: string, wrong: boolean) =>
      lockOnAlarm(locks, { ...ANSWER, resolution_id, wrong }, WATCHING);
    // Four wrong ones of r are not enough for its own watch (1,456); one more of another is, for that of all.
    for (let i = 0; i < 4; i++) expect(seen('r', true)).toEqual([]);
    const closed = seen('other', true);
    expect(closed).toHaveLength(1);
    expect(closed[0]).toMatchObject({ scope: 'resolution', since: { seq: 7 } });
    expect(closed[0]?.why).toBe(
      '4 of the last 4 checked answers were wrong, where at most 5 % may be. Without this answer, the others are as right as was promised.',
    );
    expect(vetoOf(locks, 'r')).toEqual(closed[0]);
    expect(vetoOf(locks, 'other')).toBeNull();
    // What is checked late of what is held says nothing of the others: four more wrong ones, and nothing closes.
    for (let i = 0; i < 4; i++) expect(seen('r', true)).toEqual([]);
    expect(watchesOf(locks).find(({ scope }) => scope === 'everything')?.run).toEqual({
      answers: 1,
      wrong: 1,
    });
  });

  it('a new text takes what the old one did out of the watches of all', () => {
    const locks = startLocks();
    for (let i = 0; i < 4; i++) lockOnAlarm(locks, { ...ANSWER, wrong: true }, WATCHING);
    restartResolution(locks, 'r');
    expect(lockOnAlarm(locks, { ...ANSWER, resolution_id: 'other', wrong: true }, WATCHING)).toEqual([]);
    expect(watchesOf(locks).map(({ scope, run }) => [scope, run.wrong])).toEqual([
      ['everything', 1],
      ['stakes', 1],
      ['resolution', 1],
    ]);
  });

  it('a veto can be lifted whatever risk is accepted', () => {
    const { locks } = wrongUntil('resolution');
    const lift = () => liftVeto(locks, { resolution_id: 'r', confidence: 0.9, wrong: false }, 0.7);
    lift();
    expect(vetoOf(locks, 'r')).not.toBeNull();
    lift();
    // Twice .7 is no risk; at .85 two right ones are enough (by quadrature in SciPy).
    expect(vetoOf(locks, 'r')).toBeNull();
  });

  it('a harmless mistake is no reason for a veto, but counts everywhere else', () => {
    const harmless = () => ({ harmless: true });
    expect(wrongUntil('resolution', harmless).index).toBeNull();
    expect(wrongUntil('everything', harmless).index).toBe(5);
    expect(wrongUntil('evidence', harmless).index).toBe(5);
  });

  it('a veto is lifted by fresh right labels of the same confidence, and by nothing else', () => {
    const { locks } = wrongUntil('resolution', (index) => ({ confidence: 0.8 + index / 100 }));
    const lift = (change: { confidence?: number; wrong?: boolean; resolution_id?: string }) =>
      liftVeto(locks, { resolution_id: 'r', confidence: 0.81, wrong: false, ...change }, 0.05);
    for (let i = 0; i < 100; i++) {
      lift({ confidence: 0.8 });
      lift({ resolution_id: 'other' });
    }
    expect(vetoOf(locks, 'r')).not.toBeNull();
    let needed = 0;
    while (vetoOf(locks, 'r')) {
      lift({});
      needed += 1;
    }
    // At most 10 % wrong at 90 % confidence: 27 right ones in a row (closed-form mixture, by quadrature).
    expect(needed).toBe(27);
    lift({});
    expect(vetoOf(locks, 'r')).toBeNull();
  });

  it('a wrong label keeps a veto longer', () => {
    const { locks } = wrongUntil('resolution');
    const lift = (wrong: boolean) => liftVeto(locks, { resolution_id: 'r', confidence: 0.9, wrong }, 0.05);
    lift(true);
    for (let i = 0; i < 30; i++) lift(false);
    expect(vetoOf(locks, 'r')).not.toBeNull();
    for (let i = 0; i < 40; i++) lift(false);
    expect(vetoOf(locks, 'r')).toBeNull();
  });

  it('keys name stakes and level', () => expect(levelKey('read-only', 'one')).toBe('read-only/one'));
});
