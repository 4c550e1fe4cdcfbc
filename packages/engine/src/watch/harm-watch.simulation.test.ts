import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { type AloneAnswer, watchComplaints, watchTopics } from './harm-watch.ts';

const DAY = 86_400_000;
const TOPICS = 50;
const A_DAY = 120;
const AUDITS_A_DAY = 12;
const accepted = () => 0.05;
/** Two weeks to learn from and the first watched ones, then 90 days. */
const DAYS = 118;

interface World {
  readonly seed: string;
  readonly days: number;
  readonly change?: { readonly day: number; readonly share: number };
}

/** Topics with complaint rates of their own; after the change, every answer of topic 3 is wrong. */
function world({ seed, days, change }: World): AloneAnswer[] {
  const random = new SeededRandom(seed);
  const grumbling = Array.from({ length: TOPICS }, () => 0.02 + 0.08 * random.next());
  return Array.from({ length: days * A_DAY }, (_, i) => {
    const day = i / A_DAY;
    const topic = change && random.next() < change.share ? 3 : random.integer(TOPICS);
    const wrong = random.next() < (change && day >= change.day && topic === 3 ? 1 : accepted());
    const complained = random.next() < (wrong ? 0.4 : grumbling[topic]);
    const at_ms = day * DAY;
    const audit = random.next() < AUDITS_A_DAY / A_DAY ? { wrong, weight: 1, at_ms } : null;
    const ids = { topic_id: `t${topic}`, resolution_id: `r${topic}`, text: 1 };
    return { at_ms, stakes: 'read-only', ...ids, complained, audit };
  });
}

describe('90 days of 50 topics in which nothing gets worse', () => {
  const runs = Array.from({ length: 50 }, (_, i) => world({ seed: `quiet/${i}`, days: DAYS }));

  it('raise a false alarm in at most 2 %', () => {
    const alarmed = runs.filter((answers) =>
      [
        ...watchComplaints(answers, { accepted, now_ms: DAYS * DAY }),
        ...watchTopics(answers, { accepted }),
      ].some(({ alarm }) => alarm !== null),
    );
    expect(alarmed.length / runs.length).toBeLessThanOrEqual(0.02);
  });

  it('would raise one in most by the drift detection method, on the same complaints', () => {
    // Gama et al. 2004: p + s >= least (p + s) + 3 s there, from 30 answers on, anew after each alarm.
    const alarms = (answers: readonly AloneAnswer[]) => {
      let [n, wrong, least, spread, found] = [0, 0, Number.POSITIVE_INFINITY, 0, 0];
      for (const { complained } of answers) {
        n += 1;
        wrong += complained ? 1 : 0;
        const p = wrong / n;
        const s = Math.sqrt((p * (1 - p)) / n);
        if (n < 30) continue;
        if (p + s < least + spread) [least, spread] = [p, s];
        if (p + s < least + 3 * spread) continue;
        found += 1;
        [n, wrong, least, spread] = [0, 0, Number.POSITIVE_INFINITY, 0];
      }
      return found;
    };
    expect(runs.filter((answers) => alarms(answers) > 0).length / runs.length).toBeGreaterThan(0.5);
  });
});

describe('a topic whose answers all become wrong', () => {
  it('is noticed by complaints within three days in the median, where it is a quarter of all', () => {
    const change = { day: 60, share: 0.26 };
    const delays = Array.from({ length: 12 }, (_, i) => {
      const answers = world({ seed: `worse/${i}`, days: 75, change });
      for (let quarter = 0; quarter < 60; quarter++) {
        const now_ms = (change.day + quarter / 4) * DAY;
        const seen = watchComplaints(answers, { accepted, now_ms });
        const hit = seen.find(({ level, id, alarm }) => level === 'topic' && id === 't3' && alarm !== null);
        if (hit !== undefined) return quarter / 4;
      }
      return Number.POSITIVE_INFINITY;
    }).toSorted((a, b) => a - b);
    expect(delays[6]).toBeLessThanOrEqual(3);
    expect(delays[0]).toBeGreaterThan(0);
  });
});
