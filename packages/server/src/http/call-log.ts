/**
 * Writes the audit log beside the handlers, by the table in `audit-log.ts`.
 *
 * An entry is committed with the first change that its call makes: `loggingDatabase` appends it at the end of the
 * first transaction that wrote something. So no change stands without its entry, and none that was rolled back has
 * one. A call that changes nothing in the workspace gets its entry afterwards, one that fails gets an entry with the
 * code of the problem. What lies outside of the database's transactions (`first`) is logged as begun.
 * Cost: one more statement in a transaction. Limit: a list that is read leaves no entry, only what is opened does.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { keptFields, type LoggedName, type LogRule, ruleOf, subjectOf } from '../audit-log.ts';
import type { Logger } from '../log.ts';
import * as store from '../store/index.ts';
import type { MemberPrincipal } from './principal.ts';
import { toProblem } from './problem.ts';

/** What a handler adds: the thing that it made, and what was before. Before its transaction ends. */
export type Note = (more: {
  readonly subject_id?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}) => void;

export interface LoggedCall {
  readonly name: LoggedName;
  readonly method: string;
  readonly caller: MemberPrincipal;
  /** Parsed: params, query and body. */
  readonly given: Readonly<Record<string, unknown>>;
}

export interface CallLog {
  /** Runs a handler so that its call is logged. */
  around<T>(call: LoggedCall, run: (note: Note) => Promise<T>): Promise<T>;
  /** Before a stream is opened. */
  before(call: LoggedCall): Promise<void>;
  /** A known person or key asked for what they may not do. */
  refused(call: Omit<LoggedCall, 'given'>): Promise<void>;
}

interface Draft {
  readonly workspace_id: string;
  entry: Omit<store.NewAuditLogEntry, 'at'>;
  /** Written, or its call is over: what still runs in the background changes on its own account. */
  isClosed: boolean;
}

export interface CallLogParts {
  readonly database: store.Database;
  readonly log: Logger;
  readonly now_ms: () => number;
}

const drafts = new AsyncLocalStorage<Draft>();

/** The database that handlers are given. */
export function loggingDatabase({ database, now_ms }: Omit<CallLogParts, 'log'>): store.Database {
  const logged = async <T>(begin: <R>(work: Work<R>) => Promise<R>, work: Work<T>): Promise<T> => {
    const draft = drafts.getStore();
    if (draft === undefined || draft.isClosed) return begin(work);
    let isWritten = false;
    const result = await begin(async (tx) => {
      const done = await work(tx);
      const entry = { ...draft.entry, at: new Date(now_ms()) };
      if (!draft.isClosed) isWritten = await store.appendWhereChanged(tx, draft.workspace_id, entry);
      return done;
    });
    if (isWritten) draft.isClosed = true;
    return result;
  };
  return {
    ...database,
    asWorkspace: (id, work) => logged((all) => database.asWorkspace(id, all), work),
    asSystem: (work) => logged((all) => database.asSystem(all), work),
  };
}

type Work<T> = (tx: store.Tx) => Promise<T>;

export function createCallLog({ database, log, now_ms }: CallLogParts): CallLog {
  const write = (draft: Draft, outcome: string) =>
    database.asWorkspace(draft.workspace_id, (tx) =>
      store.appendAuditLog(tx, { ...draft.entry, outcome, at: new Date(now_ms()) }),
    );
  const readings = new HourlyReadings(database, now_ms);

  async function change<T>(draft: Draft, run: (note: Note) => Promise<T>): Promise<T> {
    try {
      const result = await drafts.run(draft, () => run(noteIn(draft)));
      if (!draft.isClosed) await write(draft, 'done');
      return result;
    } catch (error) {
      draft.isClosed = true;
      const { code } = toProblem(error);
      // Where the database is away, nothing was changed, and nothing can be written either.
      if (code !== 'unavailable' && code !== 'disk-full')
        await write(draft, code).catch((err: unknown) => log.error({ err }, 'audit log not written'));
      throw error;
    } finally {
      draft.isClosed = true;
    }
  }

  return {
    async around(call, run) {
      const rule = ruleOf(call.name, call.method);
      if (rule === null) return run(() => undefined);
      const draft = draftOf(call, rule);
      if (rule.first) {
        await write(draft, 'begun');
        return run(() => undefined);
      }
      if (!rule.hourly) return change(draft, run);
      const result = await run(() => undefined);
      await readings.note(draft.workspace_id, draft.entry); // nobody gets what was not logged
      return result;
    },
    async before(call) {
      const rule = ruleOf(call.name, call.method);
      if (rule !== null) await write(draftOf(call, rule), 'begun');
    },
    async refused(call) {
      const rule = ruleOf(call.name, call.method);
      if (rule !== null) await write(draftOf({ ...call, given: {} }, rule), 'forbidden');
    },
  };
}

function draftOf({ name, caller, given }: LoggedCall, rule: LogRule): Draft {
  const { via, workspace_id } = caller;
  const none = { subject_kind: null, subject_id: null };
  const entry = {
    category: rule.category,
    action: name,
    outcome: 'done',
    actor_kind: via === 'key' ? ('key' as const) : ('member' as const),
    actor_id: via === 'key' ? caller.key_id : caller.member_id,
    via,
    ...(subjectOf(given['id']) ?? none),
    detail: { actor: caller.name, ...keptFields(rule, given) },
  };
  return { workspace_id, entry, isClosed: false };
}

function noteIn(draft: Draft): Note {
  return ({ subject_id, detail }) => {
    const subject = subjectOf(subject_id) ?? {};
    draft.entry = { ...draft.entry, ...subject, detail: { ...draft.entry.detail, ...detail } };
  };
}

const HOUR_MS = 3_600_000;
/** Readings of this hour that a node remembers, so that a page that asks again costs no query. */
const MAX_REMEMBERED = 10_000;

/** Once for each actor, thing and hour of the clock. Two nodes at once may both write one: harmless. */
class HourlyReadings {
  readonly #database: store.Database;
  readonly #now_ms: () => number;
  #hour = 0;
  #seen = new Set<string>();

  constructor(database: store.Database, now_ms: () => number) {
    this.#database = database;
    this.#now_ms = now_ms;
  }

  async note(workspace_id: string, entry: Draft['entry']): Promise<void> {
    const at = new Date(this.#now_ms());
    const hour = Math.floor(at.getTime() / HOUR_MS);
    if (hour !== this.#hour || this.#seen.size >= MAX_REMEMBERED) this.#seen.clear();
    this.#hour = hour;
    const key = [workspace_id, entry.actor_id, entry.action, entry.subject_id].join(' ');
    if (this.#seen.has(key)) return;
    await this.#database.asWorkspace(workspace_id, async (tx) => {
      const since = new Date(hour * HOUR_MS);
      if (!(await store.wasLogged(tx, { ...entry, since }))) await store.appendAuditLog(tx, { ...entry, at });
    });
    this.#seen.add(key);
  }
}
