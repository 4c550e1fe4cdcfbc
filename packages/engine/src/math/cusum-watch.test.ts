import { describe, expect, it } from 'vitest';
import { cusumEvidence } from './e-cusum.ts';
import { observeChecked, startWatch } from './cusum-watch.ts';

const check = (watch: ReturnType<typeof startWatch>, wrong: boolean, level = 1e9) =>
  observeChecked(watch, { wrong, weight: 1, level });

describe('a watch', () => {
  it('alarms at its level and not below, and tells the run', () => {
    // One wrong answer: (2 + 4 + 8) / 3 = 4.67; then a right one; then another wrong one.
    expect(check(startWatch(0.05), true, 4.7)).toBeNull();
    expect(check(startWatch(0.05), true, 14 / 3)).toEqual({ answers: 1, wrong: 1 });
    const watch = startWatch(0.05);
    check(watch, true);
    check(watch, false);
    expect(check(watch, true, 20)).toBeNull();
    // By hand: 3.790, 13.474 and 37.053 for risks of .1, .2 and .4 -> mean 18.11 after W R W.
    const again = startWatch(0.05);
    check(again, true);
    check(again, false);
    expect(check(again, true, 18)).toEqual({ answers: 3, wrong: 2 });
  });

  it('begins its run where nothing spoke for a worse risk', () => {
    const watch = startWatch(0.05);
    for (let i = 0; i < 40; i++) check(watch, false);
    check(watch, true);
    expect(watch.run).toEqual({ answers: 1, wrong: 1 });
    check(watch, false);
    expect(watch.run).toEqual({ answers: 2, wrong: 1 });
  });

  it('begins anew after an alarm', () => {
    const watch = startWatch(0.05);
    expect(check(watch, true, 2)).not.toBeNull();
    expect(watch).toEqual(startWatch(0.05));
  });

  it('counts an answer by its weight', () => {
    const heavy = startWatch(0.05);
    const light = startWatch(0.05);
    observeChecked(heavy, { wrong: true, weight: 1, level: 1e9 });
    observeChecked(light, { wrong: true, weight: 0.1, level: 1e9 });
    expect(heavy.cusum.watched.map(({ evidence }) => evidence)).toEqual([2, 4, 8]);
    light.cusum.watched.forEach(({ evidence }, index) =>
      expect(evidence).toBeCloseTo([1.1, 1.3, 1.7][index], 12),
    );
  });

  it('begins with nothing seen', () => {
    expect(startWatch(0.05).run).toEqual({ answers: 0, wrong: 0 });
  });

  it('can watch any accepted risk', () => {
    expect(startWatch(0.9).cusum.accepted).toBe(0.45);
    expect(startWatch(0.05).cusum.accepted).toBe(0.05);
  });

  it('goes on with its evidence where other rates hold', () => {
    const watch = startWatch(0.05);
    check(watch, true);
    // Against .1 for .2, .3 and .5: factors of 2, 3 and 5 on 2, 4 and 8.
    const rates = { accepted: 0.1, risks: [0.2, 0.3, 0.5] };
    const seen = { wrong: true, weight: 1, rates };
    expect(observeChecked(watch, { ...seen, level: 18.7 })).toBeNull();
    expect(cusumEvidence(watch.cusum)).toBeCloseTo((2 * 2 + 4 * 3 + 8 * 5) / 3, 12);
  });
});
