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
import { escaped, forgetSubject, wholeWord } from '../forget-subject.ts';
import { newId } from '../ids.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Pick<Libraries, 'drop'> };

/** Shorter ones stand in texts that have nothing to do with the person. */
const LEAST_NAME = 5;
const LEAST_ID = 6;
const LEAST_WORDS = 25;
const MOST_WORDS = 10;

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
  const sought = { workspace_id, traces, words: traces.words };
  const places = await store.findEverywhere(tx, sought);
  const { all_words } = traces;
  const own = await eraseOwnAccounts(tx, subject);
  const { tables, events, snapshots } = await forgetSubject(parts, tx, {
    subject,
    namesIn: () => people.flatMap(({ name }) => name ?? []),
    words: all_words,
    sought,
    places,
    at,
  });
  for (const [table, deleted] of Object.entries(own)) (tables[table] ??= { ...NOTHING }).deleted += deleted;
  const searched = await store.searchAgain(tx, sought, places);
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

/** What was told of accounts that are the person's alone. */
async function eraseOwnAccounts(tx: store.Tx, subject: store.Subject): Promise<Record<string, number>> {
  await store.lockFacts(tx);
  const gone = { accounts: 0, account_events: 0 };
  for (const account_id of await store.ownAccounts(tx, subject)) {
    const { events } = await store.eraseAccount(tx, account_id);
    gone.accounts += 1;
    gone.account_events += events;
  }
  return gone;
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
  const exact = people.flatMap(({ id, email }) => (email === null ? [id] : [id, email]));
  // One of the host's may be the beginning of another one's.
  const whole = [
    ...names,
    ...people
      .flatMap(({ external_id: id }) => (id === null ? [] : [store.hostsOwnId(id)]))
      .filter((id) => id.length >= LEAST_ID),
  ];
  const all_words = await store.wordsOf(tx, subject);
  return {
    needles: [...exact, ...whole],
    pattern: [...exact.map(escaped), ...whole.map((text) => wholeWord(escaped(text)))].join('|'),
    words: all_words.filter((text) => text.length >= LEAST_WORDS).slice(0, MOST_WORDS),
    all_words,
  };
}
