/**
 * Does it notice what nobody has solved yet? Far strangers are CLINC150's messages out of scope; near ones belong to
 * a quarter of the issues, held out, so that only their siblings are known. Official splits: learn the training
 * part, ask the test part. Another product's questions at a real desk are part of `desk-thunderbird`.
 *
 * `false_alarms` is the share of known questions whose p-value is at most 5 %, `found` the same of strangers.
 */
import { type EncodedQuestion, type Evidence, type ReplayTicket, SeededRandom } from '@understudy/engine';
import { confidenceFeatures } from '../../packages/engine/src/confidence/confidence-features.ts';
import { predictConfidence } from '../../packages/engine/src/confidence/confidence-model.ts';
import {
  areaUnderRoc,
  falsePositiveRateAtRecall,
} from '../../packages/engine/src/evaluate/ranking-metrics.ts';
import { Model } from '../../packages/engine/src/model.ts';
import { rankEvidence } from '../../packages/engine/src/rank/rank-evidence.ts';
import { softmax } from '../../packages/engine/src/rank/ranker.ts';
import { type DataSet, readRows } from '../data/rows.ts';
import { labelledTicket } from '../data/to-ticket.ts';
import { type EncodedTexts, encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SEEDS = 3;
const HELD_OUT = 0.25;
const LEVEL = 0.05;
const LESSONS_BETWEEN_FITS = 2_000;
const OUT_OF_SCOPE = 'oos';

interface Message {
  readonly topic: string;
  readonly split: string;
  readonly ticket: ReplayTicket;
}

interface Trial {
  readonly encoder: EncodedTexts;
  readonly learned: readonly Message[];
  readonly known: readonly Message[];
  readonly strangers: readonly Message[];
}

/** What is known about a question before it is answered; all but the p-value grow with how novel it is. */
interface Look {
  readonly p: number;
  readonly strange: number;
  readonly unlike: number;
  readonly doubt: number;
}

type Figures = Readonly<Record<string, number>>;

export const novelty: Scenario = {
  id: 'novelty',
  about: 'does it notice questions that nobody has solved yet: far from all that is known, and near',
  run: async (options) => {
    const seeds = options.seeds ?? SEEDS;
    const banking77 = await nearStrangers('banking77', seeds, options);
    const clinc150 = await nearStrangers('clinc150', seeds, options);
    const far = await farStrangers(options);
    const near = mean([...banking77, ...clinc150]);
    return {
      scenario: 'novelty',
      seeds,
      novelty_auroc: far['auroc'],
      novelty_fpr95: far['fpr95'],
      novelty_near_auroc: near['auroc'],
      novelty_near_fpr95: near['fpr95'],
      strangers: { far_clinc150: far, near_banking77: mean(banking77), near_clinc150: mean(clinc150) },
      range: { novelty_near_auroc: rangeOf([...banking77, ...clinc150].map((each) => each['auroc'])) },
      versions: versions(),
      command: options.command,
    };
  },
};

async function farStrangers(options: ScenarioOptions): Promise<Figures> {
  const { encoder, messages } = await readMessages('clinc150', options);
  const own = messages.filter(({ topic }) => topic !== OUT_OF_SCOPE);
  const strangers = messages.filter(({ topic, split }) => topic === OUT_OF_SCOPE && split === 'test');
  const random = new SeededRandom('novelty/far');
  return measure({ encoder, ...splitOf(own, random), strangers }, options);
}

async function nearStrangers(set: DataSet, seeds: number, options: ScenarioOptions): Promise<Figures[]> {
  const { encoder, messages } = await readMessages(set, options);
  const own = messages.filter(({ topic }) => topic !== OUT_OF_SCOPE);
  const topics = [...new Set(own.map(({ topic }) => topic))].toSorted();
  const figures: Figures[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    options.onProgress({ phase: `${set}, held-out issues`, done: seed, total: seeds });
    const random = new SeededRandom(`novelty/near/${seed}`);
    const heldOut = new Set(random.shuffle(topics).slice(0, Math.round(HELD_OUT * topics.length)));
    const known = splitOf(
      own.filter(({ topic }) => !heldOut.has(topic)),
      random,
    );
    const strangers = own.filter(({ topic, split }) => heldOut.has(topic) && split === 'test');
    figures.push(measure({ encoder, ...known, strangers }, options));
  }
  return figures;
}

async function readMessages(set: DataSet, options: ScenarioOptions) {
  const rows = readRows(set);
  const texts = rows.map((row) => row.text);
  const encoder = await encodeCached(set, texts, (done, total) =>
    options.onProgress({ phase: 'encoding', done, total }),
  );
  const messages = rows.map((row, i): Message => {
    return { topic: row.topic ?? '', split: row.split, ticket: labelledTicket(row, encoder.vectors[i]) };
  });
  return { encoder, messages };
}

function splitOf(messages: readonly Message[], random: SeededRandom) {
  const learned = random.shuffle(messages.filter(({ split }) => split === 'train'));
  return { learned, known: messages.filter(({ split }) => split === 'test') };
}

function measure(trial: Trial, options: ScenarioOptions): Figures {
  const taught = new TaughtModel(trial.encoder);
  const learned = trial.learned.slice(0, options.limit);
  for (const { ticket } of learned) taught.learn(ticket);
  const looked = [
    ...trial.known.map(({ ticket }) => ({ positive: false, look: taught.look(ticket.question) })),
    ...trial.strangers.map(({ ticket }) => ({ positive: true, look: taught.look(ticket.question) })),
  ];
  const of = (read: (look: Look) => number) => {
    const cases = looked.map(({ positive, look }) => ({ positive, score: read(look) }));
    return { auroc: areaUnderRoc(cases) ?? 0, fpr95: falsePositiveRateAtRecall(cases) ?? 1 };
  };
  const called = (positive: boolean) => {
    const those = looked.filter((each) => each.positive === positive);
    return those.filter(({ look }) => look.p <= LEVEL).length / those.length;
  };
  const unlike = of((look) => look.unlike);
  const doubt = of((look) => look.doubt);
  return {
    ...of((look) => look.strange),
    false_alarms: called(false),
    found: called(true),
    max_similarity_auroc: unlike.auroc,
    max_similarity_fpr95: unlike.fpr95,
    confidence_auroc: doubt.auroc,
    confidence_fpr95: doubt.fpr95,
  };
}

class TaughtModel {
  readonly #model: Model;
  #seq = 0;

  constructor({ encoder_id, dimensions }: EncodedTexts) {
    this.#model = new Model({ encoder_id, dimensions });
  }

  learn({ question, resolutions: [resolution] }: ReplayTicket): void {
    const exemplar = { id: question.id, resolution_id: resolution.id, question };
    this.#model.apply({ kind: 'lesson-applied', seq: ++this.#seq, exemplar });
    if (this.#model.exemplars % LESSONS_BETWEEN_FITS === 0) {
      this.#model.apply({ kind: 'model-refitted', seq: ++this.#seq });
    }
  }

  look(question: EncodedQuestion): Look {
    const retrieval = this.#model.retrieve(question);
    const { ranker, confidence } = this.#model.facts.fit;
    const scored = rankEvidence(ranker, retrieval.evidence);
    const ranked = scored.map(({ evidence }) => evidence);
    const scores = scored.map(({ score }) => score);
    const seen = this.#model.novelty(question, ranked);
    const ranking = { ...retrieval, evidence: ranked, scores, probabilities: softmax(scores) };
    const features = scores.length > 0 ? confidenceFeatures(ranking, seen) : null;
    return {
      p: seen.p,
      strange: seen.strangeness,
      unlike: -Math.max(0, ...ranked.map(similarity)),
      doubt: features === null ? 1 : 1 - predictConfidence(confidence, features).probability,
    };
  }
}

const similarity = (e: Evidence): number => (e.lexical_max + e.dense_max) / 2;

function mean(figures: readonly Figures[]): Figures {
  const names = Object.keys(figures[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, figures.reduce((sum, each) => sum + each[name], 0) / figures.length]),
  );
}

const rangeOf = (values: readonly number[]) => [Math.min(...values), Math.max(...values)];
