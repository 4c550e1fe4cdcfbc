/** Writes a batch of mined rows: conversations, resolutions, lessons, exemplars, vectors, and a promise to the model. */
import type { EncodedQuestion, Resolution, ResolutionLibrary } from '@understudy/engine';
import { toExemplarRow, toLessonApplied } from './exemplar-row.ts';
import { derivedId } from './ids.ts';
import type { PendingEvent } from './ledger-codec.ts';
import type { MinedRow, SourcePage } from './mine-row.ts';
import * as store from './store/index.ts';

/** Half of what one append may hold, because two promises are appended at once. */
const EVENTS_A_PROMISE = 400;

export interface MinedBatch {
  readonly library: ResolutionLibrary;
  readonly mined: readonly MinedRow[];
  readonly questions: ReadonlyMap<string, EncodedQuestion>;
  readonly source: string;
  readonly import_id: string;
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
  const rows = batch.mined.filter((item) => item.ticket === null || fresh.has(item.ticket.conversation_id));
  const taught = rows.flatMap((item) => teach(batch, item));
  const lessons = await keepTaught(tx, taught, batch);
  await promiseEvents(tx, [...lessons, ...rows.flatMap((item) => pathEvent(item, taught))]);
  const documents = batch.mined.length - tickets.length;
  return {
    accepted: fresh.size + documents,
    known: tickets.length - fresh.size,
    resolutions: taught.filter((each) => each.isNew).length,
  };
}

/** What one lesson adds: a text to its resolution, and its question as an exemplar. */
interface Taught {
  readonly resolution: Resolution;
  readonly isNew: boolean;
  /** Whether the model must hear of the resolution again. */
  readonly isChanged: boolean;
  readonly question: EncodedQuestion;
  readonly lesson_id: string;
  readonly exemplar_id: string;
  readonly source_key: string;
  readonly conversation_id: string | null;
  readonly author: string | null;
  readonly source: Resolution['sources'][number]['kind'];
  readonly page: SourcePage | null;
  readonly at: Date;
}

function teach(batch: MinedBatch, { ticket, question: asked, lessons, page }: MinedRow): Taught[] {
  const question = asked === null ? undefined : batch.questions.get(asked.id);
  if (question === undefined) return [];
  // What is blocked is kept aside (`hold-mined.ts`).
  const free = lessons.filter(({ blocked }) => blocked === null);
  return free.map(({ candidate, author }) => {
    const { resolution, isNew, changed } = batch.library.add(candidate);
    const source_key = `${ticket?.conversation_id ?? question.id} ${resolution.id}`;
    return {
      resolution,
      isNew,
      isChanged: isNew || changed,
      question,
      lesson_id: derivedId('lesson', source_key),
      exemplar_id: derivedId('exemplar', source_key),
      source_key,
      conversation_id: ticket?.conversation_id ?? null,
      author,
      source: candidate.sources[0]?.kind ?? 'human-reply',
      page,
      at: new Date(candidate.at_ms ?? batch.now.getTime()),
    };
  });
}

/** Under the resolution that the ticket taught first; under none where it taught nothing. */
function pathEvent({ path }: MinedRow, taught: readonly Taught[]): PendingEvent[] {
  if (path === null) return [];
  const own = taught.find((each) => each.conversation_id === path.conversation_id);
  return [{ kind: 'path-observed', path: { ...path, topic_id: own?.resolution.id ?? null } }];
}

/** Answers what the model is to hear of it. */
async function keepTaught(
  tx: store.Tx,
  taught: readonly Taught[],
  batch: Pick<MinedBatch, 'encoder_id' | 'import_id'>,
): Promise<PendingEvent[]> {
  // The last text of the batch stands; the ledger has those between.
  const last = new Map(taught.map((each) => [each.resolution.id, each]));
  await store.putResolutions(tx, [...last.values()].map(toNewResolution));
  const { import_id, encoder_id } = batch;
  const created = await store.insertLessons(
    tx,
    taught.map((each) => ({ ...toLesson(each), import_id })),
  );
  const fresh = taught.filter((each) => created.has(each.lesson_id));
  await store.insertExemplars(
    tx,
    fresh.map((each) => toExemplarRow({ ...each, id: each.exemplar_id })),
  );
  const vectors = fresh.flatMap(({ question: { id, vector } }) =>
    vector === null ? [] : [{ question_id: id, encoder_id, vector }],
  );
  await store.insertVectors(tx, vectors);
  return fresh.flatMap(toEvents);
}

function toNewResolution({ resolution, author, at }: Taught): store.NewResolution {
  const { id, title, text, links, stakes, stage, sources } = resolution;
  return { id, title, text, links, stakes, stage, sources, source_key: id, author, at };
}

function toLesson(taught: Taught) {
  const { resolution, isNew, question, lesson_id, exemplar_id, source_key, conversation_id, author } = taught;
  return {
    id: lesson_id,
    kind: isNew ? ('new-resolution' as const) : ('new-exemplar' as const),
    stage: resolution.stage,
    title: resolution.title,
    question: question.text,
    resolution_id: resolution.id,
    exemplar_id,
    conversation_id,
    author,
    source: taught.source,
    source_key,
    page_id: taught.page?.id ?? null,
    page_hash: taught.page?.hash ?? null,
    at: taught.at,
  };
}

function toEvents({ resolution, isChanged, question, exemplar_id }: Taught): PendingEvent[] {
  const upserted: PendingEvent[] = isChanged ? [{ kind: 'resolution-upserted', resolution }] : [];
  return [toLessonApplied({ id: exemplar_id, question, resolution }), ...upserted];
}

/** Promises hold few events each, so that one append never grows beyond the ledger's limit. */
async function promiseEvents(tx: store.Tx, events: readonly PendingEvent[]): Promise<void> {
  const first = events.map(nameOf).find((name) => name !== null);
  if (first === undefined) return;
  const id = `batch.${derivedId('lesson', first)}`;
  for (let from = 0; from < events.length; from += EVENTS_A_PROMISE) {
    const payload = events.slice(from, from + EVENTS_A_PROMISE);
    await store.promise(tx, { id: `${id}.${String(from).padStart(6, '0')}`, kind: 'apply-lesson', payload });
  }
}

/** What is in one batch only: an exemplar or a conversation. */
function nameOf(event: PendingEvent): string | null {
  if (event.kind === 'lesson-applied') return event.exemplar.id;
  return event.kind === 'path-observed' ? event.path.conversation_id : null;
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
