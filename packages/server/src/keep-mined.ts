/** Writes a batch of mined rows: conversations, resolutions, lessons, exemplars, vectors, and a promise to the model. */
import type { EncodedQuestion, Resolution, ResolutionLibrary } from '@understudy/engine';
import { derivedId } from './ids.ts';
import type { PendingEvent } from './ledger-codec.ts';
import type { MinedRow } from './mine-row.ts';
import * as store from './store/index.ts';
import { toStoredQuestion } from './translate.ts';

export interface MinedBatch {
  readonly library: ResolutionLibrary;
  readonly mined: readonly MinedRow[];
  readonly questions: ReadonlyMap<string, EncodedQuestion>;
  readonly source: string;
  readonly encoder_id: string;
  readonly now: Date;
}

export interface KeptBatch {
  readonly accepted: number;
  readonly known: number;
  /** Resolutions that were not there before. */
  readonly resolutions: number;
}

export async function keepMined(tx: store.Tx, batch: MinedBatch): Promise<KeptBatch> {
  const tickets = batch.mined.flatMap((item) => item.ticket ?? []);
  const fresh = await store.insertTickets(tx, { source: batch.source, tickets });
  let resolutions = 0;
  let documents = 0;
  const events: PendingEvent[] = [];
  for (const item of batch.mined) {
    if (item.ticket !== null && !fresh.has(item.ticket.conversation_id)) continue;
    if (item.ticket === null) documents += 1;
    const taught = await teach(tx, batch, item);
    if (taught === null) continue;
    resolutions += taught.isNew ? 1 : 0;
    events.push(...taught.events);
  }
  if (events.length > 0) await promiseEvents(tx, events);
  return { accepted: fresh.size + documents, known: tickets.length - fresh.size, resolutions };
}

/** Promises hold few events each, so that one append never grows beyond the ledger's limit. */
async function promiseEvents(tx: store.Tx, events: readonly PendingEvent[]): Promise<void> {
  const first = events.find((event) => event.kind === 'lesson-applied');
  const id = derivedId('lesson', first?.exemplar.id ?? JSON.stringify(events[0]));
  await store.promise(tx, { id: `batch.${id}`, kind: 'apply-lesson', payload: events });
}

async function teach(
  tx: store.Tx,
  batch: MinedBatch,
  item: MinedRow,
): Promise<{ isNew: boolean; events: PendingEvent[] } | null> {
  const question = item.question === null ? undefined : batch.questions.get(item.question.id);
  if (item.candidate === null || question === undefined) return null;
  const { resolution, isNew, changed } = batch.library.add(item.candidate);
  const at = new Date(item.candidate.at_ms ?? batch.now.getTime());
  await keepResolution(tx, { resolution, author: item.author, at });
  const source_key = `${item.ticket?.conversation_id ?? question.id} ${resolution.id}`;
  const ids = { lesson: derivedId('lesson', source_key), exemplar: derivedId('exemplar', source_key) };
  const { created } = await store.insertLesson(tx, {
    id: ids.lesson,
    kind: isNew ? 'new-resolution' : 'new-exemplar',
    stage: resolution.stage,
    title: resolution.title,
    question: question.text,
    resolution_id: resolution.id,
    exemplar_id: ids.exemplar,
    conversation_id: item.ticket?.conversation_id ?? null,
    author: item.author,
    source: item.candidate.sources[0]?.kind ?? 'human-reply',
    source_key,
    at,
  });
  if (!created) return { isNew, events: [] };
  await keepExemplar(tx, { batch, item, question, resolution, ids, at });
  const stored = { ...toStoredQuestion(question), vector: null };
  const exemplar = { id: ids.exemplar, resolution_id: resolution.id, question: stored };
  const upserted: PendingEvent[] = changed || isNew ? [{ kind: 'resolution-upserted', resolution }] : [];
  return { isNew, events: [{ kind: 'lesson-applied', exemplar }, ...upserted] };
}

/** The row follows the library: made where it is new, revised where its text is another one. */
export async function keepResolution(
  tx: store.Tx,
  { resolution, author, at }: { resolution: Resolution; author: string | null; at: Date },
): Promise<void> {
  const known = await store.getResolution(tx, resolution.id);
  const { id, title, text, links, stakes, stage, sources } = resolution;
  if (known === undefined) {
    await store.createResolution(tx, {
      id,
      title,
      text,
      links,
      stakes,
      stage,
      sources,
      source_key: id,
      author,
      at,
    });
  } else if (known.text !== text) {
    await store.reviseResolution(tx, { id, title, text, links, author, at });
  }
}

interface KeptExemplar {
  readonly batch: MinedBatch;
  readonly item: MinedRow;
  readonly question: EncodedQuestion;
  readonly resolution: Resolution;
  readonly ids: { readonly lesson: string; readonly exemplar: string };
  readonly at: Date;
}

async function keepExemplar(
  tx: store.Tx,
  { batch, item, question, resolution, ids, at }: KeptExemplar,
): Promise<void> {
  await store.insertExemplars(tx, [
    {
      id: ids.exemplar,
      resolution_id: resolution.id,
      question_id: question.id,
      question_text: question.text,
      context: question.context,
      language: question.language,
      account: question.account,
      lesson_id: ids.lesson,
      conversation_id: item.ticket?.conversation_id ?? null,
      stage: resolution.stage,
      at,
    },
  ]);
  if (question.vector === null) return;
  await store.insertVectors(tx, [
    { question_id: question.id, encoder_id: batch.encoder_id, vector: question.vector },
  ]);
}
