/**
 * Erases a customer: conversations, questions, vectors, what the model learned from them, and every trace in what others
 * wrote; what the team wrote survives without the person. One transaction with the search that proves it, so a crash
 * half-does nothing; a dry run is the same, not committed.
 *
 * The model forgets as with a rollback. Snapshots that have read the erased positions go, of whatever config.
 * Errors: `FlowError` not-found.
 */
import { createHash, randomBytes } from 'node:crypto';
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toDomainResolution } from '../translate.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Pick<Libraries, 'drop'> };

/** Shorter ones stand in texts that have nothing to do with the person. */
const LEAST_NAME = 5;
const LEAST_ID = 6;
const LEAST_WORDS = 25;
const MOST_WORDS = 10;
const TITLE_LENGTH = 80;
const EVENTS_A_PROMISE = 400;

export interface ErasureReport {
  readonly customers: number;
  readonly conversations: number;
  readonly tables: Readonly<Record<string, store.TableCounts>>;
  readonly events: number;
  readonly snapshots: number;
  readonly searched: Readonly<Record<string, store.Searched>>;
  readonly found: number;
}
export interface Erased {
  readonly id: string | null;
  readonly by: string;
  readonly at: Date;
  readonly duration_ms: number;
  readonly report: ErasureReport;
}
interface Request {
  readonly workspace_id: string;
  readonly person: string;
  readonly dry_run: boolean;
  readonly by: string;
}

/** Carries a dry run's result out of the transaction that it undoes. */
class DryRun extends Error {
  readonly erased: Erased;
  constructor(erased: Erased) {
    super('dry run');
    this.erased = erased;
  }
}

export async function erasePerson(parts: Ports, request: Request): Promise<Erased> {
  const { workspace_id } = request;
  try {
    return await parts.database.asWorkspace(workspace_id, (tx) => erase(parts, tx, request));
  } catch (error) {
    if (error instanceof DryRun) return error.erased;
    throw error;
  } finally {
    parts.libraries.drop(workspace_id);
  }
}

async function erase(parts: Ports, tx: store.Tx, request: Request): Promise<Erased> {
  const { workspace_id, person, dry_run, by } = request;
  const started_ms = parts.now_ms();
  const at = new Date(started_ms);
  const people = await store.findPeople(tx, workspace_id, person);
  if (people.length === 0) throw new FlowError('not-found', 'Nobody of this id or e-mail is known here.');
  const subject = await store.findSubject(
    tx,
    workspace_id,
    people.map((each) => each.id),
  );
  const traces = await tracesOf(tx, subject, people);
  const reworded = await rewordResolutions(tx, { subject, people, words: traces.all_words });
  const own = await store.eventsOfSubject(tx, subject, traces);
  const texts = [...new Set([...reworded, ...(await store.resolutionsAt(tx, own))])];
  const told = await store.resolutionEvents(tx, texts);
  const seqs = [...new Set([...own, ...told.map(({ seq }) => seq)])].toSorted((a, b) => a - b);
  const tables = await store.deleteSubject(tx, { subject, traces, texts });
  const redacted = await store.redactEverywhere(tx, workspace_id, traces);
  for (const [table, n] of Object.entries(redacted))
    (tables[table] ??= { deleted: 0, changed: 0 }).changed += n;
  await forget(parts, tx, { workspace_id, seqs, texts, at });
  const events = await store.eraseContents(tx, { workspace_id, seqs });
  (tables['events'] ??= { deleted: 0, changed: 0 }).changed += events;
  const first = seqs[0];
  const snapshots = first === undefined ? 0 : await store.deleteSnapshotsFrom(tx, workspace_id, first);
  const searched = await store.searchEverywhere(tx, { workspace_id, traces, words: traces.words });
  const report: ErasureReport = {
    customers: subject.customers.length,
    conversations: subject.conversations.length,
    tables: { ...Object.fromEntries(Object.keys(searched).map((table) => [table, NOTHING])), ...tables },
    events,
    snapshots,
    searched,
    found: Object.values(searched).reduce((sum, { found }) => sum + found, 0),
  };
  const erased = { by, at, duration_ms: Math.max(0, parts.now_ms() - started_ms), report };
  if (dry_run) throw new DryRun({ id: null, ...erased });
  const id = newId('erasure', at.getTime());
  const salt = randomBytes(16);
  const subject_hash = createHash('sha256').update(salt).update(person.toLowerCase()).digest();
  await store.insertErasure(tx, { id, subject_hash, salt, ...erased });
  await announceLearning(tx);
  return { id, ...erased };
}

const NOTHING: store.TableCounts = { deleted: 0, changed: 0 };

interface TracesOfPerson extends store.Traces {
  /** What the person wrote, as far as it is long enough to be theirs; the longest. */
  readonly words: readonly string[];
  readonly all_words: readonly string[];
}

async function tracesOf(
  tx: store.Tx,
  subject: store.Subject,
  people: readonly store.Person[],
): Promise<TracesOfPerson> {
  const names: string[] = [];
  for (const { name } of people) {
    if (name === null || name.trim().length < LEAST_NAME) continue;
    if (!(await store.isSharedName(tx, subject, name))) names.push(name.trim());
  }
  const ids = people.flatMap(({ id, external_id }) =>
    external_id !== null && external_id.length >= LEAST_ID ? [id, external_id] : [id],
  );
  const exact = [...ids, ...people.flatMap(({ email }) => email ?? [])];
  const all_words = await store.wordsOf(tx, subject);
  return {
    needles: [...exact, ...names].map((text) => text.toLowerCase()),
    pattern: [...exact.map(escaped), ...names.map((name) => `\\m${escaped(name)}\\M`)].join('|'),
    words: all_words.filter((text) => text.length >= LEAST_WORDS).slice(0, MOST_WORDS),
    all_words,
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * In what the team wrote to the person, their name goes, also its parts; a title that is the person's own words becomes
 * the beginning of the answer. Answers which resolutions changed.
 */
async function rewordResolutions(
  tx: store.Tx,
  given: {
    readonly subject: store.Subject;
    readonly people: readonly store.Person[];
    readonly words: readonly string[];
  },
): Promise<string[]> {
  const { subject, people, words } = given;
  const parts = people.flatMap(({ name }) => (name ?? '').split(/\s+/).filter((part) => part.length > 2));
  const names = parts.length === 0 ? null : `\\m(${[...new Set(parts)].map(escaped).join('|')})\\M`;
  const hasName = names === null ? null : new RegExp(`\\b(${[...new Set(parts)].map(escaped).join('|')})\\b`);
  const changed: string[] = [];
  for (const { id, title, text } of await store.taughtTo(tx, subject)) {
    const isTheirs = words.some((own) => own.includes(title) || title.includes(own));
    const speaksOfThem = hasName !== null && (hasName.test(text) || hasName.test(title));
    if (!isTheirs && !speaksOfThem) continue;
    const kept = hasName === null ? text : text.replaceAll(new RegExp(hasName, 'g'), '[erased]');
    const beginning = kept.trim().slice(0, TITLE_LENGTH);
    const cleaned = hasName === null ? title : title.replaceAll(new RegExp(hasName, 'g'), '[erased]');
    const { workspace_id } = subject;
    await store.rewordResolution(tx, { workspace_id, id, title: isTheirs ? beginning : cleaned, names });
    changed.push(id);
  }
  return changed;
}

/** The model forgets all of it, and hears the team's words again as they stand now. */
async function forget(
  parts: Ports,
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
