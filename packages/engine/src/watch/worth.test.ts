import { describe, expect, it } from 'vitest';
import { differenceOf, meanInterval, meanMinutes, type WorthInput, worthOf } from './worth.ts';

const input: WorthInput = {
  months: [
    { alone: 200, stayed: 200, share: 1 },
    { alone: 400, stayed: 400, share: 0.5 },
  ],
  audits: { wrong: 5, right: 95 },
  minutes: { mean: 6, error: 0.5 },
  model: { wage_per_hour: 40, licence_per_month: 300, wrong_answer_cost: 10 },
  seed: 'worth',
};

describe('worthOf', () => {
  it('worked by hand', () => {
    const { hours, money, cost, net, cost_per_resolution, months } = worthOf(input);
    // 600 · 0.95 · 6 / 60; · 40 - 600 · 0.05 · 10; 300 · 1.5
    expect(hours.value).toBeCloseTo(57, 10);
    expect(money.value).toBeCloseTo(57 * 40 - 300, 10);
    expect(cost).toBe(450);
    expect(net.value).toBeCloseTo(1_530, 10);
    expect(cost_per_resolution?.value).toBeCloseTo(450 / 570, 10);
    expect(months.map((month) => month.hours.value)).toEqual(
      [19, 38].map((value) => expect.closeTo(value, 10)),
    );
    // What it has paid back by the end of each month.
    expect(months[0].total.value).toBeCloseTo(19 * 40 - 100 - 300, 10);
    expect(months[1].total.value).toBeCloseTo(net.value, 10);
    expect(months[1].total).toEqual(net);
  });

  it('its interval is that of the two that are uncertain', () => {
    const { hours } = worthOf(input);
    // Delta method: relative errors of minutes (0.5 / 6) and of the share right (0.0218 / 0.95), times 1.645.
    const error = 57 * Math.hypot(0.5 / 6, Math.sqrt((0.05 * 0.95) / 100) / 0.95);
    expect(hours.high - hours.low).toBeGreaterThan(2 * 1.645 * error * 0.9);
    expect(hours.high - hours.low).toBeLessThan(2 * 1.645 * error * 1.1);
    const certain = worthOf({
      ...input,
      minutes: { mean: 6, error: 0 },
      audits: { wrong: 5e5, right: 95e5 },
    });
    expect(certain.hours.high - certain.hours.low).toBeLessThan(0.05);
  });

  it('more audits never widen it, and the same seed gives the same', () => {
    const width = (times: number) => {
      const { low, high } = worthOf({ ...input, audits: { wrong: 5 * times, right: 95 * times } }).money;
      return high - low;
    };
    expect(width(10)).toBeLessThan(width(1));
    expect(worthOf(input)).toEqual(worthOf(input));
    expect(worthOf({ ...input, seed: 'other' }).hours.low).not.toBe(worthOf(input).hours.low);
  });

  it('what came to people all the same saves nothing, and can still cost', () => {
    const some = worthOf({ ...input, months: [{ alone: 600, stayed: 400, share: 1 }] });
    expect(some.hours.value).toBeCloseTo(38, 10);
    expect(some.money.value).toBeCloseTo(38 * 40 - 300, 10);
    expect(some.cost_per_resolution?.value).toBeCloseTo(300 / 380, 10);
  });

  it('nothing answered is worth nothing, and has no cost per resolution', () => {
    const nothing = worthOf({ ...input, months: [{ alone: 0, stayed: 0, share: 1 }] });
    expect(nothing.hours).toEqual({ value: 0, low: 0, high: 0 });
    expect(nothing.net.value).toBe(-300);
    expect(nothing.cost_per_resolution).toBeNull();
  });
});

describe('minutes', () => {
  it('their mean, its standard error, and a difference of two', () => {
    const one = meanMinutes([4, 6, 8]);
    expect(one).toEqual({ mean: 6, error: expect.closeTo(2 / Math.sqrt(3), 12), count: 3 });
    expect(meanMinutes([4])).toBeNull();
    const other = { mean: 1, error: 0.5, count: 30 };
    const { value, low, high } = differenceOf(one ?? other, other);
    expect(value).toBe(5);
    expect(high - low).toBeCloseTo(2 * 1.6448536 * Math.hypot(2 / Math.sqrt(3), 0.5), 6);
    expect(meanInterval({ mean: 1, error: 3, count: 2 }).low).toBe(0);
  });
});
