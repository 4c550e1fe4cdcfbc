import { describe, expect, it } from 'vitest';
import { observeChecked, startWatch } from '../math/cusum-watch.ts';
import { cusumEvidence } from '../math/e-cusum.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { leaveOut, observeWide, startWideWatch, type WideAnswer } from './wide-watch.ts';

const LEVEL = 10_000;
const answer = (resolution_id: string | null, wrong: boolean, more: Partial<WideAnswer> = {}): WideAnswer => {
  return { resolution_id, wrong, harmless: false, weight: 1, ...more };
};
/** `W` and `R`: wrong and right, by the resolution that the letter before names. */
const read = (stream: string) =>
  stream.split(' ').map((each) => answer(each.slice(0, -1), each.endsWith('W')));

function firstAlarm(answers: readonly WideAnswer[], level = LEVEL) {
  const watch = startWideWatch(0.05);
  for (const [index, each] of answers.entries()) {
    const alarm = observeWide(watch, each, level);
    if (alarm !== null) return { index, alarm, watch };
  }
  return null;
}

describe('an alarm of many answers', () => {
  it('is explained by the one that would have raised it alone, where the others are as promised', () => {
    // The evidence after each, by hand: W × (2, 4, 8), R × (18/19, 16/19, 12/19).
    const found = firstAlarm(read('aW bR aW cW aW dR aW aW'));
    expect(found?.index).toBe(7);
    expect(found?.alarm).toEqual({
      run: { answers: 8, wrong: 6 },
      culprit: { resolution_id: 'a', run: { answers: 5, wrong: 5 } },
    });
    // It goes on with b, c and d only: right, wrong, right.
    expect(found?.watch.run).toEqual({ answers: 2, wrong: 1 });
    expect(cusumEvidence(found?.watch.cusum ?? startWatch(0.05).cusum)).toBeCloseTo(
      (2 * 18 + 4 * 16 + 8 * 12) / 19 / 3,
      12,
    );
    expect(found?.watch.answers.map(({ resolution_id }) => resolution_id)).toEqual(['c', 'd']);
  });

  it('is about all where the others speak against the promise too, or no one does enough', () => {
    // Of the others every fifth is wrong: 107 without a, and not below 60; a alone has the 33,672 below.
    const others = Array.from({ length: 8 }, (_, i) => `o${i}W o${i}R o${i}R o${i}R o${i}R`).join(' ');
    const both = firstAlarm(read(`${others} aW aW aW aW`));
    expect(both?.alarm).toEqual({ run: { answers: 44, wrong: 12 }, culprit: null });
    expect(both?.watch).toEqual(startWideWatch(0.05));
    // Three of a, with “nearly always” watched for: (8 + 64 + 512 + 6,859) / 4 = 1,861.
    expect(firstAlarm(read('aW bW aW cW aW'))?.alarm.culprit).toBeNull();
    // Four: (16 + 256 + 4,096 + 130,321) / 4 = 33,672.
    expect(firstAlarm(read('aW bW aW aW aW'))?.alarm.culprit?.resolution_id).toBe('a');
  });

  it('blames nothing for what is harmless, or of nobody', () => {
    const five = Array.from({ length: 5 });
    expect(firstAlarm(five.map(() => answer('a', true, { harmless: true })))?.alarm.culprit).toBeNull();
    expect(firstAlarm(five.map(() => answer(null, true)))?.alarm.culprit).toBeNull();
    expect(firstAlarm(five.map(() => answer('a', true)))?.alarm.culprit).not.toBeNull();
  });

  it('counts an answer by its weight, for the one as for all', () => {
    const light = Array.from({ length: 60 }, () => answer('a', true, { weight: 0.1 }));
    const found = firstAlarm(light);
    // (1.1^n + 1.3^n + 1.7^n) / 3 reaches 10,000 at n = 20 (13,611), not at 19 (8,020).
    expect(found?.index).toBe(19);
    expect(found?.alarm.culprit?.run).toEqual({ answers: 20, wrong: 20 });
  });
});

describe('leaving an answer out', () => {
  const random = new SeededRandom('wide');
  const streams = Array.from({ length: 200 }, () =>
    Array.from({ length: 30 }, (_, i) =>
      answer(i < 2 ? 'b' : 'abcd'[random.integer(4)], i < 2 || random.next() < 0.3, {
        weight: 0.2 + 0.8 * random.next(),
      }),
    ),
  );

  it('is as if it had never been seen', () => {
    let whole = 0;
    for (const stream of streams) {
      const watch = startWideWatch(0.05);
      for (const each of stream) observeWide(watch, each, Number.POSITIVE_INFINITY);
      if (watch.answers.length < stream.length) continue;
      whole += 1;
      leaveOut(watch, 'a');
      const never = startWideWatch(0.05);
      for (const each of stream)
        if (each.resolution_id !== 'a') observeWide(never, each, Number.POSITIVE_INFINITY);
      expect(watch).toEqual(never);
    }
    expect(whole).toBeGreaterThan(50);
  });

  it('changes nothing where it was not in the run', () => {
    const watch = startWideWatch(0.05);
    for (const each of streams[0]) observeWide(watch, each, Number.POSITIVE_INFINITY);
    const before = structuredClone(watch);
    leaveOut(watch, 'e');
    expect(watch).toEqual(before);
  });

  it('asking who explains it moves no first alarm', () => {
    for (const stream of streams) {
      const plain = startWatch(0.05);
      const level = 500;
      const index = stream.findIndex(
        ({ wrong, weight }) => observeChecked(plain, { wrong, weight, level }) !== null,
      );
      expect(firstAlarm(stream, level)?.index ?? -1).toBe(index);
    }
  });
});
