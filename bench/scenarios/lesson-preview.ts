/**
 * What a lesson would change, on 5,000 past questions: how long it takes, and what its short cuts miss.
 *
 * A desk of 5,000 questions of Banking77; a tenth of the labels is unknown to it. Proposed is one example of an unknown
 * label, then one of a known label; last, a lesson in force is taken out. Held against two slower ways: all questions
 * decided with and without it (`missed`: touched ones that the early stop left out), and an engine that learned the
 * proposal (`agreement`: the same resolution first, among the nearest questions).
 */
import { cpuUsage } from 'node:process';
import {
  type Compared,
  type EncodedQuestion,
  Engine,
  isSettled,
  type LessonPreview,
  type ModelEvent,
  nearestFirst,
  type PreviewedLesson,
  type PreviewedQuestion,
  SeededRandom,
  summarisePreview,
} from '@understudy/engine';
import { readRows } from '../data/rows.ts';
import { labelledTicket } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const QUESTIONS = 5_000;
const EXEMPLARS = 5_000;
const UNKNOWN_LABELS = 8;
const AT_ONCE = 50;
const CHECKED_BY_FOLD = 500;

type Ticket = ReturnType<typeof labelledTicket>;

export const lessonPreview: Scenario = {
  id: 'lesson-preview',
  about:
    'what one lesson would change on 5,000 past questions of Banking77: time, and what the short cuts miss',
  run: async (options) => {
    const seeds = options.seeds ?? 1;
    const runs: Awaited<ReturnType<typeof measure>> = [];
    for (let seed = 1; seed <= seeds; seed++) runs.push(...(await measure(seed, options)));
    const slowest = Math.max(...runs.map(({ cpu_ms }) => cpu_ms));
    const sum = (of: 'missed' | 'touched') => runs.reduce((all, run) => all + run[of], 0);
    const agreement = Math.min(...runs.flatMap((run) => run.agreement ?? []));
    const at = Object.fromEntries(runs.map(({ lesson, seed, ...run }) => [`${lesson}, seed ${seed}`, run]));
    const figures = { cpu_ms: slowest, missed_share: sum('missed') / sum('touched'), agreement };
    return {
      scenario: 'lesson-preview',
      seeds,
      ...figures,
      at,
      versions: versions(),
      command: options.command,
    };
  },
};

async function measure(seed: number, options: ScenarioOptions) {
  const { known, unknown, example, past, encoder } = await deskOf(seed, options);
  const engine = Engine.create(encoder);
  let seq = 0;
  for (const [i, ticket] of known.entries()) {
    for (const event of teaching(ticket, `e${i}`)) engine.learn({ ...event, seq: ++seq } as ModelEvent);
    if (i % 500 === 0) options.onProgress({ phase: 'learning', done: i, total: known.length });
  }
  engine.learn({ kind: 'model-refitted', seq: ++seq });
  const proposals = { 'new resolution': unknown, 'new example': example };
  const questions = past.map(({ question }) => question);
  const lessons: [string, PreviewedLesson, Ticket | null][] = [
    ...Object.entries(proposals).map(([name, ticket]): [string, PreviewedLesson, Ticket] => {
      return [name, { kind: 'proposed', events: teaching(ticket, 'new') }, ticket];
    }),
    ['in force', { kind: 'in-force', exemplar_id: `e${Math.floor(known.length / 2)}` }, null],
  ];
  return lessons.map(([lesson, previewed, proposal]) => {
    options.onProgress({ phase: `seed ${seed}: ${lesson}`, done: 0, total: 1 });
    const found = previewAll(engine, previewed, questions);
    const agreement = proposal && agreementWithFold(engine, { proposal, nearest: found.nearest });
    const { nearest: _, ...figures } = found;
    return { lesson, seed, ...figures, agreement };
  });
}

function previewAll(engine: Engine, lesson: PreviewedLesson, questions: readonly EncodedQuestion[]) {
  const [began, cpu] = [performance.now(), cpuUsage()];
  const preview = engine.preview(lesson) as LessonPreview;
  const order = nearestFirst(questions.map((question) => preview.nearness(question)));
  const decided: PreviewedQuestion[] = [];
  const decide = (from: number): void => {
    for (const i of order.slice(from, from + AT_ONCE))
      decided.push({ id: questions[i].id, ...preview.compare(questions[i]) });
  };
  while (decided.length < order.length && !isSettled(decided)) decide(decided.length);
  const { would_answer, changed } = summarisePreview(decided, preview.resolution_id, () => null);
  const [ms, used] = [performance.now() - began, cpuUsage(cpu)];
  const cpu_ms = (used.user + used.system) / 1_000;
  const rest = order.slice(decided.length).map((i) => preview.compare(questions[i]));
  const missed = rest.filter(isTouched).length;
  const touched = missed + decided.filter(isTouched).length;
  const nearest = order
    .slice(0, CHECKED_BY_FOLD)
    .map((i, k) => ({ question: questions[i], told: decided[k] }));
  return { ms, cpu_ms, decided: decided.length, would_answer, changed, touched, missed, nearest };
}

const isTouched = ({ before, after }: Compared): boolean =>
  before.action !== after.action || before.first[0] !== after.first[0];

function agreementWithFold(
  engine: Engine,
  given: { proposal: Ticket; nearest: readonly { question: EncodedQuestion; told: Compared | undefined }[] },
): number {
  const learned = Engine.restore(engine.snapshot());
  let seq = learned.version;
  for (const event of teaching(given.proposal, 'new')) learned.learn({ ...event, seq: ++seq } as ModelEvent);
  const checked = given.nearest.filter(({ told }) => told !== undefined);
  const same = checked.filter(({ question, told }) => {
    const [first] = learned.decide(question, { seed: 1 }).candidates;
    return first?.resolution_id === told?.after.first[0];
  });
  return same.length / checked.length;
}

/** As the server tells it: the lesson, then its text. */
function teaching({ question, right, resolutions }: Ticket, id: string) {
  const [resolution_id] = right ?? [];
  return [
    { kind: 'lesson-applied' as const, exemplar: { id, resolution_id, question } },
    { kind: 'resolution-upserted' as const, resolution: resolutions[0] },
  ];
}

async function deskOf(seed: number, options: ScenarioOptions) {
  const rows = new SeededRandom(`lesson-preview/${seed}`).shuffle(readRows('banking77'));
  const texts = rows.map((row) => row.text);
  const onEncoded = (done: number, total: number) => options.onProgress({ phase: 'encoding', done, total });
  const { encoder_id, dimensions, vectors } = await encodeCached('banking77', texts, onEncoded);
  const tickets = rows.map((row, i) => labelledTicket(row, vectors[i], i * 60_000));
  const labels = [...new Set(tickets.map(({ right }) => right?.[0] ?? ''))].toSorted();
  const hidden = new Set(new SeededRandom(`hidden/${seed}`).shuffle(labels).slice(0, UNKNOWN_LABELS));
  const isHidden = ({ right }: Ticket) => hidden.has(right?.[0] ?? '');
  const known = tickets.filter((ticket) => !isHidden(ticket)).slice(0, options.limit ?? EXEMPLARS);
  const learned = new Set(known);
  const others = new SeededRandom(`past/${seed}`).shuffle(tickets.filter((ticket) => !learned.has(ticket)));
  const unknown = others.find(isHidden) as Ticket;
  const example = others.find((ticket) => !isHidden(ticket)) as Ticket;
  const past = others.filter((ticket) => ticket !== unknown && ticket !== example).slice(0, QUESTIONS);
  return { known, unknown, example, past, encoder: { encoder_id, dimensions } };
}
