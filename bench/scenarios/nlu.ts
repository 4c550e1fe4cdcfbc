/**
 * The encoder and the ranker alone: share of the official test split whose label stands first, after learning the
 * whole training split, or 10, 5 or 1 examples of each label (a mean over seeds).
 */
import { Engine, type ModelEvent, SeededRandom } from '@understudy/engine';
import { type DataSet, readRows } from '../data/rows.ts';
import { labelledTicket } from '../data/to-ticket.ts';
import { type EncodedTexts, encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SEEDS = 3;
const SHOTS: Readonly<Record<string, readonly number[]>> = { banking77: [10, 5, 1], clinc150: [10] };

type Ticket = ReturnType<typeof labelledTicket>;

interface Split {
  readonly train: readonly Ticket[];
  readonly test: readonly Ticket[];
  readonly encoder: EncodedTexts;
}

export const nlu: Scenario = {
  id: 'nlu',
  about: 'accuracy on the official test splits of Banking77 and CLINC150, full and few-shot',
  run: async (options) => {
    const accuracy = {
      banking77: await accuracies('banking77', options),
      clinc150: await accuracies('clinc150', options),
    };
    const seeds = options.seeds ?? SEEDS;
    return { scenario: 'nlu', seeds, accuracy, versions: versions(), command: options.command };
  },
};

async function accuracies(set: DataSet, options: ScenarioOptions): Promise<Record<string, number>> {
  const split = await readSplit(set, options);
  const seeds = options.seeds ?? SEEDS;
  const accuracy: Record<string, number> = {};
  for (const shots of SHOTS[set] ?? []) {
    let sum = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      options.onProgress({ phase: `${set}, ${shots} shots`, done: seed, total: seeds });
      sum += measure(split, chooseShots(split.train, shots, seed));
    }
    accuracy[`shot${shots}`] = sum / seeds;
  }
  options.onProgress({ phase: `${set}, full`, done: 0, total: 1 });
  const full = new SeededRandom(`nlu/${set}`).shuffle(split.train);
  return { full: measure(split, full), ...accuracy };
}

async function readSplit(set: DataSet, options: ScenarioOptions): Promise<Split> {
  const rows = readRows(set).filter((row) => row.topic !== 'oos');
  const texts = rows.map((row) => row.text);
  const encoder = await encodeCached(set, texts, (done, total) =>
    options.onProgress({ phase: 'encoding', done, total }),
  );
  const tickets = rows.map((row, i) => ({
    split: row.split,
    ticket: labelledTicket(row, encoder.vectors[i]),
  }));
  const of = (name: string) => tickets.filter(({ split }) => split === name).map(({ ticket }) => ticket);
  return { train: of('train'), test: of('test').slice(0, options.limit), encoder };
}

function chooseShots(train: readonly Ticket[], shots: number, seed: number): Ticket[] {
  const taken = new Map<string, number>();
  return new SeededRandom(`nlu/${shots}/${seed}`).shuffle(train).filter(({ right }) => {
    const label = right?.[0] ?? '';
    const count = (taken.get(label) ?? 0) + 1;
    taken.set(label, count);
    return count <= shots;
  });
}

function measure({ test, encoder }: Split, train: readonly Ticket[]): number {
  const { encoder_id, dimensions } = encoder;
  const engine = Engine.create({ encoder_id, dimensions });
  for (const event of eventsOf(train)) engine.learn(event);
  const right = test.filter((ticket) => {
    const best = engine.decide(ticket.question, { seed: 1 }).candidates[0]?.resolution_id;
    return best !== undefined && ticket.right?.includes(best) === true;
  });
  return right.length / test.length;
}

function* eventsOf(train: readonly Ticket[]): Iterable<ModelEvent> {
  let seq = 0;
  const known = new Set<string>();
  for (const { question, resolutions } of train) {
    for (const resolution of resolutions) {
      const exemplar = { id: question.id, resolution_id: resolution.id, question };
      yield { kind: 'lesson-applied', seq: ++seq, exemplar };
      if (known.has(resolution.id)) continue;
      known.add(resolution.id);
      yield { kind: 'resolution-upserted', seq: ++seq, resolution };
    }
  }
  yield { kind: 'model-refitted', seq: ++seq };
}
