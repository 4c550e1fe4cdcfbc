/**
 * Learned maps by meaning alone: the nearest resolution in the official test parts of Banking77 and CLINC150, with
 * vectors as they are and mapped in three ways.
 *
 * - `own`: the map is learned on the same 3, 5, 10 or all examples that stand in memory.
 * - `unseen`: it is learned on half of the intents, and used for the other half alone.
 * - `prior`: it is learned on the other data set, as a map that comes with the product would be.
 * - `gate`: what the leave-topic-out replay says before any test question is seen.
 */
import { SeededRandom } from '@understudy/engine';
import {
  Adaptation,
  fitMap,
  type MapKind,
  MapStatistics,
  VectorMap,
} from '../../packages/engine/src/adapt/index.ts';
import { groupByTopic, type MapExemplar, nearestIn } from '../../packages/engine/src/adapt/topic-memory.ts';
import { quantise } from '../../packages/engine/src/retrieve/vector-index.ts';
import { type DataSet, readRows } from '../data/rows.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SEEDS = 3;
const SETS = ['banking77', 'clinc150'] as const;
const KINDS: readonly MapKind[] = ['ridge', 'whitening', 'two-covariance'];
const SHOTS = [1, 3, 5, 10, Number.POSITIVE_INFINITY];

type Part = readonly MapExemplar[];

interface Split {
  readonly set: DataSet;
  readonly train: Part;
  readonly test: Part;
}

/** Accuracy by shots, for each way to map. */
type Table = Record<string, Record<string, number>>;

export const adaptation: Scenario = {
  id: 'adaptation',
  about:
    'maps learned on the encoder: few-shot accuracy by meaning alone, own, for unseen intents, and as a prior',
  run: async (options) => {
    const splits = [await readSplit('banking77', options), await readSplit('clinc150', options)];
    const seeds = options.seeds ?? SEEDS;
    const measured = SETS.map((set, at) => {
      const split = splits[at];
      const other = splits[1 - at];
      const report = (phase: string) => options.onProgress({ phase: `${set}, ${phase}`, done: 0, total: 1 });
      report('own');
      const own = ownMaps(split, seeds);
      report('unseen intents');
      const unseen = unseenMaps(split, seeds);
      report('prior of the other set');
      const prior = priorMaps(split, other.train, seeds);
      report('gate');
      return [set, { own, unseen, prior, gate: gate(split) }] as const;
    });
    return {
      scenario: 'adaptation',
      seeds,
      ...Object.fromEntries(measured),
      versions: versions(),
      command: options.command,
    };
  },
};

async function readSplit(set: DataSet, options: ScenarioOptions): Promise<Split> {
  const rows = readRows(set).filter(({ topic }) => topic !== null && topic !== 'oos');
  const { vectors } = await encodeCached(
    set,
    rows.map(({ text }) => text),
    (done, total) => options.onProgress({ phase: `encoding ${set}`, done, total }),
  );
  const exemplars = rows.map(({ topic }, i) => ({
    resolution_id: topic ?? '',
    vector: quantise(vectors[i]),
  }));
  const part = (name: string) => exemplars.filter((_, i) => rows[i].split === name);
  return { set, train: part('train'), test: part('test').slice(0, options.limit) };
}

function ownMaps({ train, test }: Split, seeds: number): Table {
  return meansOf(
    SHOTS.slice(1).flatMap((shots) =>
      drawsOf(train, shots, seeds).map((memory) => measure({ shots, memory, test, maps: learnMaps(memory) })),
    ),
  );
}

function unseenMaps({ train, test }: Split, seeds: number): Table {
  const topics = [...new Set(train.map(({ resolution_id }) => resolution_id))].toSorted();
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const shuffled = new SeededRandom(`adaptation/half/${seed}`).shuffle(topics);
    const half = new Set(shuffled.slice(0, topics.length / 2));
    const seen = train.filter(({ resolution_id }) => half.has(resolution_id));
    const unseen = (part: Part) => part.filter(({ resolution_id }) => !half.has(resolution_id));
    const maps = learnMaps(seen);
    return SHOTS.map((shots) =>
      measure({ shots, memory: chooseShots(unseen(train), shots, seed), test: unseen(test), maps }),
    );
  });
  return meansOf(runs.flat());
}

