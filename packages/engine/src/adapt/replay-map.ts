/**
 * Replay of a map: would it have helped with issues that it had never seen, and with new questions on known ones?
 *
 * Unseen: resolutions stand in folds, each with a map that was fitted without it. Some of the fold's resolutions are
 * made new again among all that is known: one, then five of their exemplars in memory, others asked as questions.
 * Known: a fifth of a resolution's exemplars is asked, and a map is fitted on the rest. Each time the nearest is sought
 * with vectors as they are, and mapped.
 *
 * At most 1,000 questions of each sort, and 5,000 exemplars in memory, drawn by the seed; up to 1,000 exemplars they are
 * drawn a second time, so that luck decides fewer resolutions. Cost at d = 512: 3 to 5 s.
 * Limits: resolutions compete with each other, so they are not quite independent draws; of a thousand resolutions or
 * more only some stand in memory.
 */
import { SeededRandom } from '../math/seeded-random.ts';
import { fitMap, type MapKind } from './fit-map.ts';
import { VectorMap } from './learned-map.ts';
import { MapStatistics } from './map-statistics.ts';
import { type MapReplay, type Stage, type TopicResult, tally } from './tally.ts';
import { groupByTopic, type MapExemplar, nearestIn, type TopicVectors } from './topic-memory.ts';

export interface ReplayedFold {
  readonly holds: (resolutionId: string) => boolean;
  /** Fitted without the fold's resolutions. */
  readonly map: VectorMap;
}

export interface MapReplayRequest {
  readonly exemplars: readonly MapExemplar[];
  readonly folds: readonly ReplayedFold[];
  readonly kind: MapKind;
  readonly seed: number | string;
}

const MOST_QUESTIONS = 1_000;
const MOST_IN_MEMORY = 5_000;
const MOST_ROUNDS = 2;
const EXEMPLARS_OF_ROUNDS = 2_000;
const QUESTIONS_A_TOPIC = 10;
const SHOTS = 5;
const ASKED_SHARE = 0.2;
/** Fewer would make known resolutions look like new ones. */
const FEWEST_OF_TOPIC = 6;

export function replayMap(request: MapReplayRequest): MapReplay {
  const { exemplars, folds, kind, seed } = request;
  const random = new SeededRandom(seed);
  const rounds = Math.max(1, Math.min(MOST_ROUNDS, Math.floor(EXEMPLARS_OF_ROUNDS / exemplars.length)));
  const results: TopicResult[] = [];
  for (let round = 0; round < rounds; round++) {
    const topics = random.shuffle(groupByTopic(random.shuffle(exemplars)));
    for (const fold of folds) results.push(...replayUnseen(topics, fold, folds.length));
    results.push(...replayKnown(topics, kind));
  }
  return tally(results);
}

/** `topics` come shuffled, and so do their exemplars. */
function replayUnseen(topics: readonly TopicVectors[], fold: ReplayedFold, folds: number): TopicResult[] {
  const split = ({ topic, vectors }: TopicVectors) => {
    const kept = Math.min(SHOTS, vectors.length - 1);
    return {
      topic,
      kept: vectors.slice(0, kept),
      questions: vectors.slice(kept, kept + QUESTIONS_A_TOPIC),
    };
  };
  const held = topics.filter(({ topic, vectors }) => vectors.length > 1 && fold.holds(topic)).map(split);
  const tested = upTo(held, Math.floor(MOST_QUESTIONS / folds));
  if (tested.length === 0) return [];
  const isTested = new Set(tested.map(({ topic }) => topic));
  const known = thinned(
    topics.filter(({ topic }) => !isTested.has(topic)),
    MOST_IN_MEMORY - tested.length * SHOTS,
  );
  const memoryOf = (shots: number) => [
    ...tested.map(({ topic, kept }) => ({ topic, vectors: kept.slice(0, shots) })),
    ...known,
  ];
  const apply = appliedOnce(fold.map);
  return [
    ...compare({ stage: 'one_shot', tested, memory: memoryOf(1), apply }),
    ...compare({ stage: 'five_shot', tested, memory: memoryOf(SHOTS), apply }),
  ];
}

function replayKnown(topics: readonly TopicVectors[], kind: MapKind): TopicResult[] {
  const split = thinned(topics, MOST_IN_MEMORY).map(({ topic, vectors }) => {
    const asked = vectors.length < 2 ? 0 : Math.max(1, Math.floor(ASKED_SHARE * vectors.length));
    const questions = vectors.slice(0, Math.min(asked, QUESTIONS_A_TOPIC));
    return { topic, questions, vectors: vectors.slice(asked) };
  });
  const tested = upTo(split, MOST_QUESTIONS).filter(({ questions }) => questions.length > 0);
  if (tested.length === 0) return [];
  const statistics = new MapStatistics(tested[0].questions[0].length);
  for (const { topic, vectors } of split) for (const vector of vectors) statistics.add(topic, vector);
  const map = fitMap(statistics.scatter(), { kind, version: 0 });
  if (map === null) return [];
  return compare({ stage: 'known', tested, memory: split, apply: appliedOnce(new VectorMap(map)) });
}

interface Tested {
  readonly topic: string;
  readonly questions: readonly Int8Array[];
}

function compare(given: {
  stage: Stage;
  tested: readonly Tested[];
  memory: readonly TopicVectors[];
  apply: (vector: Int8Array) => Int8Array;
}): TopicResult[] {
  const { stage, tested, memory, apply } = given;
  const raw = nearestIn(memory);
  const mapped = nearestIn(memory.map(({ topic, vectors }) => ({ topic, vectors: vectors.map(apply) })));
  return tested.map(({ topic, questions }) => ({
    topic,
    stage,
    questions: questions.length,
    raw_right: questions.filter((question) => raw(question) === topic).length,
    mapped_right: questions.filter((question) => mapped(apply(question)) === topic).length,
  }));
}

/** The map, which remembers what it was applied to. */
function appliedOnce(map: VectorMap): (vector: Int8Array) => Int8Array {
  const known = new Map<Int8Array, Int8Array>();
  return (vector) => {
    const mapped = known.get(vector) ?? map.apply(vector);
    known.set(vector, mapped);
    return mapped;
  };
}

/** The first ones that have so many questions together. */
function upTo<T extends Tested>(topics: readonly T[], mostQuestions: number): T[] {
  let questions = 0;
  return topics.filter((each) => {
    questions += each.questions.length;
    return questions <= mostQuestions;
  });
}

/** At most so many exemplars: a share of each topic, and of many topics only the first ones. */
function thinned(topics: readonly TopicVectors[], most: number): TopicVectors[] {
  const share = Math.max(FEWEST_OF_TOPIC, Math.floor(most / topics.length));
  let left = most;
  return topics
    .map(({ topic, vectors }) => ({ topic, vectors: vectors.slice(0, share) }))
    .filter(({ vectors }) => {
      left -= vectors.length;
      return left >= 0;
    });
}
