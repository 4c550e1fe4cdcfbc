import { describe, expect, it } from 'vitest';
import type { EvidenceLevel } from '../domain.ts';
import { certificateInForce, isUnlocked, thresholdInForce } from './certificate-in-force.ts';
import type { FirstUnlock } from './first-unlock.ts';
import { LiveCertifier, type LiveLabel } from './live-certifier.ts';

const SETTINGS = { max_error: 0.05, delta: 0.1 };
const FIRST: FirstUnlock = {
  cell: 'read-only',
  threshold: 0.8,
  alpha: 0.05,
  delta: 0.1,
  labelled: 200,
  wrong: 3,
  audited: 2,
  coverage: 0.4,
  needed: 0,
  held_back: [],
  own_thresholds: {},
  since_seq: 50,
  since_at_ms: 5_000,
  looked_at: 300,
};
const NONE: FirstUnlock = { ...FIRST, threshold: null, coverage: 0, needed: 30 };

function certifierOf(...groups: readonly (readonly [number, Partial<LiveLabel>])[]): LiveCertifier {
  const certifier = new LiveCertifier(SETTINGS);
  let seq = 0;
  for (const [count, change] of groups) {
    for (let i = 0; i < count; i++) {
      seq += 1;
      const label: LiveLabel = {
        decision_id: 'd',
        question_id: 'q',
        resolution_id: null,
        confidence: 0.96,
        stakes: 'read-only',
        evidence: null,
        confidence_features: [],
        correct: true,
        propensity: 1,
        least_propensity: 1,
        at_ms: seq * 100,
        ...change,
      };
      certifier.learnOne(label, seq);
    }
  }
  return certifier;
}
const inForce = (certifier: LiveCertifier, first: readonly FirstUnlock[], settings = SETTINGS) =>
  certificateInForce({ stakes: 'read-only', certifier, first, settings });
const WRONG_ALONE = { correct: false, propensity: 0.1, least_propensity: 0.1 };

