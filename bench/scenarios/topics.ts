/**
 * Topics found while questions come in, against the gold labels of the official test splits.
 *
 * One stream of each split, shuffled by seed, ten nights in it with merges and splits applied. `alone`: nobody has
 * resolved anything, only the questions speak. `linked`: a human has resolved half of the questions (drawn by seed)
 * before the next one comes, and the label is the resolution; agreement is then counted on the other half only.
 * A question counts where it stands at the end of the stream. Beside it k-means that knows the number of labels
 * (on all questions at once, ten rounds from k-means++), and the same topics without nightly work.
 *
 * `at`: seconds for synthetic exemplars (points around 400 random centres, a tenth of them without a resolution):
 * adding all, and one night's proposals. `--limit` bounds both, questions of a split and exemplars.
 */
import { performance } from 'node:perf_hooks';
import { SeededRandom, words } from '@understudy/engine';
import { quantise } from '../../packages/engine/src/retrieve/vector-index.ts';
import { proposeTopicChanges, Topics } from '../../packages/engine/src/topics/index.ts';
import { type Agreement, clusterAgreement } from '../cluster-agreement.ts';
import { type DataSet, readRows } from '../data/rows.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SEEDS = 3;
const NIGHTS = 10;
const LINKED = 0.5;
const ACCOUNTS = 500;
const SIZES = [10_000, 100_000];
const CENTRES = 400;
const SPREAD = 1.1;
const ROUNDS = 10;

interface Asked {
  readonly id: string;
  readonly label: string;
  readonly words: readonly string[];
  readonly vector: Float32Array;
  readonly row: Int8Array;
}

interface Figures extends Agreement {
  readonly ms_each: number;
}

export const topics: Scenario = {
  id: 'topics',
  about: 'topics found online on the test splits of Banking77 and CLINC150, and the time it takes',
  run: async (options) => {
    const sets = { banking77: await onSet('banking77', options), clinc150: await onSet('clinc150', options) };
    const at: Record<string, object> = {};
    for (const size of SIZES.filter((each) => each <= (options.limit ?? Infinity))) {
      options.onProgress({ phase: 'synthetic', done: size, total: SIZES[SIZES.length - 1] });
      at[String(size)] = timeSynthetic(size);
    }
    const { alone } = sets.banking77;
    return {
      scenario: 'topics',
      seeds: options.seeds ?? SEEDS,
      nmi: alone.nmi,
      ari: alone.ari,
      ...sets,
      at,
      versions: versions(),
      command: options.command,
    };
  },
};

async function onSet(set: DataSet, options: ScenarioOptions) {
  const rows = readRows(set).filter(({ split, topic }) => split === 'test' && topic !== 'oos');
  const { vectors } = await encodeCached(
    set,
    rows.map((row) => row.text),
    (done, total) => options.onProgress({ phase: `encoding ${set}`, done, total }),
  );
  const asked = rows.map(({ id, topic, text }, i): Asked => {
    const vector = vectors[i];
    return { id, label: topic ?? '', words: words(text), vector, row: quantise(vector) };
  });
  const seeds = options.seeds ?? SEEDS;
  const runs = Array.from({ length: seeds }, (_, i) => {
    options.onProgress({ phase: set, done: i, total: seeds });
    const stream = new SeededRandom(`topics/${set}/${i + 1}`).shuffle(asked).slice(0, options.limit);
    const of = (linked: number, nights: number) => found({ stream, linked, nights, seed: i + 1 });
    return {
      alone: of(0, NIGHTS),
      without_nights: of(0, 0),
      linked: of(LINKED, NIGHTS),
      k_means: kMeans(stream, `topics/k-means/${i + 1}`),
    };
  });
  const mean = (kind: 'alone' | 'without_nights' | 'linked') => meanOf(runs.map((run) => run[kind]));
  const k_means = meanOf(runs.map((run) => ({ ...run.k_means, ms_each: 0 })));
  return {
    alone: mean('alone'),
    linked: mean('linked'),
    baselines: { without_nights: mean('without_nights'), k_means },
  };
}

