/**
 * Nightly work: which topics are one, and which one is two. Proposals only; the ledger applies them.
 *
 * Merge: two topics of which each is the other's nearest, with a cosine of the centroids above `merge_cosine`, that
 * share a question or whose heaviest terms overlap. Two topics with different resolutions are merged only on
 * shared questions: people gave both answers to the same question. The smaller joins the larger (of equals the
 * younger the older); a topic takes part in at most one merge a night.
 * Split: a topic whose resolutions disagree (entropy above `split_entropy`) and that two centroids explain better by
 * BIC. Exemplars of one resolution stay together; the part that holds the topic's first exemplar keeps the id.
 * A merge needs a cosine that a split must stay below, so that no night undoes the one before.
 *
 * Pure: the same topics give the same proposals. Cost: O(K² d) for the largest `MOST_COMPARED` topics with at least
 * two exemplars, and O(exemplars · d).
 */
import type { ModelEvent } from '../domain.ts';
import { nameTopics, type TopicName } from './name-topics.ts';
import { product, type TopicSum } from './topic-sum.ts';
import type { Topics } from './topics.ts';
import { type Cloud, partInTwo } from './two-means.ts';

type Kind<K extends ModelEvent['kind']> = Omit<Extract<ModelEvent, { kind: K }>, 'seq'>;
export type TopicChange = Kind<'topics-merged'> | Kind<'topic-split'>;

export interface ChangeOptions {
  /** Least cosine of two centroids to be merged; a split's parts must be less alike. */
  readonly merge_cosine: number;
  /** Least Jaccard overlap of the heaviest terms. */
  readonly merge_overlap: number;
  /** Entropy of the resolutions in a topic, in nats, above which they disagree. */
  readonly split_entropy: number;
}

const DEFAULTS: ChangeOptions = { merge_cosine: 0.75, merge_overlap: 0.1, split_entropy: 0.5 };
const MOST_COMPARED = 4_000;
const LEAST_SPLIT = 6;

interface Group {
  readonly topic: TopicSum;
  readonly members: readonly number[];
}

/** Splits first; a topic that is split is not merged in the same night. */
export function proposeTopicChanges(topics: Topics, options: Partial<ChangeOptions> = {}): TopicChange[] {
  const chosen = { ...DEFAULTS, ...options };
  const groups = [...topics.groups()].filter(({ members }) => members.length > 1);
  const splits = groups.flatMap((group) => proposeSplit(topics, group, chosen) ?? []);
  const parted = new Set(splits.map(({ topic_id }) => topic_id));
  const whole = groups.filter(({ topic }) => !parted.has(topic.id));
  return [...splits, ...proposeMerges(topics, whole, chosen)];
}

function proposeMerges(topics: Topics, groups: readonly Group[], options: ChangeOptions) {
  const compared = groups.toSorted((a, b) => b.members.length - a.members.length).slice(0, MOST_COMPARED);
  const nearest = mutualNeighbours(
    compared.map(({ topic }) => topic),
    options.merge_cosine,
  );
  if (nearest.length === 0) return [];
  const names = nameTopics(topics);
  return nearest
    .map(([a, b]) => [compared[a], compared[b]] as const)
    .filter(([a, b]) => areOne(topics, [a, b], { names, options }))
    .map(([into, from]) => ({
      kind: 'topics-merged' as const,
      from: from.topic.id,
      into: into.topic.id,
    }));
}

function areOne(
  topics: Topics,
  [a, b]: readonly [Group, Group],
  by: { names: ReadonlyMap<string, TopicName>; options: ChangeOptions },
): boolean {
  const questions = new Set(a.members.map((member) => topics.member(member).question_id));
  if (b.members.some((member) => questions.has(topics.member(member).question_id))) return true;
  if (a.topic.resolved > 0 && b.topic.resolved > 0) return false;
  const [left, right] = [a, b].map(({ topic }) => by.names.get(topic.id)?.weights ?? new Map());
  return overlap(left, right) >= by.options.merge_overlap;
}

/** Jaccard: shared by all. */
function overlap(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  const shared = [...left.keys()].filter((term) => right.has(term)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Pairs (larger first) where each is the other's nearest, at least this alike. */
function mutualNeighbours(topics: readonly TopicSum[], least: number): [number, number][] {
  const best = topics.map(() => ({ to: -1, cosine: least }));
  for (let a = 0; a < topics.length; a++) {
    for (let b = a + 1; b < topics.length; b++) {
      const cosine = topics[a].cosineTo(topics[b]);
      if (cosine > best[a].cosine) best[a] = { to: b, cosine };
      if (cosine > best[b].cosine) best[b] = { to: a, cosine };
    }
  }
  return best.flatMap(({ to }, a) => (to > a && best[to].to === a ? [[a, to] as [number, number]] : []));
}

function proposeSplit(topics: Topics, group: Group, options: ChangeOptions): Kind<'topic-split'> | null {
  const { topic, members } = group;
  if (members.length < LEAST_SPLIT) return null;
  const units = unitsOf(topics, members);
  if (entropy(units) <= options.split_entropy) return null;
  const parting = partInTwo(units.map(({ cloud }) => cloud));
  if (parting === null || parting.bic_gain <= 0 || parting.cosine >= options.merge_cosine) return null;
  const stays = parting.second[0];
  const leaving = units.filter((_, i) => parting.second[i] !== stays).flatMap((unit) => unit.members);
  const exemplars = leaving.toSorted((a, b) => a - b).map((member) => topics.member(member).id);
  return { kind: 'topic-split', topic_id: topic.id, into: topics.freshId(exemplars[0]), exemplars };
}

interface Unit {
  readonly resolution_id: string | null;
  readonly members: number[];
  readonly cloud: Cloud & { sum: Int32Array; size: number; squares: number };
}

/** What moves as one: the exemplars of a resolution, or a question without one. In order of their first exemplar. */
function unitsOf(topics: Topics, members: readonly number[]): Unit[] {
  const units: Unit[] = [];
  const byResolution = new Map<string, Unit>();
  for (const at of members.toSorted((a, b) => a - b)) {
    const { vector, resolution_id } = topics.member(at);
    if (vector === null) continue;
    let unit = resolution_id === null ? undefined : byResolution.get(resolution_id);
    if (unit === undefined) {
      const cloud = { sum: new Int32Array(vector.length), size: 0, squares: 0 };
      unit = { resolution_id, members: [], cloud };
      units.push(unit);
      if (resolution_id !== null) byResolution.set(resolution_id, unit);
    }
    unit.members.push(at);
    for (let i = 0; i < vector.length; i++) unit.cloud.sum[i] += vector[i];
    unit.cloud.size += 1;
    unit.cloud.squares += product(vector, vector);
  }
  return units;
}

/** Of the resolutions among a topic's resolved exemplars, in nats. */
function entropy(units: readonly Unit[]): number {
  const sizes = units.filter(({ resolution_id }) => resolution_id !== null).map(({ cloud }) => cloud.size);
  const all = sizes.reduce((a, b) => a + b, 0);
  return sizes.reduce((sum, size) => sum - (size / all) * Math.log(size / all), 0);
}
