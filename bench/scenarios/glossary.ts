/**
 * Jargon learned from context: a fifth of the accounts of Banking77 have words of their own for ten product terms,
 * in training and always. How often does the right label come first for test questions in that jargon, before and
 * after the entries that were learned are switched on? And are the questions of all others none the worse for it?
 *
 * Labels are the titles of the resolutions here, since a glossary leads to the team's own words; so these accuracies
 * are not those of `nlu`. Every proposed entry is switched on, unseen.
 */
import { type EncodedQuestion, Engine, SeededRandom, words } from '@understudy/engine';
import {
  type Glossary,
  glossaryOf,
  knownAs,
  type ProposedEntry,
  proposeEntries,
  restate,
} from '../../packages/engine/src/glossary/index.ts';
import { readRows } from '../data/rows.ts';
import { plainResolution } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SEEDS = 3;
const SHOTS = 10;
const ACCOUNTS = 300;
const WITH_JARGON = 0.2;
const JARGON: Glossary = new Map([
  ['card', 'plastik'],
  ['cards', 'plastiks'],
  ['transfer', 'whoosh'],
  ['payment', 'zapp'],
  ['exchange', 'swapperoo'],
  ['refund', 'boomeranging'],
  ['passcode', 'doorword'],
  ['withdrawal', 'pullout'],
  ['cash', 'foldies'],
  ['currency', 'coinage'],
]);
const NO_GLOSSARY: Glossary = new Map();

interface Asked {
  readonly id: string;
  readonly text: string;
  readonly topic: string;
  readonly account: string;
}

interface Trial {
  readonly learned: readonly Asked[];
  readonly test: readonly Asked[];
  readonly topics: readonly string[];
}

/** What a question is searched with, and what of it is encoded. */
interface Wording {
  readonly letters: string;
  readonly encoded: string;
}

type Figures = Readonly<Record<string, number>>;

export const glossary: Scenario = {
  id: 'glossary',
  about: 'words that some customers have for a thing, learned from what their questions lead to',
  run: async (options) => {
    const seeds = options.seeds ?? SEEDS;
    const runs: Figures[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      options.onProgress({ phase: `${SHOTS} shots`, done: seed, total: seeds });
      runs.push(await measure(drawTrial(seed, SHOTS, options), options));
    }
    options.onProgress({ phase: 'all of the training split', done: 0, total: 1 });
    const full = await measure(drawTrial(1, Number.POSITIVE_INFINITY, options), options);
    const accuracy = { [`shot${SHOTS}`]: mean(runs), full };
    return { scenario: 'glossary', seeds, accuracy, versions: versions(), command: options.command };
  },
};

function drawTrial(seed: number, shots: number, options: ScenarioOptions): Trial {
  const random = new SeededRandom(`glossary/${seed}`);
  const rows = readRows('banking77').map((row) => {
    const account = random.next() * ACCOUNTS;
    const said = account < WITH_JARGON * ACCOUNTS ? restate(row.text, JARGON) : row.text;
    return { ...row, topic: row.topic ?? '', said, account: `account-${Math.floor(account)}` };
  });
  const taken = new Map<string, number>();
  const chosen = random.shuffle(rows.filter(({ split }) => split === 'train')).filter(({ topic }) => {
    taken.set(topic, (taken.get(topic) ?? 0) + 1);
    return (taken.get(topic) ?? 0) <= shots;
  });
  const test = rows.filter(({ split }) => split === 'test').slice(0, options.limit);
  const learned = chosen.map((row) => ({ ...row, text: row.said }));
  return { learned, test, topics: [...new Set(rows.map(({ topic }) => topic))] };
}

async function measure(trial: Trial, options: ScenarioOptions): Promise<Figures> {
  const entries = proposeEntries({
    questions: trial.learned.map((each) => ({
      ...each,
      resolution_id: each.topic,
      terms: words(each.text),
    })),
    resolutions: trial.topics.map((id) => ({ id, terms: words(titleOf(id)) })),
  });
  const learned = glossaryOf(entries.map(({ term, meaning }) => ({ term, meaning, state: 'on' })));
  const jargon = trial.test
    .map((each) => ({ ...each, plain: each.text, text: restate(each.text, JARGON) }))
    .filter(({ plain, text }) => plain !== text);
  const plain = jargon.map((each) => ({ ...each, text: each.plain }));
  const sets = { plain, jargon, untouched: trial.test };
  const texts = [trial.learned, ...Object.values(sets)]
    .flat()
    .flatMap(({ text }) => [text, wordingOf(text, learned).encoded]);
  const vectors = await encode(texts, options);
  const engine = teach(trial, vectors);
  const share = (asked: readonly Asked[], used: Glossary) => {
    const right = asked.filter(({ text, topic }) => {
      const { letters, encoded } = wordingOf(text, used);
      const question = questionOf({ id: 'asked', account: '', topic, text: letters }, vectors.of(encoded));
      return engine.decide(question, { seed: 1 }).candidates[0]?.resolution_id === topic;
    });
    return right.length / asked.length;
  };
  return {
    jargon_before: share(jargon, NO_GLOSSARY),
    jargon_after: share(jargon, learned),
    in_plain_words: share(plain, NO_GLOSSARY),
    untouched_before: share(trial.test, NO_GLOSSARY),
    untouched_after: share(trial.test, learned),
    entries: entries.length,
    jargon_found: entries.filter(isJargon).length,
    jargon_terms: JARGON.size,
  };
}

const isJargon = ({ term, meaning }: ProposedEntry): boolean => JARGON.get(meaning) === term;

function wordingOf(text: string, used: Glossary): Wording {
  return { letters: [text, ...knownAs(words(text), used)].join(' '), encoded: restate(text, used) };
}

async function encode(texts: readonly string[], { onProgress }: ScenarioOptions) {
  const distinct = [...new Set(texts)];
  const encoder = await encodeCached('glossary', distinct, (done, total) =>
    onProgress({ phase: 'encoding', done, total }),
  );
  const known = new Map(distinct.map((text, i) => [text, encoder.vectors[i]]));
  return { ...encoder, of: (text: string) => known.get(text) as Float32Array };
}

function teach(trial: Trial, vectors: Awaited<ReturnType<typeof encode>>): Engine {
  const { encoder_id, dimensions } = vectors;
  const engine = Engine.create({ encoder_id, dimensions });
  let seq = 0;
  for (const id of trial.topics) {
    const resolution = plainResolution(id, { title: titleOf(id) });
    engine.learn({ kind: 'resolution-upserted', seq: ++seq, resolution });
  }
  for (const each of trial.learned) {
    const exemplar = {
      id: each.id,
      resolution_id: each.topic,
      question: questionOf(each, vectors.of(each.text)),
    };
    engine.learn({ kind: 'lesson-applied', seq: ++seq, exemplar });
  }
  engine.learn({ kind: 'model-refitted', seq: ++seq });
  return engine;
}

function questionOf({ id, text, account }: Asked, vector: Float32Array): EncodedQuestion {
  return { id, text, account, vector, context: [], language: null, at_ms: 0, wants_human: false };
}

const titleOf = (topic: string): string => topic.replaceAll(/[_?]/g, ' ');

function mean(figures: readonly Figures[]): Figures {
  const names = Object.keys(figures[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, figures.reduce((sum, each) => sum + each[name], 0) / figures.length]),
  );
}
