/**
 * Takes lessons back: rows at once, the model through the ledger, in the caller's transaction. `put-back.ts` undoes it.
 *
 * What a lesson told the model is forgotten: its events, and where no other lesson teaches its resolution, all texts of
 * that resolution, which is then retired. Where the newest text goes, the row gets the one that the model has then, as a
 * new version, so that the history stays readable. What was promised and not applied yet is cancelled. All that would
 * have to be told again stands as `proposal` in the lesson, like that of one that waits for a review.
 *
 * The caller holds the lessons' rows, drops the library afterwards (`libraries.drop`) and announces. Cost: a second for
 * 1,000 lessons. Limits: 10,000 lessons at once; positions of 20,000 events in one event.
 */
import type { Resolution } from '@understudy/engine';
import { followLedger } from './follow-changes.ts';
import { newId } from './ids.ts';
import type { PendingEvent } from './ledger-codec.ts';
import { isChange, teaches } from './lesson-kinds.ts';
import type { Parts } from './parts.ts';
import { reviseTexts } from './put-back.ts';
import * as store from './store/index.ts';
import { toDomainResolution } from './translate.ts';

const SEQS_AN_EVENT = 20_000;
const TEXTS_A_PROMISE = 400;

type Ports = Pick<Parts, 'jobs'>;

export interface TakenBack {
  readonly lessons: number;
  /** Resolutions that nobody finds any more. */
  readonly retired: readonly string[];
  /** Resolutions that say again what they said before. */
  readonly reverted: readonly string[];
}

/** What taking back would do: read, not written. */
export interface TakeBackPlan {
  readonly forgotten: readonly number[];
  /** What each lesson told the model, and would have to tell again. */
  readonly told: ReadonlyMap<string, readonly PendingEvent[]>;
  readonly retired: readonly string[];
  /** Found afterwards, among them what one of the lessons had retired. */
  readonly stays: readonly Standing[];
  /** Those of them whose text is another one than the row's. */
  readonly reverted: readonly Standing[];
  /** Taught by others too, who only added questions: the text stays, though the lesson that brought it goes. */
  readonly orphaned: readonly store.ResolutionRow[];
}

interface Standing {
  readonly row: store.ResolutionRow;
  /** As the model has it once all is forgotten. */
  readonly resolution: Resolution;
}

export interface TakeBackRequest {
  readonly workspace_id: string;
  readonly lessons: readonly store.Lesson[];
  readonly status: store.LessonStatus;
  readonly rollback_id: string | null;
  readonly at: Date;
  /** Positions beside those of lessons that are to be forgotten too. */
  readonly events?: readonly number[];
}

export async function takeBack(parts: Ports, tx: store.Tx, request: TakeBackRequest): Promise<TakenBack> {
  const { lessons, status, rollback_id, at } = request;
  const applied = lessons.filter((lesson) => lesson.proposal === null);
  // Before the ledger is read: the single writer either has taken a promise, and its events stand, or never will.
  const cancelled = await store.cancelPromises(tx, { ...teachingOf(applied), at });
  const plan = await planTakeBack(tx, { lessons: applied, cancelled, events: request.events ?? [] });
  await store.removeExemplarsOf(tx, idsOf(applied));
  // A lesson that stays in force is applied again by the caller, in another way.
  const staysInForce = status === 'approved' || status === 'open';
  const marked = lessons.map(({ id, proposal }) =>
    staysInForce || proposal !== null ? { id } : { id, proposal: { events: plan.told.get(id) ?? [] } },
  );
  await store.markLessons(tx, { lessons: marked, status, rollback_id });
  await followModel(tx, plan, at);
  await forget(tx, plan.forgotten, at);
  await keepTexts(tx, plan.orphaned, at);
  await followLedger(
    tx,
    applied.filter(isChange).flatMap(({ id }) => plan.told.get(id) ?? []),
  );
  await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id: request.workspace_id });
  return {
    lessons: lessons.length,
    retired: plan.retired,
    reverted: plan.reverted.map(({ row }) => row.id),
  };
}

/** `lessons` are applied ones. */
export async function planTakeBack(
  tx: store.Tx,
  given: {
    readonly lessons: readonly store.Lesson[];
    readonly cancelled: readonly store.CancelledPromise[];
    readonly events: readonly number[];
  },
): Promise<TakeBackPlan> {
  const { lessons, cancelled } = given;
  const before = await store.forgottenSeqs(tx);
  const taught = (await store.lessonEvents(tx, teachingOf(lessons))).filter(({ seq }) => !before.has(seq));
  const own = new Set([...taught.map(({ seq }) => seq), ...given.events]);
  const told = toldBy(lessons, taught, cancelled);
  const touched = await resolutionsTouched(tx, { lessons, told, own });
  const rows = await store.getResolutions(tx, touched);
  const texts = [
    ...(await store.resolutionEvents(tx, touched)),
    ...(await store.promisedTexts(tx, touched)),
  ].filter(({ seq }) => !before.has(seq) && !own.has(seq));
  const left = new Map(texts.map((text) => [text.resolution_id, text]));
  const taughtBeside = await store.taughtBeside(tx, { resolutions: touched, without: idsOf(lessons) });
  const taughtHere = new Set(lessons.filter(teaches).map((lesson) => lesson.resolution_id));
  const goes = (id: string) =>
    !taughtBeside.has(id) && (taughtHere.has(id) || left.get(id)?.kind !== 'resolution-upserted');
  for (const { resolution_id, seq } of texts) if (goes(resolution_id) && Number.isFinite(seq)) own.add(seq);
  const stays = rows.flatMap((row) => {
    const last = left.get(row.id);
    if (goes(row.id) || last?.kind !== 'resolution-upserted') return [];
    return [{ row, resolution: (last.payload as { readonly resolution: Resolution }).resolution }];
  });
  return {
    forgotten: [...own].toSorted((a, b) => a - b),
    told,
    retired: rows.filter((row) => row.retired_at === null && goes(row.id)).map((row) => row.id),
    stays,
    reverted: stays.filter(
      ({ row, resolution }) => row.text !== resolution.text || row.title !== resolution.title,
    ),
    orphaned: rows.filter((row) => row.retired_at === null && taughtBeside.has(row.id) && !left.has(row.id)),
  };
}

