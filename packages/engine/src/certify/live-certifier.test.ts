import { describe, expect, it } from 'vitest';
import type { Accepted } from '../config.ts';
import type { EvidenceLevel, Stakes } from '../domain.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { DELTA_SHARES, LiveCertifier, type LiveLabel } from './live-certifier.ts';

const PROMISE = { max_error: 0.05, delta: 0.1 };
const LABEL: LiveLabel = {
  decision_id: 'd',
  question_id: 'q',
  resolution_id: 'r',
  confidence: 0.96,
  stakes: 'read-only',
  evidence: 'many',
  confidence_features: [],
  correct: true,
  propensity: 1,
  least_propensity: 1,
  at_ms: 1000,
};
/** Went out alone, was audited at the least rate. */
const AUDITED: Partial<LiveLabel> = { propensity: 0.2, least_propensity: 0.2 };

class Ledger {
  readonly certifier = new LiveCertifier(PROMISE);
  seq = 0;

  learn(count: number, change: Partial<LiveLabel> = {}): string[] {
    return Array.from({ length: count }, () => {
      this.seq += 1;
      const label = { ...LABEL, at_ms: this.seq * 1000, ...change };
      return this.certifier.learnOne(label, this.seq).map(({ scope }) => scope);
    }).flat();
  }

  threshold(stakes: Stakes = 'read-only', level: EvidenceLevel | null = null): number | null {
    return this.certifier.cell(stakes, level).threshold;
  }
}

