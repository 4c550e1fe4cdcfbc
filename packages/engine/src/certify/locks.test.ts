import { describe, expect, it } from 'vitest';
import type { Lock } from '../domain.ts';
import { type CheckedAnswer, levelKey, liftVeto, lockOnAlarm, startLocks, vetoOf } from './locks.ts';

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

/** Wrong answers in a row until something closes. */
function wrongUntil(scope: Lock['scope'], change: (index: number) => Partial<CheckedAnswer> = () => ({})) {
  const locks = startLocks();
  for (let index = 1; index <= 60; index++) {
    const answer = { ...ANSWER, wrong: true, ...change(index) };
    const found = lockOnAlarm(locks, answer, WATCHING).find((lock) => lock.scope === scope);
    if (found) return { index, lock: found, locks };
  }
  return { index: null, lock: null, locks };
}

describe('locks', () => {
  it('close at evidence of 4,000, with the reason, the place and the way back', () => {
    // Wrong answers only: (2^n + 4^n + 8^n) / 3 reaches 4,000 at n = 5 (11,275), not at 4 (1,456).
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
    // 7 of 8 answers are right, but all of those that change accounts are wrong: two watches, twice the level.
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

  it('a family alarms at its size times the level', () => {
    const locks = startLocks();
    for (let other = 0; other < 1000; other++) {
      lockOnAlarm(locks, { ...ANSWER, resolution_id: `other ${other}` }, WATCHING);
    }
    const until = (id: string) => {
      for (let index = 1; ; index++) {
        const closed = lockOnAlarm(locks, { ...ANSWER, wrong: true, resolution_id: id }, WATCHING);
        if (closed.some(({ scope }) => scope === 'resolution')) return index;
      }
    };
    // 8^n / 3 must reach 4,004,000 instead of 4,000: n = 8 (5.6 million), not 7 (705 thousand).
    expect(until('r')).toBe(8);
    expect(vetoOf(locks, 'r')).toMatchObject({ scope: 'resolution', since: { seq: 7 } });
    expect(vetoOf(locks, 'other 1')).toBeNull();
    expect(vetoOf(locks, 'unknown')).toBeNull();
  });

  it('so do the evidence levels of a desk', () => {
    const locks = startLocks();
    for (const evidence of ['one', 'few', 'some'] as const)
      lockOnAlarm(locks, { ...ANSWER, evidence }, WATCHING);
    let index = 0;
    for (let closed: Lock[] = []; !closed.some(({ scope }) => scope === 'evidence'); index++) {
      closed = lockOnAlarm(locks, { ...ANSWER, wrong: true }, WATCHING);
    }
    // Four of them: (2^n + 4^n + 8^n) / 3 must reach 16,000: n = 6 (88,768), not 5 (11,275).
    expect(index).toBe(6);
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