function found(given: { stream: readonly Asked[]; linked: number; nights: number; seed: number }): Figures {
  const { stream, nights } = given;
  const known = new Topics(stream[0].row.length);
  const random = new SeededRandom(`topics/linked/${given.seed}`);
  const own: Asked[] = [];
  const started_ms = performance.now();
  for (const [i, asked] of stream.entries()) {
    const linked = random.next() < given.linked;
    if (!linked) own.push(asked);
    known.add({
      id: asked.id,
      question_id: asked.id,
      resolution_id: linked ? asked.label : null,
      vector: asked.row,
      words: asked.words,
      account: `account-${random.integer(ACCOUNTS)}`,
      at_ms: i,
    });
    if ((i + 1) % Math.ceil(stream.length / nights) === 0) applyNight(known);
  }
  const ms_each = (performance.now() - started_ms) / stream.length;
  const agreement = clusterAgreement(
    own.map(({ label }) => label),
    own.map(({ id }) => known.topicOfExemplar(id) ?? ''),
  );
  return { ...agreement, ms_each };
}

function applyNight(known: Topics): void {
  for (const change of proposeTopicChanges(known)) {
    if (change.kind === 'topics-merged') known.merge(change.from, change.into);
    else known.split(change.topic_id, change.into, change.exemplars);
  }
}

/** Spherical k-means with as many centres as there are labels. */
function kMeans(stream: readonly Asked[], seed: string): Agreement {
  const random = new SeededRandom(seed);
  const labels = stream.map(({ label }) => label);
  let centres = firstCentres(stream, new Set(labels).size, random);
  let nearest: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    nearest = stream.map(({ vector }) => nearestOf(vector, centres));
    centres = centres.map((centre, k) => {
      const own = stream.filter((_, i) => nearest[i] === k);
      return own.length === 0 ? centre : centroid(own);
    });
  }
  return clusterAgreement(labels, nearest.map(String));
}

/** k-means++: each further centre is drawn in proportion to the distance from those there are. */
function firstCentres(stream: readonly Asked[], count: number, random: SeededRandom): Float32Array[] {
  const centres = [stream[random.integer(stream.length)].vector];
  const distance = stream.map(({ vector }) => 1 - dot(vector, centres[0]));
  while (centres.length < count) {
    let left = random.next() * distance.reduce((sum, value) => sum + Math.max(0, value), 0);
    const at = distance.findIndex((value) => (left -= Math.max(0, value)) <= 0);
    const centre = stream[Math.max(0, at)].vector;
    centres.push(centre);
    for (const [i, { vector }] of stream.entries()) {
      distance[i] = Math.min(distance[i], 1 - dot(vector, centre));
    }
  }
  return centres;
}

function nearestOf(vector: Float32Array, centres: readonly Float32Array[]): number {
  const cosines = centres.map((centre) => dot(vector, centre));
  return cosines.reduce((best, cosine, i) => (cosine > cosines[best] ? i : best), 0);
}

function centroid(own: readonly Asked[]): Float32Array {
  const sum = new Float32Array(own[0].vector.length);
  for (const { vector } of own) for (let i = 0; i < sum.length; i++) sum[i] += vector[i];
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}

function timeSynthetic(size: number) {
  const random = new SeededRandom(`topics/synthetic/${size}`);
  const dimensions = 512;
  const gaussian = () => Float32Array.from({ length: dimensions }, () => random.normal());
  const centres = Array.from({ length: CENTRES }, gaussian);
  const noise = Array.from({ length: 2_000 }, gaussian);
  const known = new Topics(dimensions);
  let adding_ms = 0;
  for (let i = 0; i < size; i++) {
    const topic = random.integer(CENTRES);
    const shift = noise[random.integer(noise.length)];
    const point = centres[topic].map((value, d) => value + SPREAD * shift[d]);
    const length = Math.hypot(...point);
    const exemplar = {
      id: `e${i}`,
      question_id: `q${i}`,
      resolution_id: random.next() < 0.1 ? null : `r${topic}`,
      vector: quantise(point.map((value) => value / length)),
      words: Array.from({ length: 12 }, () => `w${topic % 40}-${random.integer(60)}`),
      account: null,
      at_ms: i,
    };
    const started_ms = performance.now();
    known.add(exemplar);
    adding_ms += performance.now() - started_ms;
  }
  const started_ms = performance.now();
  const changes = proposeTopicChanges(known);
  const night_ms = performance.now() - started_ms;
  return { adding_s: adding_ms / 1e3, night_s: night_ms / 1e3, topics: known.size, changes: changes.length };
}

function meanOf(runs: readonly Figures[]): Figures {
  const of = (field: keyof Figures) => runs.reduce((sum, run) => sum + run[field], 0) / runs.length;
  return {
    nmi: of('nmi'),
    ari: of('ari'),
    accuracy: of('accuracy'),
    clusters: of('clusters'),
    ms_each: of('ms_each'),
  };
}