describe('the live certifier', () => {
  it('holds each level of stakes to what is accepted there, as if it were the only one', () => {
    const random = new SeededRandom('stakes');
    const labels = Array.from({ length: 3_000 }, (_, i): LiveLabel => {
      const stakes = random.next() < 0.5 ? 'read-only' : 'account-changing';
      const confidence = random.next();
      const correct = random.next() < 0.97 + 0.03 * confidence;
      const odds = i > 1_500 && random.next() < 0.3 ? AUDITED : {};
      return { ...LABEL, stakes, confidence, correct, at_ms: i, ...odds };
    });
    const heard = (promise: Accepted, among: readonly Stakes[]) => {
      const certifier = new LiveCertifier(promise);
      labels.forEach((label, i) => among.includes(label.stakes) && certifier.learnOne(label, i + 1));
      return certifier;
    };
    const both = heard({ ...PROMISE, max_error_by_stakes: { 'account-changing': 0.02 } }, [
      'read-only',
      'account-changing',
    ]);
    const strict = heard({ ...PROMISE, max_error: 0.02 }, ['account-changing']);
    const usual = heard(PROMISE, ['read-only']);
    for (const level of [null, 'many'] as const) {
      expect(both.cell('account-changing', level)).toEqual(strict.cell('account-changing', level));
      expect(both.cell('read-only', level)).toEqual(usual.cell('read-only', level));
    }
    const thresholds = [both.cell('read-only'), both.cell('account-changing')].map((cell) => cell.threshold);
    expect(thresholds[0]).toBeLessThan(thresholds[1] ?? 1.1);
  });

  it('holds everything together to the most that is accepted anywhere', () => {
    const scopesUnder = (promise: Accepted) => {
      const certifier = new LiveCertifier(promise);
      const scopes = Array.from({ length: 3_000 }, (_, i) =>
        certifier.learnOne({ ...LABEL, ...AUDITED, resolution_id: null, correct: i % 25 > 0 }, i + 1),
      );
      return new Set(scopes.flat().map(({ scope }) => scope));
    };
    const strict = { ...PROMISE, max_error: 0.01 };
    expect(scopesUnder(strict)).toEqual(new Set(['everything', 'stakes', 'evidence']));
    expect(scopesUnder({ ...strict, max_error_by_stakes: { 'read-only': 0.05 } })).toEqual(new Set());
    const other = { ...PROMISE, max_error_by_stakes: { 'read-only': 0.01 } } as const;
    expect(scopesUnder(other)).toEqual(new Set(['stakes', 'evidence']));
  });

  it('unlocks a level of stakes on its own labels, at the label that it said was missing', () => {
    const ledger = new Ledger();
    const { needed, lock, since } = ledger.certifier.cell('read-only');
    expect([lock, since]).toEqual([null, null]);
    ledger.learn(needed - 1);
    ledger.learn(300, { stakes: 'account-changing', confidence: 0.2 });
    expect(ledger.threshold()).toBeNull();
    expect(ledger.certifier.cell('read-only').needed).toBe(1);
    ledger.learn(1);
    expect(ledger.threshold()).toBeGreaterThan(0.9);
    const at = { seq: ledger.seq, at_ms: ledger.seq * 1000 };
    ledger.learn(20);
    expect(ledger.certifier.cell('read-only')).toMatchObject({ since: at, needed: 0, wrong: 0, coverage: 1 });
    expect(ledger.certifier.cell('read-only').labelled).toBe(needed + 20);
    expect(ledger.threshold('account-changing')).toBeNull();
  });

  it('tells since when, also at the highest threshold', () => {
    const ledger = new Ledger();
    ledger.learn(200, { confidence: 1 });
    expect(ledger.certifier.cell('read-only').since).not.toBeNull();
    expect(ledger.threshold()).toBeCloseTo(0.999, 3);
  });

  it('an evidence level has a certificate of its own, and needs more for it', () => {
    const ledger = new Ledger();
    const { needed } = ledger.certifier.cell('read-only', 'one');
    expect(needed).toBeGreaterThan(ledger.certifier.cell('read-only').needed);
    ledger.learn(needed - 1, { evidence: 'one' });
    expect(ledger.threshold('read-only', 'one')).toBeNull();
    ledger.learn(1, { evidence: 'one' });
    expect(ledger.threshold('read-only', 'one')).not.toBeNull();
    expect(ledger.threshold('read-only', 'many')).toBeNull();
    ledger.learn(1, { evidence: null });
    expect(ledger.certifier.cell('read-only').labelled).toBe(needed + 1);
  });

  it('spends no more than delta within a level of stakes', () => {
    const { first, live, level } = DELTA_SHARES;
    expect(first + live + 4 * level).toBeCloseTo(1, 12);
  });

  it('is a function of its labels: the same ones again give the same', () => {
    const random = new SeededRandom('again');
    const labels = Array.from({ length: 1000 }, (_, index): LiveLabel => {
      const confidence = 0.7 + 0.3 * random.next();
      return { ...LABEL, confidence, correct: random.next() < 0.8 + confidence / 5, at_ms: index };
    });
    const run = () => {
      const certifier = new LiveCertifier(PROMISE);
      labels.forEach((label, index) => certifier.learnOne(label, index + 1));
      return certifier.cell('read-only');
    };
    expect(run()).toEqual(run());
    expect(run().threshold).not.toBeNull();
  });

  it('after 500 labels looks after every tenth', () => {
    const ledger = new Ledger();
    ledger.learn(503, { confidence: 0.2, correct: false });
    const at: number[] = [];
    while (ledger.threshold() === null && ledger.seq < 1000) {
      ledger.learn(1);
      at.push(ledger.seq);
    }
    expect(at.at(-1)).toBeLessThan(630);
    expect((at.at(-1) ?? 0) % 10).toBe(0);
    const until = new Ledger();
    until.learn(499, { confidence: 0.96, correct: true });
    expect(until.certifier.cell('read-only').labelled).toBe(499);
    until.learn(2);
    expect(until.certifier.cell('read-only').labelled).toBe(501);
  });

  it('everything is locked when audits say so, and opens on fresh labels only', () => {
    const ledger = new Ledger();
    ledger.learn(400);
    expect(ledger.threshold()).not.toBeNull();
    const closed = ledger.learn(5, { ...AUDITED, correct: false, resolution_id: null });
    expect(closed).toContain('everything');
    const cell = ledger.certifier.cell('read-only');
    expect(cell).toMatchObject({ threshold: null, since: null, labelled: 0 });
    expect(cell.lock?.since).toEqual({ seq: ledger.seq, at_ms: ledger.seq * 1000 });
    expect(ledger.certifier.cell('read-only', 'many').lock).not.toBeNull();
    ledger.learn(cell.needed - 1);
    expect(ledger.threshold()).toBeNull();
    ledger.learn(1);
    expect(ledger.threshold()).not.toBeNull();
    expect(ledger.certifier.cell('read-only').since?.seq).toBe(ledger.seq);
  });

  it('labels of what did not go out alone lock nothing; those that did, whatever their propensity, do', () => {
    const quiet = new Ledger();
    expect(quiet.learn(40, { correct: false })).toEqual([]);
    expect(quiet.learn(40, { ...AUDITED, alone: false, correct: false })).toEqual([]);
    const certain = new Ledger();
    expect(certain.learn(5, { alone: true, correct: false, resolution_id: null })).toContain('everything');
  });

  it('weighs what was likelier to be audited than others', () => {
    const ledger = new Ledger();
    const likely = { propensity: 0.8, least_propensity: 0.1, correct: false, resolution_id: null };
    expect(ledger.learn(6, likely)).toEqual([]);
    expect(new Ledger().learn(6, { ...likely, propensity: 0.1 })).toContain('everything');
  });

  it('locks one level of stakes and leaves the other', () => {
    const ledger = new Ledger();
    ledger.learn(300);
    ledger.learn(300, { stakes: 'account-changing', resolution_id: 'other' });
    const closed: string[] = [];
    while (!closed.includes('stakes')) {
      closed.push(...ledger.learn(1, { ...AUDITED, correct: false, evidence: null, resolution_id: null }));
      // Right ones of the other level, so that it is not about everything.
      ledger.learn(60, { ...AUDITED, stakes: 'account-changing', resolution_id: null, evidence: null });
    }
    expect(closed).toEqual(['stakes']);
    expect(ledger.threshold()).toBeNull();
    expect(ledger.certifier.cell('read-only', 'many').lock?.scope).toBe('stakes');
    expect(ledger.threshold('account-changing')).not.toBeNull();
    expect(ledger.certifier.cell('account-changing', 'many').lock).toBeNull();
  });

  it('locks one evidence level and leaves the pooled certificate', () => {
    const ledger = new Ledger();
    ledger.learn(300);
    ledger.learn(300, { evidence: 'one' });
    const closed: string[] = [];
    while (!closed.includes('evidence')) {
      closed.push(...ledger.learn(1, { ...AUDITED, correct: false, evidence: 'one', resolution_id: null }));
      ledger.learn(60, { ...AUDITED, resolution_id: null });
    }
    expect(closed).toEqual(['evidence']);
    expect(ledger.certifier.cell('read-only', 'one')).toMatchObject({ threshold: null, labelled: 0 });
    expect(ledger.certifier.cell('read-only', 'one').lock?.scope).toBe('evidence');
    expect(ledger.certifier.cell('read-only', 'many').lock).toBeNull();
    expect(ledger.threshold()).not.toBeNull();
  });

  it('a veto takes no certificate back', () => {
    const ledger = new Ledger();
    ledger.learn(300);
    const closed: string[] = [];
    while (!closed.includes('resolution')) {
      closed.push(...ledger.learn(1, { ...AUDITED, correct: false }));
      ledger.learn(60, { ...AUDITED, resolution_id: 'other' });
    }
    expect(closed).toEqual(['resolution']);
    expect(ledger.certifier.cell('read-only', 'many').lock).toBeNull();
    expect(ledger.threshold('read-only', 'many')).not.toBeNull();
    expect(ledger.certifier.cell('read-only').lock).toBeNull();
  });

  it('vetoes a resolution until fresh labels or a new text; harmless mistakes do not', () => {
    const vetoed = () => {
      const ledger = new Ledger();
      ledger.learn(6, { ...AUDITED, correct: false });
      return ledger;
    };
    const harmless = new Ledger();
    expect(harmless.learn(6, { ...AUDITED, correct: false, harmless: true })).not.toContain('resolution');
    expect(harmless.certifier.veto('r')).toBeNull();
    const ledger = vetoed();
    expect(ledger.certifier.veto('r')).toMatchObject({ scope: 'resolution' });
    expect(ledger.certifier.veto('other')).toBeNull();
    ledger.certifier.restart();
    expect(ledger.certifier.veto('r')).not.toBeNull();
    ledger.learn(100, { resolution_id: null });
    expect(ledger.certifier.veto('r')).not.toBeNull();
    ledger.learn(26);
    expect(ledger.certifier.veto('r')).not.toBeNull();
    ledger.learn(1);
    expect(ledger.certifier.veto('r')).toBeNull();
    const renewed = vetoed();
    renewed.certifier.restartResolution('r');
    expect(renewed.certifier.veto('r')).toBeNull();
  });

  it('a restart begins everything anew: certificates and watches', () => {
    const ledger = new Ledger();
    ledger.learn(300);
    ledger.learn(4, { ...AUDITED, correct: false, resolution_id: null });
    ledger.certifier.restart();
    expect(ledger.certifier.cell('read-only')).toMatchObject({
      threshold: null,
      labelled: 0,
      since: null,
      lock: null,
    });
    expect(ledger.learn(4, { ...AUDITED, correct: false, resolution_id: null })).toEqual([]);
    expect(ledger.learn(1, { ...AUDITED, correct: false, resolution_id: null })).toContain('everything');
  });
});
