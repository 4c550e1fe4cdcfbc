/**
 * Puts back what was taken back (`take-back.ts`): rows at once, the model through the ledger, in the caller's
 * transaction. What a lesson told stands in its `proposal`; it is told again as new events, so that the model learns it
 * now, not as of then. The caller drops the library afterwards and announces.
 */
import type { Resolution } from '@understudy/engine';
import { toExemplarRow } from './exemplar-row.ts';
import { followLedger, followUse } from './follow-changes.ts';
import { newId } from './ids.ts';
import type { PendingEvent } from './ledger-codec.ts';
import { isChange, isOfResolution, type OfResolution } from './lesson-kinds.ts';
import { eventsNow } from './move-exemplars.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { toDomainResolution } from './translate.ts';

const ROWS_A_STATEMENT = 1_000;

interface PutBackRequest {
  readonly workspace_id: string;
  /** Taken back: each with its `proposal`. Oldest first. */
  readonly lessons: readonly store.Lesson[];
  readonly status: 'approved' | 'open';
  readonly at: Date;
  /** A person has read its text just now, so that it stands above what was written since. */
  readonly is_chosen?: boolean;
}

export async function putBack(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  request: PutBackRequest,
): Promise<void> {
  const { workspace_id, status, at, is_chosen = false } = request;
  const told = request.lessons.filter((lesson) => (lesson.proposal?.events.length ?? 0) > 0);
  const lessons = told.filter(isOfResolution).filter((lesson) => !isChange(lesson));
  const events = lessons.map((lesson) => ({ lesson, events: lesson.proposal?.events as PendingEvent[] }));
  await reviveResolutions(tx, events, { at, is_chosen });
  const rows = await store.getResolutions(
    tx,
    lessons.map((lesson) => lesson.resolution_id),
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  await keepExemplars(tx, events, known);
  const again = `again-${newId('outcome', at.getTime())}`;
  const last = new Map(lessons.map((lesson) => [lesson.resolution_id, lesson.id]));
  for (const { lesson, events: told } of events) {
    const row = known.get(lesson.resolution_id);
    // The stage that it has now, and a text where none of the lessons brings one: told by the last of them.
    const closes = row !== undefined && last.get(row.id) === lesson.id;
    const standing: PendingEvent[] = closes
      ? [{ kind: 'resolution-upserted', resolution: toDomainResolution(row) }]
      : [];
    const payload = [...told, ...standing];
    await store.promise(tx, { id: `${lesson.id}.${again}`, kind: 'apply-lesson', payload });
  }
  const groundless: store.Lesson[] = [];
  for (const [i, lesson] of told.filter(isChange).entries())
    if (!(await putChangeBack(tx, { lesson, again, at, behind: i + 1 }))) groundless.push(lesson);
  await store.markLessons(tx, {
    lessons: request.lessons
      .filter((lesson) => !groundless.includes(lesson))
      .map(({ id }) => ({ id, proposal: null })),
    status,
    rollback_id: null,
  });
  if (told.length > 0) await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
}

const EVENTS_A_PROMISE = 400;

interface ChangeBack {
  readonly lesson: store.Lesson;
  readonly again: string;
  readonly at: Date;
  /** After what it changes, and after the changes before it. */
  readonly behind: number;
}

/**
 * A lesson about what is known tells what it is about, and nothing of how they stand beside that. False where what it
 * rests on is out of use: then it stays as it is.
 */
async function putChangeBack(tx: store.Tx, { lesson, again, at, behind }: ChangeBack): Promise<boolean> {
  const now = await eventsNow(tx, lesson);
  if (now === null) return false;
  const { events, change } = now;
  await store.setChange(tx, { id: lesson.id, change });
  for (let from = 0; from < events.length; from += EVENTS_A_PROMISE) {
    const payload = events.slice(from, from + EVENTS_A_PROMISE);
    const id = `${lesson.id}.${again}.${String(from).padStart(6, '0')}`;
    await store.promise(tx, { id, kind: 'apply-lesson', payload, behind });
  }
  await followUse(tx, events, at);
  await followLedger(tx, events);
  if (lesson.kind === 'glossary') await tellNewerWords(tx, { lesson, again, behind });
  return true;
}

/** What is told again is the newest word; where others about the same term came after it, they have to stand above it. */
async function tellNewerWords(
  tx: store.Tx,
  { lesson, again, behind }: Omit<ChangeBack, 'at'>,
): Promise<void> {
  for (const { id, change } of await store.newerWords(tx, lesson)) {
    if (change?.word === undefined) continue;
    const { term, after } = change.word;
    const payload: PendingEvent[] = [{ kind: 'glossary-changed', entry: { term, ...after } }];
    // Behind the lesson, as its id is the later one; and once more behind each further lesson that it came after.
    await store.promise(tx, { id: `${id}.${again}.newer-${behind}`, kind: 'apply-lesson', payload, behind });
  }
}

interface Told {
  readonly lesson: OfResolution<store.Lesson>;
  readonly events: readonly PendingEvent[];
}

/**
 * In force again, with the newest text that the lessons bring, unless a newer one has stayed in use; and retired where a
 * lesson replaced another.
 */
async function reviveResolutions(
  tx: store.Tx,
  told: readonly Told[],
  { at, is_chosen }: { readonly at: Date; readonly is_chosen: boolean },
): Promise<void> {
  const texts = new Map<string, { resolution: Resolution; author: string | null }>();
  const replaced = new Set<string>();
  for (const { lesson, events } of told) {
    for (const event of events) {
      if (event.kind === 'resolution-upserted')
        texts.set(event.resolution.id, { resolution: event.resolution, author: lesson.author });
      if (event.kind === 'resolution-retired') replaced.add(event.resolution_id);
    }
  }
  const ids = told.map(({ lesson }) => lesson.resolution_id);
  const rows = await store.getResolutions(tx, [...new Set([...ids, ...texts.keys()])]);
  const brought = [...texts.values()].map(({ resolution: { id, text } }) => ({ id, text }));
  // Before those that are out of use come back: only what stayed has gone on.
  const goneOn = is_chosen ? new Set() : await store.withNewerText(tx, brought);
  const alive = rows.map(({ id }) => ({ id, stage: null, retired_at: null }));
  const gone = [...replaced].map((id) => ({ id, stage: null, retired_at: at }));
  await store.alignResolutions(tx, [...alive.filter(({ id }) => !replaced.has(id)), ...gone], at);
  const changed = rows.flatMap((row) => {
    const text = texts.get(row.id);
    return text === undefined || text.resolution.text === row.text || goneOn.has(row.id) ? [] : [text];
  });
  await reviseTexts(tx, changed, at);
}

async function keepExemplars(
  tx: store.Tx,
  told: readonly Told[],
  resolutions: ReadonlyMap<string, store.ResolutionRow>,
): Promise<void> {
  const exemplars = told.flatMap(({ lesson, events }) => {
    const applied = events.findLast((event) => event.kind === 'lesson-applied');
    if (applied === undefined) return [];
    const { id, resolution_id, question } = applied.exemplar;
    const resolution = resolutions.get(resolution_id) ?? { id: resolution_id, stage: lesson.stage };
    const { id: lesson_id, conversation_id, at } = lesson;
    return [toExemplarRow({ id, question, resolution, lesson_id, conversation_id, at })];
  });
  for (let from = 0; from < exemplars.length; from += ROWS_A_STATEMENT)
    await store.insertExemplars(tx, exemplars.slice(from, from + ROWS_A_STATEMENT));
}

/** Each text as a new version of its resolution. */
export async function reviseTexts(
  tx: store.Tx,
  texts: readonly { readonly resolution: Resolution; readonly author: string | null }[],
  at: Date,
): Promise<void> {
  for (const { resolution, author } of texts) {
    const { id, title, text, links } = resolution;
    await store.reviseResolution(tx, { id, title, text, links, author, at });
  }
}