const idsOf = (lessons: readonly store.Lesson[]) => lessons.map((lesson) => lesson.id);

function teachingOf(lessons: readonly store.Lesson[]): store.Teaching {
  return { lessons: idsOf(lessons), exemplars: lessons.flatMap(({ exemplar_id }) => exemplar_id ?? []) };
}

/** By lesson, in the order of the ledger; what was cancelled comes last. */
function toldBy(
  lessons: readonly store.Lesson[],
  taught: readonly store.TaughtEvent[],
  cancelled: readonly store.CancelledPromise[],
): Map<string, PendingEvent[]> {
  const ofExemplar = new Map(lessons.map((lesson) => [lesson.exemplar_id, lesson.id]));
  const told = new Map<string, PendingEvent[]>();
  const tell = (id: string | undefined, event: PendingEvent) => {
    if (id === undefined) return;
    const known = told.get(id);
    if (known === undefined) told.set(id, [event]);
    else known.push(event);
  };
  for (const { lesson_id, exemplar_id, payload } of taught)
    tell(lesson_id ?? ofExemplar.get(exemplar_id), payload as PendingEvent);
  for (const { id, payload } of cancelled) {
    let owner = id.startsWith('batch.') ? undefined : id.split('.')[0];
    for (const event of payload as readonly PendingEvent[]) {
      // In a batch the text follows its lesson.
      if (id.startsWith('batch.') && event.kind === 'lesson-applied')
        owner = ofExemplar.get(event.exemplar.id);
      tell(owner, event);
    }
  }
  return told;
}

/** Those whose texts the lessons, or the events beside them, brought or retired. */
async function resolutionsTouched(
  tx: store.Tx,
  given: {
    readonly lessons: readonly store.Lesson[];
    readonly told: ReadonlyMap<string, readonly PendingEvent[]>;
    readonly own: ReadonlySet<number>;
  },
): Promise<string[]> {
  const touched = new Set(given.lessons.filter(teaches).flatMap(({ resolution_id }) => resolution_id ?? []));
  for (const events of given.told.values()) {
    for (const event of events) {
      if (event.kind === 'resolution-retired') touched.add(event.resolution_id);
      if (event.kind === 'resolution-upserted') touched.add(event.resolution.id);
    }
  }
  for (const id of await store.resolutionsAt(tx, [...given.own])) touched.add(id);
  return [...touched];
}

/** Rows say what the model will have. */
async function followModel(tx: store.Tx, plan: TakeBackPlan, at: Date): Promise<void> {
  const retired = plan.retired.map((id) => ({ id, stage: null, retired_at: at }));
  const staying = plan.stays.map(({ row, resolution }) => {
    return { id: row.id, stage: resolution.stage, retired_at: null };
  });
  await store.alignResolutions(tx, [...retired, ...staying], at);
  await reviseTexts(
    tx,
    plan.reverted.map(({ resolution }) => ({ resolution, author: null })),
    at,
  );
}

async function forget(tx: store.Tx, forgotten: readonly number[], at: Date): Promise<void> {
  const id = `forget.${newId('outcome', at.getTime())}`;
  for (let from = 0; from < forgotten.length; from += SEQS_AN_EVENT) {
    const piece = forgotten.slice(from, from + SEQS_AN_EVENT);
    const payload: PendingEvent[] = [{ kind: 'events-forgotten', forgotten: piece }];
    await store.promise(tx, { id: `${id}.${String(from).padStart(8, '0')}`, kind: 'forget', payload });
  }
}

async function keepTexts(tx: store.Tx, rows: readonly store.ResolutionRow[], at: Date): Promise<void> {
  const id = `keep.${newId('outcome', at.getTime())}`;
  for (let from = 0; from < rows.length; from += TEXTS_A_PROMISE) {
    const payload: PendingEvent[] = rows
      .slice(from, from + TEXTS_A_PROMISE)
      .map((row) => ({ kind: 'resolution-upserted', resolution: toDomainResolution(row) }));
    await store.promise(tx, { id: `${id}.${String(from).padStart(8, '0')}`, kind: 'apply-lesson', payload });
  }
}
