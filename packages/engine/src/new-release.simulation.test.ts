/** After a release, customers ask what nobody has solved: that is noticed sooner where the release is known. */
import { describe, expect, it } from 'vitest';
import type { EncodedQuestion } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/seeded-random.ts';

const WORDS = Array.from({ length: 60 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i}`);
const ISSUES_AT_START = 12;
const RELEASES = 6;
const PER_RELEASE = 45;
/** Questions after a release of which some are about what it brought. */
const FRESH = 20;
const FRESH_SHARE = 0.4;
/** From the third release on there is something to have learned from. */
const JUDGED_FROM = 2;
const DESKS = 3;

interface Told {
  /** The token under which the release is told; another key than `release` is a field like any other. */
  readonly key: string;
  /** Whether what is new comes after releases, or at any time. */
  readonly brings: boolean;
}

/** Probability that a stranger is found stranger than a known question, over all desks. */
function auroc({ key, brings }: Told): number {
  const strangers: number[] = [];
  const known: number[] = [];
  for (let desk = 0; desk < DESKS; desk++) {
    const random = new SeededRandom(`release/${desk}`);
    const engine = Engine.create({ encoder_id: 'test', dimensions: 16 });
    const pick = <T>(from: readonly T[]): T => from[random.integer(from.length)];
    const issue = () => ({ words: Array.from({ length: 5 }, () => pick(WORDS)) });
    const issues = Array.from({ length: ISSUES_AT_START }, issue);
    for (let at = 0; at < RELEASES * PER_RELEASE; at++) {
      const release = Math.floor(at / PER_RELEASE);
      const share = (FRESH_SHARE * FRESH) / PER_RELEASE;
      const isFresh = at % PER_RELEASE < FRESH;
      const isNew = release > 0 && random.next() < (brings ? (isFresh ? FRESH_SHARE : 0) : share);
      // Half of its words are those of an issue that is known: a near stranger.
      if (isNew) issues.push({ words: [...pick(issues).words.slice(0, 3), pick(WORDS), pick(WORDS)] });
      const number = isNew ? issues.length - 1 : random.integer(issues.length);
      const said = issues[number].words.filter(() => random.next() < 0.8);
      const text = [...said, pick(WORDS)].join(' ');
      const question: EncodedQuestion = {
        id: `q${at}`,
        text,
        context: [`${key}:${release}`],
        language: 'en',
        account: `a${at}`,
        at_ms: at,
        wants_human: false,
        vector: null,
      };
      const { strangeness } = engine.decide(question, { seed: at });
      if (release >= JUDGED_FROM) (isNew ? strangers : known).push(strangeness);
      const exemplar = { id: `e${at}`, resolution_id: `r${number}`, question };
      engine.learn({ kind: 'lesson-applied', seq: at + 1, exemplar });
    }
  }
  expect(Math.min(strangers.length, known.length)).toBeGreaterThan(50);
  const above = (strange: number) =>
    known.reduce((sum, other) => sum + (strange > other ? 1 : strange === other ? 0.5 : 0), 0);
  return strangers.reduce((sum, strange) => sum + above(strange), 0) / strangers.length / known.length;
}

describe('a new release', () => {
  it('makes strangers easier to tell where releases bring them, and costs nothing where they do not', () => {
    const told = auroc({ key: 'release', brings: true });
    const untold = auroc({ key: 'edition', brings: true });
    expect(told).toBeGreaterThan(untold + 0.03);
    const [idle, none] = [auroc({ key: 'release', brings: false }), auroc({ key: 'edition', brings: false })];
    expect(idle).toBeGreaterThan(none - 0.01);
  });
});