function priorMaps({ train, test }: Split, learned: Part, seeds: number): Table {
  const maps = learnMaps(learned);
  return meansOf(
    SHOTS.flatMap((shots) =>
      drawsOf(train, shots, seeds).map((memory) => measure({ shots, memory, test, maps })),
    ),
  );
}

/** What the product would have done with so many examples. */
function gate({ train }: Split): Record<string, object> {
  const rows = SHOTS.slice(1).map((shots) => {
    const exemplars = chooseShots(train, shots, 1);
    const adapting = new Adaptation(exemplars[0].vector.length);
    for (const { resolution_id, vector } of exemplars) adapting.add(resolution_id, vector);
    const evidence = adapting.propose({ exemplars, tried: 0, version: 1, seed: 1 })?.evidence;
    if (evidence === undefined) return [nameOf(shots), {}] as const;
    const { accepted, wins, losses, lnBetter } = evidence;
    return [
      nameOf(shots),
      { accepted: accepted ? 'yes' : 'no', wins, losses, ln_evidence: lnBetter },
    ] as const;
  });
  return Object.fromEntries(rows);
}

interface Run {
  readonly shots: number;
  /** By the way to map. */
  readonly accuracy: Readonly<Record<string, number>>;
}

function meansOf(runs: readonly Run[]): Table {
  const kinds = Object.keys(runs[0].accuracy);
  const shots = [...new Set(runs.map((run) => run.shots))];
  const mean = (kind: string, of: number) => {
    const values = runs.filter((run) => run.shots === of).map((run) => run.accuracy[kind]);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return Object.fromEntries(
    kinds.map((kind) => [kind, Object.fromEntries(shots.map((of) => [nameOf(of), mean(kind, of)]))]),
  );
}

/** One for each seed; all examples are the same ones for each. */
function drawsOf(train: Part, shots: number, seeds: number): Part[] {
  const draws = shots === Number.POSITIVE_INFINITY ? 1 : seeds;
  return Array.from({ length: draws }, (_, seed) => chooseShots(train, shots, seed));
}

const nameOf = (shots: number) => (shots === Number.POSITIVE_INFINITY ? 'full' : `shot${shots}`);

function chooseShots(train: Part, shots: number, seed: number): Part {
  const taken = new Map<string, number>();
  return new SeededRandom(`adaptation/${seed}`).shuffle(train).filter(({ resolution_id }) => {
    const count = (taken.get(resolution_id) ?? 0) + 1;
    taken.set(resolution_id, count);
    return count <= shots;
  });
}

type Maps = readonly (readonly [kind: string, apply: (part: Part) => Part])[];

function learnMaps(learned: Part): Maps {
  const statistics = new MapStatistics(learned[0].vector.length);
  for (const { resolution_id, vector } of learned) statistics.add(resolution_id, vector);
  const scatter = statistics.scatter();
  return KINDS.map((kind) => {
    const map = fitMap(scatter, { kind, version: 1 });
    if (map === null) throw new Error(`expected a map of the kind ${kind}, found too few examples`);
    const ready = new VectorMap(map);
    const apply = (part: Part) =>
      part.map(({ resolution_id, vector }) => ({ resolution_id, vector: ready.apply(vector) }));
    return [kind, apply];
  });
}

function measure(given: { shots: number; memory: Part; test: Part; maps: Maps }): Run {
  const { shots, memory, test, maps } = given;
  const mapped = maps.map(([kind, apply]) => [kind, shareRight(apply(memory), apply(test))] as const);
  return { shots, accuracy: { raw: shareRight(memory, test), ...Object.fromEntries(mapped) } };
}

function shareRight(memory: Part, test: Part): number {
  const nearest = nearestIn(groupByTopic(memory));
  return test.filter(({ resolution_id, vector }) => nearest(vector) === resolution_id).length / test.length;
}
