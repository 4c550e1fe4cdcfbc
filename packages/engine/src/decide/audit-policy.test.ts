import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceLevel } from '../domain.ts';
import { AUDIT_POLICY, type AuditQuestion, auditProbability, FIRST_MONTH_MS } from './audit-policy.ts';

const SETTLED: AuditQuestion = {
  floor: 0.05,
  cell_age_ms: FIRST_MONTH_MS,
  evidence: 'many',
  novelty_p: 0.2,
};

describe('audit policy', () => {
  it.each<[string, Partial<AuditQuestion>, number, number]>([
    ['floor', {}, 0.05, 0.05],
    ['floor', { floor: 0.4 }, 0.4, 0.4],
    ['floor', { floor: 1 }, 1, 1],
    ['floor', { floor: 0 }, 0.05, 0.05],
    ['floor', { floor: 0.051 }, 0.051, 0.051],
    ['floor', { floor: 2 }, 1, 1],
    ['floor', { floor: Number.NaN }, 0.05, 0.05],
    ['first-month', { cell_age_ms: FIRST_MONTH_MS - 1 }, 0.15, 0.15],
    ['first-month', { cell_age_ms: 0 }, 0.15, 0.15],
    ['first-month', { cell_age_ms: null }, 0.15, 0.15],
    ['first-month', { cell_age_ms: Number.NaN }, 0.15, 0.15],
    ['floor', { cell_age_ms: 0, floor: 0.2 }, 0.2, 0.2],
    ['floor', { evidence: 'some' }, 0.05, 0.05],
    ['floor', { floor: 0.15, cell_age_ms: 0 }, 0.15, 0.15],
    ['few-exemplars', { evidence: 'few', novelty_p: 0.1 }, 0.2, 0.05],
    ['few-exemplars', { evidence: 'few' }, 0.2, 0.05],
    ['one-exemplar', { evidence: 'one' }, 0.3, 0.05],
    ['one-exemplar', { evidence: null }, 0.3, 0.05],
    ['one-exemplar', { evidence: 'one', cell_age_ms: null }, 0.3, 0.15],
    ['unusual', { novelty_p: 0.199 }, 0.2, 0.05],
    ['unusual', { novelty_p: 0.05 }, 0.2, 0.05],
    ['nearly-novel', { novelty_p: 0.049 }, 0.4, 0.05],
    ['nearly-novel', { novelty_p: Number.NaN }, 0.4, 0.05],
    ['nearly-novel', { novelty_p: 0.01, evidence: 'one' }, 0.4, 0.05],
    ['floor', { novelty_p: 0.01, floor: 0.5 }, 0.5, 0.5],
  ])('%s: %o', (why, change, probability, least) => {
    expect(auditProbability({ ...SETTLED, ...change })).toEqual({
      probability,
      least,
      why,
      policy: AUDIT_POLICY,
    });
  });

  it('is always a known probability, never below the least one, the floor or 5 %', () => {
    const levels: (EvidenceLevel | null)[] = ['one', 'few', 'some', 'many', null];
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.integer({ min: 0, max: 2 * FIRST_MONTH_MS })),
        fc.constantFrom(...levels),
        fc.double({ min: 0, max: 1 }),
        (floor, cell_age_ms, evidence, novelty_p) => {
          const { probability, least } = auditProbability({ floor, cell_age_ms, evidence, novelty_p });
          expect(probability).toBeLessThanOrEqual(1);
          expect(least).toBeLessThanOrEqual(probability);
          expect(least).toBeGreaterThanOrEqual(Math.max(0.05, floor));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('never audits thinner ground less', () => {
    const by = (['many', 'some', 'few', 'one'] as const).map(
      (evidence) => auditProbability({ ...SETTLED, evidence }).probability,
    );
    expect(by).toEqual(by.toSorted((a, b) => a - b));
    const stranger = [1, 0.5, 0.1, 0.01].map(
      (novelty_p) => auditProbability({ ...SETTLED, novelty_p }).probability,
    );
    expect(stranger).toEqual(stranger.toSorted((a, b) => a - b));
  });
});
