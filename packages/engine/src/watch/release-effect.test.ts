import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { findReleaseEffects } from './release-effect.ts';
import { countWindow } from './release-window.ts';

const DAY_MS = 86_400_000;
const RELEASE = { name: '5.1', at_ms: 40 * DAY_MS };
const now_ms = 60 * DAY_MS;

/** Two questions a topic and day, on average; `times`: how many times as many from a day on. */
function asked(seed: string, times: (topic: number, day: number) => number) {
  const random = new SeededRandom(seed);
  return Array.from({ length: 10 }, (_, topic) => topic).flatMap((topic) =>
    Array.from({ length: 60 }, (_, day) => day).flatMap((day) =>
      Array.from({ length: 40 }, () => random.next())
        .filter((draw) => draw < 0.05 * times(topic, day))
        .map((draw) => ({
          topic: `topic-${topic}`,
          account: `account-${random.integer(500)}`,
          at_ms: Math.floor((day + draw) * DAY_MS),
        })),
    ),
  );
}
const found = (questions: ReturnType<typeof asked>) =>
  findReleaseEffects({ questions, releases: [RELEASE], now_ms }).effects;

describe('findReleaseEffects', () => {
  it('names the topic that rises with a release, against those that do not', () => {
    const effects = found(asked('rise', (topic, day) => (topic === 4 && day >= 40 ? 4 : 1)));
    expect(effects.map(({ topic, release }) => [topic, release])).toEqual([['topic-4', '5.1']]);
    const [{ lift, low, high, count, expected, posterior, prior }] = effects;
    expect(low).toBeLessThan(4);
    expect(high).toBeGreaterThan(4);
    expect(lift).toBeGreaterThan(2);
    expect(count).toBeGreaterThan(2 * expected);
    expect(posterior).toBeGreaterThan(3 * prior);
  });

  it('more traffic of all topics is no effect', () => {
    expect(found(asked('traffic', (_, day) => (day >= 40 ? 3 : 1)))).toEqual([]);
  });

  it('a rise ten days before a release is not consistent with it', () => {
    expect(found(asked('before', (topic, day) => (topic === 4 && day >= 30 ? 4 : 1)))).toEqual([]);
  });

  it('one account that asks a lot is no effect', () => {
    const loud = Array.from({ length: 60 }, (_, index) => ({
      topic: 'topic-4',
      account: 'loud',
      at_ms: Math.floor((41 + index / 10) * DAY_MS),
    }));
    expect(found([...asked('loud', () => 1), ...loud])).toEqual([]);
  });

  it('two topics that rise together do not hide each other', () => {
    const effects = found(asked('two', (topic, day) => (topic < 2 && day >= 40 ? 5 : 1)));
    expect(effects.map(({ topic }) => topic).toSorted()).toEqual(['topic-0', 'topic-1']);
  });

  it('finds next to nothing where there is nothing, and says nothing of a release without enough days', () => {
    let count = 0;
    for (let seed = 0; seed < 40; seed++) count += found(asked(`none/${seed}`, () => 1)).length;
    expect(count).toBeLessThanOrEqual(1);
    const questions = asked('early', () => 1);
    expect(countWindow(questions, { release_ms: 3 * DAY_MS, until_ms: now_ms })).toBeNull();
    expect(countWindow(questions, { release_ms: 58 * DAY_MS, until_ms: now_ms })).toBeNull();
  });
});
