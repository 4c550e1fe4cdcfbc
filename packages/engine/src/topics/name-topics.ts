/**
 * Names of topics: the three word groups that set a topic apart, and the question in its middle.
 *
 * Class-based TF-IDF over words and pairs of words: `W(t, c) = tf(t, c) / |c| · ln(1 + A / f(t))`, where |c| is the
 * number of terms in the topic, A their mean over topics and f(t) how often t stands in all of them. Words that are
 * in most topics name nothing; a pair is a term where neither of its words is such a one. A term whose words are all
 * in a better one is left out of the name.
 * Cost: O(all words), about 1 s at 100,000 exemplars of 12 words; for nightly work, not for a request.
 * Source: M. Grootendorst, BERTopic: neural topic modeling with a class-based TF-IDF procedure, 2022.
 *
 * @example
 * const topics = new Topics(16);
 * topics.add({ id: 'e1', question_id: 'q1', resolution_id: 'r1', vector: null, words: ['no', 'sound'], account: null, at_ms: 0 });
 * nameTopics(topics).get('topic-e1')?.terms;   // => ['no sound']
 */
import { lengthOf, type TopicSum } from './topic-sum.ts';
import type { Topics } from './topics.ts';

export interface TopicName {
  /** Best first; one to three words groups, fewer where the topic has no more. */
  readonly terms: readonly string[];
  /** The question nearest to the centroid. */
  readonly medoid_question_id: string;
  /** W of the terms that weigh most: what nightly work compares. */
  readonly weights: ReadonlyMap<string, number>;
}

const TERMS_IN_NAME = 3;
export const TERMS_KEPT = 20;
/** In more than this share of the topics a word says nothing, once there are enough topics to tell. */
const COMMON_SHARE = 0.3;
const ENOUGH_TOPICS = 20;
const PAIR_BASE = 2 ** 26;

/** Terms are numbers: a word's number, or first · PAIR_BASE + second + PAIR_BASE for a pair. */
type TermCounts = Map<number, number>;

export function nameTopics(topics: Topics): Map<string, TopicName> {
  const groups = [...topics.groups()];
  const common = commonWords(topics, groups);
  const counts = groups.map(({ members }) => countTerms(topics, members, common));
  const totals: TermCounts = new Map();
  for (const terms of counts) for (const [term, count] of terms) increase(totals, term, count);
  let all = 0;
  for (const count of totals.values()) all += count;
  const usual = all / Math.max(1, groups.length);
  const names = new Map<string, TopicName>();
  for (const [i, { topic, members }] of groups.entries()) {
    if (members.length === 0) continue;
    const best = heaviest(counts[i], totals, usual).map(([term, weight]) => ({
      words: wordsOf(topics, term),
      weight,
    }));
    names.set(topic.id, {
      terms: chooseTerms(best),
      medoid_question_id: medoid(topics, topic, members),
      weights: new Map(best.map(({ words, weight }) => [words.join(' '), weight])),
    });
  }
  return names;
}

/** c-TF-IDF of one term: `count` in a topic of `size` terms, `total` in all topics, `usual` terms a topic. */
export function classTfIdf(given: { count: number; size: number; total: number; usual: number }): number {
  return (given.count / given.size) * Math.log(1 + given.usual / given.total);
}

function heaviest(counts: TermCounts, totals: TermCounts, usual: number): [number, number][] {
  let size = 0;
  for (const count of counts.values()) size += count;
  const weighed: [number, number][] = [];
  for (const [term, count] of counts) {
    weighed.push([term, classTfIdf({ count, size, total: totals.get(term) ?? count, usual })]);
  }
  return weighed.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, TERMS_KEPT);
}

function commonWords(topics: Topics, groups: readonly { members: readonly number[] }[]): Set<number> {
  if (groups.length < ENOUGH_TOPICS) return new Set();
  const inTopics: TermCounts = new Map();
  for (const { members } of groups) {
    const seen = new Set<number>();
    for (const member of members) for (const word of topics.pool.text(member)) seen.add(word);
    for (const word of seen) increase(inTopics, word, 1);
  }
  const most = COMMON_SHARE * groups.length;
  return new Set([...inTopics].filter(([, count]) => count > most).map(([word]) => word));
}

function countTerms(topics: Topics, members: readonly number[], common: ReadonlySet<number>): TermCounts {
  const counts: TermCounts = new Map();
  for (const member of members) {
    const text = topics.pool.text(member);
    for (const [i, word] of text.entries()) {
      if (common.has(word)) continue;
      increase(counts, word, 1);
      if (i === 0 || common.has(text[i - 1])) continue;
      increase(counts, (text[i - 1] + 1) * PAIR_BASE + word, 1);
    }
  }
  return counts;
}

function wordsOf(topics: Topics, term: number): string[] {
  if (term < PAIR_BASE) return [topics.pool.word(term)];
  return [topics.pool.word(Math.floor(term / PAIR_BASE) - 1), topics.pool.word(term % PAIR_BASE)];
}

/** The longer of two nested terms speaks for both, in the better one's place. */
function chooseTerms(best: readonly { words: readonly string[] }[]): string[] {
  const chosen: (readonly string[])[] = [];
  for (const { words } of best) {
    const within = chosen.findIndex((other) => other.every((word) => words.includes(word)));
    if (within >= 0) chosen[within] = words;
    else if (!words.every((word) => chosen.some((other) => other.includes(word)))) {
      if (chosen.length < TERMS_IN_NAME) chosen.push(words);
    }
  }
  return chosen.map((words) => words.join(' '));
}

function medoid(topics: Topics, topic: TopicSum, members: readonly number[]): string {
  let best = members[0];
  let nearest = -2;
  for (const member of members) {
    const { vector } = topics.member(member);
    if (vector === null) continue;
    const similarity = topic.similarity(vector, lengthOf(vector));
    if (similarity <= nearest) continue;
    nearest = similarity;
    best = member;
  }
  return topics.member(best).question_id;
}

function increase(counts: TermCounts, term: number, by: number): void {
  counts.set(term, (counts.get(term) ?? 0) + by);
}
