import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { bernsteinLow, evaluatePolicy, type LoggedChoice } from './off-policy.ts';

const worked: LoggedChoice[] = [
  { target: 0.9, logged: 0.5, reward: 1, model: { chosen: 0.7, value: 0.67 } },
  { target: 0.1, logged: 0.5, reward: 0, model: { chosen: 0.4, value: 0.67 } },
  { target: 0.9, logged: 0.8, reward: 1, model: { chosen: 0.7, value: 0.67 } },
  { target: 0.9, logged: 0.2, reward: 0, model: { chosen: 0.7, value: 0.67 } },
  { target: 0.1, logged: 0.5, reward: 1, model: { chosen: 0.4, value: 0.67 } },
];

describe('the estimates', () => {
  it('worked example: IPS .625, SNIPS .399361, DR .2235', () => {
    const found = evaluatePolicy(worked);
    expect(found.ips).toBeCloseTo(0.625, 12);
    expect(found.snips).toBeCloseTo(0.399361, 6);
    expect(found.dr).toBeCloseTo(0.2235, 12);
    expect(found.logged_value).toBeCloseTo(0.6, 12);
    expect(found.max_weight).toBeCloseTo(4.5, 12);
    // (1.8 + .2 + 1.125 + 4.5 + .2)² / (3.24 + .04 + 1.265625 + 20.25 + .04)
    expect(found.effective_samples).toBeCloseTo(7.825 ** 2 / 24.835625, 9);
  });

  it('empirical Bernstein: 80 of 100 at 95 % are .603861 or more', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 80 ? 1 : 0));
    expect(bernsteinLow(values, { range: 1, delta: 0.05 })).toBeCloseTo(0.603861, 6);
    expect(bernsteinLow([1], { range: 1, delta: 0.05 })).toBeNull();
  });

  it('are all the mean reward where both policies choose alike', () => {
    const same = Array.from({ length: 80 }, (_, i) => ({
      reward: (i % 4) / 3,
      logged: 0.5,
      target: 0.5,
      model: { chosen: 0.3, value: 0.3 },
    }));
    const { ips, snips, dr, logged_value, effective_samples, verdict } = evaluatePolicy(same);
    for (const each of [ips, snips, dr]) expect(each).toBeCloseTo(logged_value ?? -1, 12);
    expect(effective_samples).toBeCloseTo(80, 9);
    expect(verdict).toEqual({ kind: 'undecided' });
  });

  it('has no doubly robust value where a guess is missing, and none at all without records', () => {
    expect(evaluatePolicy([...worked, { target: 1, logged: 1, reward: 1 }]).dr).toBeNull();
    expect(evaluatePolicy([])).toMatchObject({ ips: null, snips: null, dr: null, bernstein_low: null });
  });

  it.each([
    [{ target: 0.5, logged: 0.01, reward: 1 }, 'logged from 0.1'],
    [{ target: 0.5, logged: 0.5, reward: 2 }, 'reward 2'],
    [{ target: Number.NaN, logged: 0.5, reward: 1 }, 'target NaN'],
  ])('refuses a record that cannot be: %o', (record, expected) => {
    expect(() => evaluatePolicy([record])).toThrow(expected);
  });
});

/** Two answers, right in 90 % and 60 %; logged with `logged` for the better one. */
function draw(given: {
  count: number;
  logged: number;
  target: number;
  random: SeededRandom;
}): LoggedChoice[] {
  const { count, logged, target, random } = given;
  return Array.from({ length: count }, () => {
    const better = random.next() < logged;
    const reward = random.next() < (better ? 0.9 : 0.6) ? 1 : 0;
    return better ? { reward, logged, target } : { reward, logged: 1 - logged, target: 1 - target };
  });
}

describe('the verdict', () => {
  const random = new SeededRandom('verdict');

  it('is refused where too few records speak', () => {
    const found = evaluatePolicy(draw({ count: 40, logged: 0.5, target: 0.9, random })).verdict;
    expect(found).toEqual({ kind: 'refused', reason: expect.stringContaining('too few effective samples') });
    expect(evaluatePolicy([]).verdict.kind).toBe('refused');
  });

  it('is refused where one record speaks too loudly, however many there are', () => {
    const rare = { reward: 1, logged: 0.04, target: 1 };
    const many = draw({ count: 2_000, logged: 0.5, target: 0.6, random });
    expect(evaluatePolicy(many, { least_propensity: 0.01 }).verdict.kind).not.toBe('refused');
    expect(evaluatePolicy([...many, rare], { least_propensity: 0.01 }).verdict).toEqual({
      kind: 'refused',
      reason: 'too few effective samples: one record weighs 25, at most 20 allowed',
    });
  });

  it('finds the better policy, and the worse one', () => {
    const better = evaluatePolicy(draw({ count: 3_000, logged: 0.5, target: 1, random }));
    expect(better.verdict).toEqual({ kind: 'better' });
    expect(better.interval.low).toBeLessThan(0.9);
    expect(better.interval.high).toBeGreaterThan(0.9);
    expect(better.bernstein_low).toBeLessThan(0.9);
    expect(evaluatePolicy(draw({ count: 3_000, logged: 0.5, target: 0, random })).verdict).toEqual({
      kind: 'worse',
    });
  });

  it('hardly ever calls an equal policy better or worse; comparing two means does', () => {
    const [runs, delta] = [150, 0.1];
    let [wrongly, naively] = [0, 0];
    for (let run = 0; run < runs; run++) {
      // Both answers are as good as each other, so no policy can be better.
      const records = draw({ count: 150, logged: 0.7, target: 0.2, random }).map((record) => ({
        ...record,
        reward: random.next() < 0.8 ? 1 : 0,
      }));
      const { verdict, ips, logged_value } = evaluatePolicy(records, { delta, least_propensity: 0.3 });
      wrongly += verdict.kind === 'better' || verdict.kind === 'worse' ? 1 : 0;
      naively += Math.abs((ips ?? 0) - (logged_value ?? 0)) > 0.02 ? 1 : 0;
    }
    expect(wrongly / runs).toBeLessThanOrEqual(delta + 3 * Math.sqrt((delta * (1 - delta)) / runs));
    expect(naively / runs).toBeGreaterThan(0.5);
  });

  it('IPS has no bias; the mean of what was logged has', () => {
    const runs = 200;
    let [ips, logged] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const found = evaluatePolicy(draw({ count: 100, logged: 0.3, target: 0.8, random }));
      ips += (found.ips ?? 0) / runs;
      logged += (found.logged_value ?? 0) / runs;
    }
    // One estimate has a standard deviation below .14; four standard errors of the mean.
    expect(Math.abs(ips - (0.8 * 0.9 + 0.2 * 0.6))).toBeLessThan((4 * 0.14) / Math.sqrt(runs));
    expect(Math.abs(logged - 0.69)).toBeLessThan(0.02);
  });
});