describe('the certificate in force', () => {
  it('is none at the start, and says how many labels are missing to the nearer one', () => {
    const certificate = inForce(certifierOf(), []);
    expect(certificate).toEqual({
      cell: 'read-only',
      threshold: null,
      alpha: 0.05,
      delta: 0.1,
      labelled: 0,
      wrong: 0,
      audited: 0,
      coverage: 0,
      needed: certificate.needed,
      held_back: [],
      how: null,
      since_seq: 0,
      since_at_ms: 0,
      locked: null,
      own_thresholds: {},
    });
    expect(certificate.needed).toBeGreaterThan(30);
    expect(inForce(certifierOf(), [NONE])).toMatchObject({ needed: 30, how: null, labelled: 200 });
    expect(inForce(certifierOf(), [{ ...NONE, needed: 500 }]).needed).toBe(certificate.needed);
    expect(thresholdInForce(certificate, 'many')).toBeNull();
    expect(thresholdInForce(certificate, null)).toBeNull();
  });

  it('is whichever reaches lower, with its own figures', () => {
    const live = certifierOf([200, {}]);
    const { threshold } = live.cell('read-only');
    expect(inForce(live, [FIRST])).toMatchObject({
      threshold: 0.8,
      how: 'first-unlock',
      labelled: 200,
      wrong: 3,
      audited: 2,
      coverage: 0.4,
      since_seq: 50,
      since_at_ms: 5_000,
    });
    const lower = inForce(live, [{ ...FIRST, threshold: 0.99 }]);
    expect(lower).toMatchObject({ threshold, how: 'live', labelled: 200, wrong: 0, coverage: 1 });
    expect(lower.since_at_ms).toBe(lower.since_seq * 100);
    expect(lower.since_seq).toBeGreaterThan(50);
    expect(inForce(live, [NONE])).toMatchObject({ threshold, how: 'live', needed: 0 });
    expect(inForce(live, [])).toMatchObject({ threshold, how: 'live' });
    expect(inForce(certifierOf(), [FIRST])).toMatchObject({ threshold: 0.8, how: 'first-unlock' });
    expect(thresholdInForce(inForce(certifierOf(), [FIRST]), 'one')).toBe(0.8);
    expect(thresholdInForce(inForce(certifierOf(), [FIRST]), null)).toBe(0.8);
  });

  it('is the live one where both are as good', () => {
    const { needed } = inForce(certifierOf(), []);
    expect(inForce(certifierOf(), [{ ...NONE, needed }])).toMatchObject({
      needed,
      labelled: 0,
      since_seq: 0,
    });
    const live = certifierOf([200, {}]);
    const { threshold } = live.cell('read-only');
    expect(inForce(live, [{ ...FIRST, threshold }]).how).toBe('live');
  });

  it.each<EvidenceLevel>(['one', 'few', 'some', 'many'])('any level may be held back: %s', (level) => {
    const held = [{ ...FIRST, held_back: [level] }];
    expect(thresholdInForce(inForce(certifierOf(), held), level)).toBeNull();
    const certificate = inForce(certifierOf([300, { evidence: level }]), held);
    expect(Object.keys(certificate.own_thresholds)).toEqual([level]);
    expect(thresholdInForce(certificate, level)).toBe(certificate.own_thresholds[level]);
  });

  it('a first unlock of a laxer promise, or of another cell, is none', () => {
    const none = certifierOf();
    expect(inForce(none, [FIRST], { max_error: 0.04, delta: 0.1 }).threshold).toBeNull();
    expect(inForce(none, [FIRST], { max_error: 0.05, delta: 0.05 }).threshold).toBeNull();
    expect(inForce(none, [FIRST], { max_error: 0.1, delta: 0.2 })).toMatchObject({
      threshold: 0.8,
      alpha: 0.1,
      delta: 0.2,
    });
    expect(inForce(none, [{ ...FIRST, cell: 'account-changing' }]).threshold).toBeNull();
  });

  it('a lock takes both back, says why, and ends with a certificate made after it', () => {
    const locked = certifierOf([200, {}], [5, WRONG_ALONE]);
    const certificate = inForce(locked, [FIRST]);
    expect(certificate).toMatchObject({ threshold: null, how: null, since_seq: 205, since_at_ms: 20_500 });
    expect(certificate.locked).toMatchObject({ scope: 'everything', since: { seq: 205 } });
    expect(certificate.locked?.why).toContain('5 of the last 5');
    expect(inForce(locked, [{ ...FIRST, since_seq: 205 }]).threshold).toBeNull();
    expect(inForce(locked, [{ ...FIRST, since_seq: 206 }])).toMatchObject({ threshold: 0.8, locked: null });
    const again = certifierOf([200, {}], [5, WRONG_ALONE], [200, {}]);
    expect(inForce(again, [FIRST])).toMatchObject({ how: 'live', locked: null });
  });

  it('a level that is held back goes by its own certificate, or waits', () => {
    const held = { ...FIRST, held_back: ['one', 'few'] as EvidenceLevel[] };
    const certificate = inForce(certifierOf([300, { evidence: 'one' }]), [held]);
    expect(certificate.held_back).toEqual(['one', 'few']);
    const own = certificate.own_thresholds.one;
    expect(own).toBeGreaterThan(0.9);
    expect(Object.keys(certificate.own_thresholds)).toEqual(['one']);
    expect(thresholdInForce(certificate, 'one')).toBe(own);
    expect(thresholdInForce(certificate, 'few')).toBeNull();
    expect(thresholdInForce(certificate, 'many')).toBe(0.8);
  });

  it('or from the threshold that the first unlock found for it, the lower of the two', () => {
    const held = {
      ...FIRST,
      held_back: ['one', 'few'] as EvidenceLevel[],
      own_thresholds: { one: 0.85, few: 0.97 },
    };
    const certificate = inForce(certifierOf([300, { evidence: 'few' }]), [held]);
    expect(certificate.own_thresholds.one).toBe(0.85);
    expect(certificate.own_thresholds.few).toBeLessThan(0.97);
    expect(thresholdInForce(certificate, 'one')).toBe(0.85);
  });

  it('so does a level that an alarm has locked', () => {
    const groups: (readonly [number, Partial<LiveLabel>])[] = [[300, { evidence: 'many' }]];
    for (let i = 0; i < 5; i++) {
      groups.push([1, { ...WRONG_ALONE, evidence: 'one' }]);
      groups.push([60, { evidence: 'many', propensity: 0.1, least_propensity: 0.1 }]);
    }
    // What the first unlock found for it was before the alarm.
    const before = { ...FIRST, held_back: ['one'] as EvidenceLevel[], own_thresholds: { one: 0.85 } };
    const certificate = inForce(certifierOf(...groups), [before]);
    expect(certificate).toMatchObject({
      threshold: 0.8,
      held_back: ['one'],
      own_thresholds: {},
      locked: null,
    });
    expect(thresholdInForce(certificate, 'one')).toBeNull();
    expect(thresholdInForce(certificate, 'many')).toBe(0.8);
  });

  it('while nothing is certified for all, a level may go by its own', () => {
    const mixed = certifierOf([240, { evidence: 'many' }], [300, { evidence: 'one', correct: false }]);
    const certificate = inForce(mixed, []);
    // The pooled certificate was made before the wrong labels came; a restart takes it back, not the labels since.
    expect(certificate.threshold).not.toBeNull();
    expect(certificate.own_thresholds).not.toHaveProperty('many');
    const interleaved = certifierOf(
      ...Array.from({ length: 300 }, (_, index): [number, Partial<LiveLabel>] => [
        1,
        index % 4 === 0 ? { evidence: 'one', correct: false } : { evidence: 'many' },
      ]),
    );
    const found = inForce(interleaved, []);
    expect(found.threshold).toBeNull();
    expect(thresholdInForce(found, 'many')).toBe(found.own_thresholds.many);
    expect(thresholdInForce(found, 'many')).not.toBeNull();
    expect(thresholdInForce(found, 'one')).toBeNull();
    expect(thresholdInForce(found, null)).toBeNull();
    expect([found, certificate, inForce(certifierOf(), [])].map(isUnlocked)).toEqual([true, true, false]);
  });
});
