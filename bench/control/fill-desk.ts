/**
 * A desk of invented tickets, written by the functions that an import writes with: conversations, resolutions,
 * lessons, exemplars, vectors, fulfilled promises and the ledger. No near-duplicates are looked for, which is most of an
 * import's time; the last questions were decided on, as a preview wants them.
 */
import type { EncodedQuestion, Resolution, SeededRandom } from '@understudy/engine';
import { toExemplarRow } from '../../packages/server/src/exemplar-row.ts';
import { type PendingEvent, toLedger } from '../../packages/server/src/ledger-codec.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { toStoredQuestion } from '../../packages/server/src/translate.ts';
import { plainResolution } from '../data/to-ticket.ts';
import { invent, type Part } from '../growth/invented-questions.ts';

export const EMAIL = 'grace.hopper@example.com';
/** Who taught what is taken back. */
export const MALLORY = 'Mallory';

const BATCH = 250;
const EXEMPLARS_PER_RESOLUTION = 50;
const MOST_RESOLUTIONS = 2_000;
const MALLORYS_RESOLUTIONS = 20;
/** Tickets of the person who is erased. */
const OF_THE_PERSON = 5;
const DAY_MS = 86_400_000;
const SPAN_MS = 85 * DAY_MS;
const PERSON = { id: 'cus_grace', external_id: 'host-grace', name: 'Grace Hopper', email: EMAIL };

export interface DeskSize {
  readonly exemplars: number;
  /** The newest of them are Mallory's. */
  readonly rolled_back: number;
  /** The newest of the others were decided on. */
  readonly decided: number;
}

interface Filling {
  readonly database: store.Database;
  readonly workspace_id: string;
  readonly encoder_id: string;
  readonly size: DeskSize;
  readonly parts: readonly Part[];
  readonly random: SeededRandom;
  readonly now_ms: number;
  readonly onProgress: (done: number) => void;
}

interface Invented {
  readonly index: number;
  readonly question: EncodedQuestion;
  readonly resolution: Resolution;
  readonly author: string;
  readonly at: Date;
}

/** Answers some of Mallory's questions, and the id of a lesson of somebody else. */
export async function fillDesk(filling: Filling): Promise<{ asked: EncodedQuestion[]; lesson_id: string }> {
  const { database, workspace_id, size } = filling;
  const secret = { public_key: `pk_${workspace_id}`, visitor_secret: Buffer.alloc(32), encoder_id: null };
  await database.asSystem((tx) =>
    store.createWorkspace(tx, { id: workspace_id, name: 'Bench', settings: {}, ...secret }),
  );
  await database.asWorkspace(workspace_id, (tx) =>
    store.findOrCreateCustomer(tx, { ...PERSON, account: null }),
  );
  const texts = new Map<string, Resolution>();
  const asked: EncodedQuestion[] = [];
  for (let from = 0; from < size.exemplars; from += BATCH) {
    const length = Math.min(BATCH, size.exemplars - from);
    const batch = Array.from({ length }, (_, i) => inventTicket(filling, texts, from + i));
    asked.push(...batch.flatMap(({ author, question }) => (author === MALLORY ? [question] : [])));
    await database.asWorkspace(workspace_id, (tx) => writeBatch(tx, filling, batch));
    filling.onProgress(from + length);
  }
  return { asked, lesson_id: lessonId(size.exemplars >> 1) };
}

const lessonId = (index: number) => `les_${index}`;
const exemplarId = (index: number) => `exm_${index}`;
const conversationId = (index: number) => `cnv_${index}`;

function inventTicket(filling: Filling, texts: Map<string, Resolution>, index: number): Invented {
  const { size, parts, random, now_ms } = filling;
  const isMallorys = index >= size.exemplars - size.rolled_back;
  const most = Math.min(MOST_RESOLUTIONS, Math.ceil(size.exemplars / EXEMPLARS_PER_RESOLUTION));
  const id = isMallorys
    ? `res_mallory${random.integer(MALLORYS_RESOLUTIONS)}`
    : `res_${random.integer(most)}`;
  const resolution = texts.get(id) ?? inventResolution(filling, id);
  texts.set(id, resolution);
  const at_ms = Math.floor(now_ms - SPAN_MS * (1 - index / size.exemplars));
  const question = { ...invent(parts, random, index), id: `msg_${index}`, at_ms };
  const author = isMallorys ? MALLORY : `Agent ${index % 20}`;
  return { index, question, resolution, author, at: new Date(at_ms) };
}

