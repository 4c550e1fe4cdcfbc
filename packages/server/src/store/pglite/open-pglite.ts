/** The embedded database: PGlite in a worker thread, with everything that makes it fit to keep people's data. */
import { fork } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { fromPglite } from 'pg-boss';
import { type Database, type DatabaseState, transactions } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { translate } from '../translate-error.ts';
import type { Tables } from '../tables.ts';
import { sessionDialect } from './dialect.ts';
import { lockFolder } from './folder-lock.ts';
import { maintain } from './maintenance.ts';
import { Session, type SessionEvents } from './session.ts';

/** PGlite's own PostgreSQL; another major version does not read its folders. */
const POSTGRES_MAJOR = '18';
const STATEMENT_LIMIT_MS = 30_000;
const IDLE_LIMIT_MS = 60_000;

export interface PGliteOptions {
  /** Null: in memory. */
  readonly folder: string | null;
  /** A dump that a database in memory starts from. */
  readonly template?: string | null;
  readonly statement_limit_ms?: number;
  readonly idle_limit_ms?: number;
  /** Hears of failed maintenance; nothing is lost by one. */
  readonly onMaintenanceError?: (error: unknown) => void;
}

/** The port, and what only the embedded engine can do. */
export interface EmbeddedDatabase extends Database {
  readonly kind: 'pglite';
  /** Ends the thread as a crash would; the database opens again by itself. */
  terminate(): Promise<void>;
  /** Checkpoint and vacuum now. */
  maintain(): Promise<void>;
  dump(file: string): Promise<void>;
}

/** @throws DatabaseError `folder-in-use`, `folder-not-writable`, `disk-full`, `database-incompatible` */
export async function openPGlite(options: PGliteOptions): Promise<EmbeddedDatabase> {
  const folder = options.folder === null ? null : checkFolder(options.folder);
  const lock = options.folder === null ? null : await lockFolder(options.folder);
  const heard = new Map<string, Set<(payload: string) => void>>();
  const stateHearers: ((state: DatabaseState) => void)[] = [];
  const tell = (state: DatabaseState) => stateHearers.forEach((hear) => hear(state));
  const limits = {
    statement_limit_ms: options.statement_limit_ms ?? STATEMENT_LIMIT_MS,
    idle_limit_ms: options.idle_limit_ms ?? IDLE_LIMIT_MS,
  };
  const events: SessionEvents = {
    onLost: () => tell('lost'),
    onBack: async (hold) => {
      for (const channel of heard.keys()) await hold.exec(`LISTEN ${quote(channel)}`);
      tell('back');
    },
    onNotification: (channel, payload) => heard.get(channel)?.forEach((hear) => hear(payload)),
  };
  const open = async () => {
    if (folder !== null && !isMade(folder)) await initialise(folder);
    return Session.open({ folder, template: options.template ?? null, ...limits }, events);
  };
  const session = await open().catch((error: unknown) => {
    lock?.release();
    throw translate(error);
  });
  const maintenance = maintain(session, options.onMaintenanceError ?? (() => {}));
  const db = new Kysely<Tables>({ dialect: sessionDialect(session) });

  const listen: Database['listen'] = async (channel, hear) => {
    const hearers = heard.get(channel) ?? new Set();
    heard.set(channel, hearers.add(hear));
    if (hearers.size === 1) await exec(session, `LISTEN ${quote(channel)}`);
    return async () => {
      hearers.delete(hear);
      if (hearers.size > 0) return;
      heard.delete(channel);
      await exec(session, `UNLISTEN ${quote(channel)}`);
    };
  };
  return {
    kind: 'pglite',
    db,
    ...transactions(db),
    listen,
    onStateChange: (hear) => void stateHearers.push(hear),
    jobs: fromPglite({
      query: (text, params) => query<never>(session, text, params),
      exec: (text) => exec(session, text),
      listen,
    }),
    ping: async () => void (await sql`select 1`.execute(db)),
    terminate: () => session.terminate(),
    maintain: () => maintenance.run({ thorough: true }),
    dump: (file) => session.dump(file),
    async close() {
      maintenance.stop();
      await session.close();
      lock?.release();
    },
  };
}

const quote = (channel: string) => `"${channel.replaceAll('"', '""')}"`;

async function query<T>(
  session: Session,
  text: string,
  params: readonly unknown[] = [],
): Promise<{ rows: T[] }> {
  const hold = await session.hold();
  try {
    return { rows: (await hold.query(text, params)).rows as T[] };
  } finally {
    hold.release();
  }
}

/** Several statements may come in one text, with their own BEGIN; one that fails must not leave its transaction open. */
async function exec(session: Session, text: string): Promise<{ rows: never[] }[]> {
  const hold = await session.hold();
  try {
    return (await hold.exec(text)) as { rows: never[] }[];
  } catch (error) {
    await hold.exec('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    hold.release();
  }
}

/** Where the database itself is, or will be. */
function checkFolder(folder: string): string {
  const inner = join(folder, 'database');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(existsSync(inner) ? inner : folder, constants.W_OK);
  } catch (error) {
    throw translate(error);
  }
  if (!isMade(inner)) return inner;
  const found = readFileSync(join(inner, 'PG_VERSION'), 'utf8').trim();
  if (found !== POSTGRES_MAJOR) {
    throw new DatabaseError(
      'database-incompatible',
      `expected a database of PostgreSQL ${POSTGRES_MAJOR} in ${inner}, found ${found}: export with the version that wrote it`,
    );
  }
  return inner;
}

/** A folder that somebody made beforehand, and left empty, is none yet. */
const isMade = (folder: string) => existsSync(join(folder, 'PG_VERSION'));

/** In a process of its own, which gives its memory back; what an earlier one left half done goes. */
async function initialise(folder: string): Promise<void> {
  for (const name of readdirSync(dirname(folder)))
    if (name.startsWith(`${basename(folder)}.unfinished-`))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  const child = fork(new URL('./initialise.ts', import.meta.url), [folder], { stdio: 'ignore' });
  const told = Promise.withResolvers<Error | null>();
  child.once('message', ({ code, message }: { code?: string; message: string }) =>
    told.resolve(Object.assign(new Error(message), { code })),
  );
  child.once('error', told.resolve);
  child.once('exit', (code) =>
    told.resolve(code === 0 ? null : new Error(`making the database ended with code ${code}`)),
  );
  const failure = await told.promise;
  if (failure !== null) throw failure;
}
