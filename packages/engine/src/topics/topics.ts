/**
 * Topics: what customers ask about, found while they ask.
 *
 * Online spherical DP-means: a question joins the topic whose exemplars are most like it in the mean, or opens one of
 * its own where none is near enough. (The mean is the cosine with the centroid, corrected for the topic's size: a
 * centroid is nearer to everything the more questions it is made of.) A human's resolution is a better link than any
 * similarity, so exemplars of one resolution stay together. The order decides; nothing is moved later but by a merge
 * or a split, which are events of the ledger.
 *
 * An id comes from the topic's first exemplar and is never given twice. A topic is provisional until three tickets
 * of two accounts stand behind it. State is rebuilt from the exemplars, merges and splits in ledger order; that is
 * also how something is forgotten. Merges and splits that name what is not there (any more) change nothing.
 *
 * Cost: `add` O(d) for a resolution that is known, else O(K d) for K topics; `topicOf` O(K d), reads only; merge and
 * split O(members · d). Memory: 4 d bytes a topic; vectors are shared with the caller, who must not change them.
 * Limit: `MOST_TOPICS` topics; further strangers join their nearest topic.
 * Source: Kulis and Jordan, Revisiting k-means: new algorithms via Bayesian nonparametrics, 2012.
 *
 * @example
 * const topics = new Topics(16);
 * const vector = new Int8Array(16).fill(30);
 * const base = { resolution_id: null, vector, words: ['no', 'sound'], account: null, at_ms: 0 };
 * topics.add({ ...base, id: 'e1', question_id: 'q1' });
 * topics.add({ ...base, id: 'e2', question_id: 'q2' });
 * topics.list();   // => one topic `topic-e1` with 2 tickets, provisional
 */
import { EngineError } from '../errors.ts';
import { Belonging } from './belonging.ts';
import { lengthOf, TopicSum } from './topic-sum.ts';
import { WordPool } from './word-pool.ts';

/** A question as the topics take it. `vector` is rounded to integers; without one only its resolution can place it. */
export interface TopicExemplar {
  readonly id: string;
  readonly question_id: string;
  /** Null while nobody has resolved it. */
  readonly resolution_id: string | null;
  readonly vector: Int8Array | null;
  /** Its words in lower case, in order: what names are made of. */
  readonly words: readonly string[];
  readonly account: string | null;
  readonly at_ms: number;
}

export interface Topic {
  readonly id: string;
  readonly exemplars: number;
  /** Different questions. */
  readonly tickets: number;
  /** Different accounts; a stranger's question counts as one of its own. */
  readonly accounts: number;
  readonly provisional: boolean;
  readonly resolutions: readonly string[];
  /** When it was first and last asked; null where nobody asked, as of articles. */
  readonly first_at_ms: number | null;
  readonly last_at_ms: number | null;
}

export interface TopicMatch {
  readonly topic_id: string;
  /** Mean cosine with the topic's exemplars. */
  readonly similarity: number;
  /** Is it near enough to be one of the topic's own? */
  readonly belongs: boolean;
}

export type Member = Omit<TopicExemplar, 'words'>;

export interface TopicOptions {
  /** From which similarity on a question belongs to a topic, until resolutions have told. */
  readonly threshold: number;
}

export const MOST_TOPICS = 20_000;
const MIN_TICKETS = 3;
const MIN_ACCOUNTS = 2;
const DEFAULTS: TopicOptions = { threshold: 0.58 };

export class Topics {
  readonly #dimensions: number;
  readonly #options: TopicOptions;
  readonly #belonging: Belonging;
  readonly #topics = new Map<string, TopicSum>();
  readonly #members: Member[] = [];
  /** By exemplar id; a question with several resolutions may come under one id several times. */
  readonly #membersOf = new Map<string, number[]>();
  readonly #topicOfMember: (TopicSum | null)[] = [];
  readonly #topicOfResolution = new Map<string, TopicSum>();
  /** Every id that ever was, and where what it named is now. */
  readonly #movedTo = new Map<string, string | null>();
  readonly #joinedTo = new Map<string, string[]>();
  readonly #partedFrom = new Map<string, string>();
  readonly pool = new WordPool();