function inventResolution({ parts, random }: Filling, id: string): Resolution {
  const sentences = Array.from({ length: 3 }, () => invent(parts, random, 0).text);
  return plainResolution(id, { title: sentences[0]?.slice(0, 80) ?? id, text: sentences.join('. ') });
}

async function writeBatch(tx: store.Tx, filling: Filling, batch: readonly Invented[]): Promise<void> {
  const { encoder_id } = filling;
  await store.insertTickets(tx, { source: 'bench', tickets: batch.map(toTicket) });
  const last = new Map(batch.map((each) => [each.resolution.id, each]));
  await store.putResolutions(
    tx,
    [...last.values()].map(
      ({ resolution: { id, title, text, links, stakes, stage, sources }, author, at }) => {
        return { id, title, text, links, stakes, stage, sources, source_key: id, author, at };
      },
    ),
  );
  await store.insertLessons(tx, batch.map(toLesson));
  const kept = batch.map(({ index, question, resolution, at }) =>
    toExemplarRow({
      id: exemplarId(index),
      question,
      resolution,
      lesson_id: lessonId(index),
      conversation_id: conversationId(index),
      at,
    }),
  );
  await store.insertExemplars(tx, kept);
  const vectors = batch.flatMap(({ question: { id, vector } }) =>
    vector === null ? [] : [{ question_id: id, encoder_id, vector }],
  );
  await store.insertVectors(tx, vectors);
  await tell(tx, batch);
  for (const each of batch) if (isDecided(filling, each)) await decide(tx, each);
}

function toTicket({ index, question, resolution, author, at }: Invented): store.ImportedTicket {
  const isPersons = index < OF_THE_PERSON;
  const external_id = isPersons ? PERSON.external_id : `customer-${index}`;
  return {
    conversation_id: conversationId(index),
    external_id: `ticket-${index}`,
    status: 'resolved',
    subject: question.text.slice(0, 120),
    preview: resolution.text.slice(0, 120),
    ticket: { topic: null, resolution: resolution.id, actions: [], meta: { product: 'bench' } },
    at,
    customer: { id: isPersons ? PERSON.id : `cus_${index}`, external_id, account: null },
    messages: [
      { id: question.id, author: 'customer', author_name: null, text: question.text, at },
      { id: `${question.id}.answer`, author: 'agent', author_name: author, text: resolution.text, at },
    ],
  };
}

function toLesson({ index, question, resolution, author, at }: Invented) {
  return {
    id: lessonId(index),
    kind: 'new-exemplar' as const,
    stage: resolution.stage,
    title: resolution.title,
    question: question.text,
    resolution_id: resolution.id,
    exemplar_id: exemplarId(index),
    conversation_id: conversationId(index),
    author,
    source: 'human-reply' as const,
    source_key: conversationId(index),
    at,
    import_id: null,
  };
}

/** A promise that was fulfilled, and its events: as an import leaves them behind. */
async function tell(tx: store.Tx, batch: readonly Invented[]): Promise<void> {
  const events = batch.flatMap(({ index, question, resolution }): PendingEvent[] => {
    const stored = { ...toStoredQuestion(question), vector: null };
    const exemplar = { id: exemplarId(index), resolution_id: resolution.id, question: stored };
    return [{ kind: 'lesson-applied', exemplar }];
  });
  const texts = new Map(batch.map(({ resolution }) => [resolution.id, resolution]));
  for (const resolution of texts.values()) events.push({ kind: 'resolution-upserted', resolution });
  const id = `batch.${exemplarId(batch[0]?.index ?? 0)}`;
  const at = batch.at(-1)?.at ?? new Date(0);
  await store.promise(tx, { id, kind: 'apply-lesson', payload: events });
  await store.markDone(tx, { ids: [id], at });
  await store.appendEvents(
    tx,
    events.map((event, i) => toLedger(event, { id: `${id}.${i}`, at })),
  );
}

function isDecided({ size }: Filling, { index }: Invented): boolean {
  const end = size.exemplars - size.rolled_back;
  return index < end && index >= end - size.decided;
}

async function decide(tx: store.Tx, { index, question, resolution, at }: Invented): Promise<void> {
  const candidate = { resolution_id: resolution.id, exemplar_id: exemplarId(index), score: 1 };
  await store.insertDecision(tx, {
    id: `dec_${index}`,
    conversation_id: conversationId(index),
    message_id: question.id,
    generation: 0,
    action: 'draft',
    resolution_id: resolution.id,
    confidence: 0.5,
    audited: false,
    model_version: 1,
    question: toStoredQuestion(question),
    decision: { action: 'draft', confidence: 0.5, candidates: [candidate], reasons: [] },
    at,
  });
}
