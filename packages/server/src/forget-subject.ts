/**
 * Takes what belongs to people out of rows, ledger and model, in the caller's transaction: for an erasure, and for what is
 * older than a workspace keeps it. What the team wrote survives without them: their names go, and a title that was a
 * customer's own question becomes the beginning of the answer.
 *
 * The model forgets as with a rollback, and hears the team's words again as they stand then; snapshots that have read
 * the positions go. The caller drops the library (`libraries.drop`).
 */
import { newId } from './ids.ts';
import type { PendingEvent } from './ledger-codec.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { toDomainResolution } from './translate.ts';

const TITLE_LENGTH = 80;
const EVENTS_A_PROMISE = 400;

export interface Going {
  readonly subject: store.Subject;
  /** Names that go from what the team wrote in these conversations. */
  readonly namesIn: (conversations: readonly string[]) => readonly string[];
  /** What they wrote. */
  readonly words: readonly string[];
  readonly sought: store.Sought;
  /** Where traces stand in what others wrote; null: they are left there. */
  readonly places: store.Places | null;
  readonly at: Date;
}

export interface Gone {
  readonly tables: Record<string, store.TableCounts>;
  /** Positions of the ledger whose contents went. */
  readonly events: number;
  readonly snapshots: number;
}

export async function forgetSubject(parts: Pick<Parts, 'jobs'>, tx: store.Tx, going: Going): Promise<Gone> {
  const { subject, sought, places, at } = going;
  const { workspace_id } = subject;
  const reworded = await rewordResolutions(tx, going);
  const own = await store.eventsOfSubject(tx, subject, places && { sought, places });
  const texts = [...new Set([...reworded, ...(await store.resolutionsAt(tx, own))])];
  const told = await store.resolutionEvents(tx, texts);
  const seqs = [...new Set([...own, ...told.map(({ seq }) => seq)])].toSorted((a, b) => a - b);
  const tables = await store.deleteSubject(tx, { subject, traces: sought.traces, texts, seqs });
  const redacted = places === null ? {} : await store.redactEverywhere(tx, sought, places);
  for (const [table, n] of Object.entries(redacted))
    (tables[table] ??= { deleted: 0, changed: 0 }).changed += n;
  await forget(parts, tx, { workspace_id, seqs, texts, at });
  const events = await store.eraseContents(tx, { workspace_id, seqs });
  (tables['events'] ??= { deleted: 0, changed: 0 }).changed += events;
  const first = seqs[0];
  const snapshots = first === undefined ? 0 : await store.deleteSnapshotsFrom(tx, workspace_id, first);
  return { tables, events, snapshots };
}

/**
 * In what the team wrote to people, their names go, also parts of them; a title that is their own words becomes
 * the beginning of the answer. Answers which resolutions changed.
 */
async function rewordResolutions(
  tx: store.Tx,
  { subject, namesIn, words }: Pick<Going, 'subject' | 'namesIn' | 'words'>,
): Promise<string[]> {
  const { workspace_id } = subject;
  const changed: string[] = [];
  for (const { id, title, text, conversations } of await store.taughtTo(tx, subject)) {
    const names = anyPartOf(namesIn(conversations));
    const isTheirs = words.some((own) => own.includes(title) || title.includes(own));
    const without = (told: string) => (names === null ? told : told.replaceAll(names.here, '[erased]'));
    if (!isTheirs && without(text) === text && without(title) === title) continue;
    const beginning = without(text).trim().slice(0, TITLE_LENGTH);
    const reworded = { title: isTheirs ? beginning : without(title), names: names?.there ?? null };
    await store.rewordResolution(tx, { workspace_id, id, ...reworded });
    changed.push(id);
  }
  return changed;
}

/** What finds a part of a name, here and in PostgreSQL; null where there is none. */
function anyPartOf(names: readonly string[]): { readonly here: RegExp; readonly there: string } | null {
  const parts = names.flatMap((name) => name.split(/\s+/).filter((part) => part.length > 2));
  if (parts.length === 0) return null;
  const any = [...new Set(parts)].map(escaped).join('|');
  const here = new RegExp(`(?<![\\p{L}\\p{N}_])(${any})(?![\\p{L}\\p{N}_])`, 'gu');
  return { here, there: wholeWord(any) };
}

/** The model forgets all of it, and hears the team's words again as they stand now. */
async function forget(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly seqs: readonly number[];
    readonly texts: readonly string[];
    readonly at: Date;
  },
): Promise<void> {
  const { workspace_id, seqs, texts, at } = given;
  const id = newId('outcome', at.getTime());
  if (seqs.length > 0) {
    const payload: PendingEvent[] = [{ kind: 'events-forgotten', forgotten: seqs }];
    await store.promise(tx, { id: `forget.${id}`, kind: 'forget', payload });
  }
  const rows = (await store.getResolutions(tx, texts)).filter((row) => row.retired_at === null);
  for (let from = 0; from < rows.length; from += EVENTS_A_PROMISE) {
    const payload: PendingEvent[] = rows
      .slice(from, from + EVENTS_A_PROMISE)
      .map((row) => ({ kind: 'resolution-upserted', resolution: toDomainResolution(row) }));
    await store.promise(tx, { id: `keep.${id}.${from}`, kind: 'apply-lesson', payload });
  }
  if (seqs.length > 0) await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
}

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** For PostgreSQL. Its `\m` would find no name of another alphabet where the locale of the database is C. */
export const wholeWord = (pattern: string): string => `(?<![[:alnum:]_])(${pattern})(?![[:alnum:]_])`;