  constructor(dimensions: number, options: Partial<TopicOptions> = {}) {
    this.#dimensions = dimensions;
    this.#options = { ...DEFAULTS, ...options };
    this.#belonging = new Belonging(this.#options.threshold);
  }

  /** From which similarity on a question belongs to a topic. */
  get threshold(): number {
    return this.#belonging.threshold;
  }

  get size(): number {
    return this.#topics.size;
  }

  /** Gives the id of the topic that it joined; null where neither vector nor resolution place it. */
  add(exemplar: TopicExemplar): string | null {
    const { id, vector, resolution_id } = exemplar;
    if (vector !== null) this.#checkLength(vector);
    const at = this.#members.length;
    const topic = this.#place(exemplar);
    const { words, ...member } = exemplar;
    this.#members.push(member);
    this.#membersOf.set(id, [...(this.#membersOf.get(id) ?? []), at]);
    this.#topicOfMember.push(topic);
    this.pool.add(words);
    if (topic === null) return null;
    topic.add(at, exemplar);
    if (resolution_id !== null) this.#topicOfResolution.set(resolution_id, topic);
    return topic.id;
  }

  /** The smaller topic's exemplars become the larger one's; its id leads there from now on. */
  merge(from: string, into: string): boolean {
    const leaving = this.#topics.get(from);
    const staying = this.#topics.get(into);
    if (leaving === undefined || staying === undefined || leaving === staying) return false;
    this.#move([...leaving.members], leaving, staying);
    this.#topics.delete(from);
    this.#movedTo.set(from, into);
    this.#joinedTo.set(into, [...this.joinedTo(into), from]);
    return true;
  }

  /** These exemplars leave for a new topic. Changes nothing where none or all of the topic's would go. */
  split(topicId: string, into: string, exemplars: readonly string[]): boolean {
    const topic = this.#topics.get(topicId);
    const leaving = exemplars
      .flatMap((id) => this.#membersOf.get(id) ?? [])
      .filter((member) => topic?.members.has(member) === true);
    if (topic === undefined || leaving.length === 0 || leaving.length === topic.members.size) return false;
    if (this.#movedTo.has(into)) return false;
    this.#move(leaving, topic, this.#open(into));
    this.#partedFrom.set(into, topicId);
    return true;
  }

  /** The topic that a question would join; null where there is none. Reads only. */
  topicOf(vector: Int8Array): TopicMatch | null {
    this.#checkLength(vector);
    const near = this.#nearest(vector, () => true);
    if (near === null) return null;
    return {
      topic_id: near.topic.id,
      similarity: near.similarity,
      belongs: near.similarity >= this.threshold,
    };
  }

  /** Where what this id named is now; null for an id that never was. */
  current(topicId: string): string | null {
    let id: string | null = topicId;
    while (id !== null && !this.#topics.has(id)) id = this.#movedTo.get(id) ?? null;
    return id;
  }

  /** Topics that were joined to this one, by their ids. */
  joinedTo(topicId: string): readonly string[] {
    return this.#joinedTo.get(topicId) ?? [];
  }

  /** The topic that this one was split from; null for one that was found by itself. */
  partedFrom(topicId: string): string | null {
    return this.#partedFrom.get(topicId) ?? null;
  }

  /** Topic of an exemplar, or of a resolution, by id. */
  topicOfExemplar(id: string): string | null {
    return this.#topicOfMember[this.#membersOf.get(id)?.[0] ?? -1]?.id ?? null;
  }

  topicOfResolution(id: string): string | null {
    return this.#topicOfResolution.get(id)?.id ?? null;
  }

  /** All topics, oldest first. O(exemplars). */
  list(): Topic[] {
    return [...this.#topics.values()].map((topic) => this.#describe(topic));
  }

  /** What stands behind the topics, for names and nightly work; to be read only. */
  *groups(): Iterable<{ readonly topic: TopicSum; readonly members: readonly number[] }> {
    for (const topic of this.#topics.values()) yield { topic, members: [...topic.members] };
  }

  member(index: number): Member {
    return this.#members[index];
  }

  /** An id for a topic that begins with this exemplar, different from all that ever were. */
  freshId(exemplarId: string): string {
    const plain = `topic-${exemplarId}`;
    let id = plain;
    for (let count = 2; this.#movedTo.has(id); count++) id = `${plain}~${count}`;
    return id;
  }

  #place(exemplar: TopicExemplar): TopicSum | null {
    const { resolution_id, vector } = exemplar;
    const linked = resolution_id === null ? undefined : this.#topicOfResolution.get(resolution_id);
    if (linked !== undefined) {
      if (vector !== null) {
        this.#belonging.observe(linked.similarity(vector, lengthOf(vector)), linked.summed);
      }
      return linked;
    }
    if (vector === null) return resolution_id === null ? null : this.#open(this.freshId(exemplar.id));
    // Another resolution is a sign of another topic: only questions that nobody resolved yet take it in.
    const open = (topic: TopicSum) => resolution_id === null || topic.resolved === 0;
    const near = this.#nearest(vector, open);
    const full = this.#topics.size >= MOST_TOPICS;
    if (near !== null && (full || near.similarity >= this.threshold)) return near.topic;
    return this.#open(this.freshId(exemplar.id));
  }

  #nearest(vector: Int8Array, accepts: (topic: TopicSum) => boolean) {
    const length = lengthOf(vector);
    let best: { topic: TopicSum; similarity: number } | null = null;
    for (const topic of this.#topics.values()) {
      if (!accepts(topic)) continue;
      const similarity = topic.similarity(vector, length);
      if (best === null || similarity > best.similarity) best = { topic, similarity };
    }
    return best;
  }

  #open(id: string): TopicSum {
    const topic = new TopicSum(id, this.#dimensions);
    this.#topics.set(id, topic);
    this.#movedTo.set(id, null);
    return topic;
  }

  #move(members: readonly number[], from: TopicSum, to: TopicSum): void {
    const touched = new Set<string>();
    for (const at of members) {
      const { resolution_id } = this.#members[at];
      from.remove(at, this.#members[at]);
      to.add(at, this.#members[at]);
      this.#topicOfMember[at] = to;
      if (resolution_id !== null) touched.add(resolution_id);
    }
    for (const resolution of touched) this.#relink(resolution, from, to);
  }

  /** A resolution whose exemplars were parted goes on where most of them are. */
  #relink(resolutionId: string, from: TopicSum, to: TopicSum): void {
    const count = (topic: TopicSum) =>
      [...topic.members].filter((at) => this.#members[at].resolution_id === resolutionId).length;
    if (count(to) > count(from)) this.#topicOfResolution.set(resolutionId, to);
  }

  #describe(topic: TopicSum): Topic {
    const members = [...topic.members].map((at) => this.#members[at]);
    const tickets = new Set(members.map((member) => member.question_id)).size;
    const accounts = new Set(members.map(({ account, question_id }) => account ?? `?${question_id}`)).size;
    const resolutions = new Set(members.flatMap(({ resolution_id }) => resolution_id ?? []));
    const times = members.flatMap(({ at_ms }) => (at_ms > 0 ? [at_ms] : []));
    const isAsked = times.length > 0;
    return {
      id: topic.id,
      exemplars: members.length,
      tickets,
      accounts,
      provisional: tickets < MIN_TICKETS || accounts < MIN_ACCOUNTS,
      resolutions: [...resolutions],
      first_at_ms: isAsked ? times.reduce((a, b) => Math.min(a, b)) : null,
      last_at_ms: isAsked ? times.reduce((a, b) => Math.max(a, b)) : null,
    };
  }

  #checkLength(vector: Int8Array): void {
    if (vector.length === this.#dimensions) return;
    const { length } = vector;
    throw new EngineError('shape-mismatch', `vector: expected ${this.#dimensions} values, found ${length}`);
  }
}
