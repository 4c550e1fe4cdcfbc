/** A PostgreSQL server: a pool of connections, one more that listens, and what to do when the server goes away. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type Database, type DatabaseState, transactions } from './database.ts';
import { DatabaseError } from './errors.ts';
import { openListener } from './postgres-listener.ts';
import type { Tables } from './tables.ts';
import { translate } from './translate-error.ts';

const INT8 = 20;
const MIN_SERVER_VERSION = 150_000;
const STATEMENT_LIMIT_MS = 30_000;
const PROBE_EVERY_MS = 500;

export interface PostgresOptions {
  readonly url: string;
  /** At least 15: requests, jobs and the learner each hold some. */
  readonly connections?: number;
}

const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** @throws DatabaseError `database-unavailable`, `database-incompatible` */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const config = { connectionString: options.url, application_name: 'understudy', types };
  const pool = new pg.Pool({
    ...config,
    max: Math.max(15, options.connections ?? 15),
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: 60_000,
  });
  const presence = watchPresence(pool);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await requireVersion(pool).catch(async (error: unknown) => {
    presence.stop();
    await pool.end();
    throw translate(error);
  });
  const listener = openListener(config);
  return {
    kind: 'postgres',
    db,
    ...transactions(db),
    listen: (channel, hear) => listener.listen(channel, hear),
    onStateChange: presence.onChange,
    jobs: {
      executeSql: (text, values) => pool.query(text, values),
      async listen(channel, hear, onReconnect) {
        const close = await listener.listen(channel, hear, onReconnect);
        return { close };
      },
    },
    ping: async () => void (await sql`select 1`.execute(db)),
    async close() {
      presence.stop();
      await listener.close();
      await db.destroy();
    },
  };
}

async function requireVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  const version = Number(rows[0]?.version);
  if (version < MIN_SERVER_VERSION) {
    throw new DatabaseError('database-incompatible', `expected PostgreSQL 15 or newer, found ${version}`);
  }
}

/** A connection that dies tells that the server may be away; then it is asked until it answers. */
function watchPresence(pool: pg.Pool) {
  const hearers: ((state: DatabaseState) => void)[] = [];
  const tell = (state: DatabaseState) => hearers.forEach((hear) => hear(state));
  let isAway = false;
  let isProbing = false;
  let timer: NodeJS.Timeout | undefined;
  const probe = () => {
    isProbing = true;
    pool.query('select 1').then(
      () => {
        isProbing = false;
        if (isAway) tell('back');
        isAway = false;
      },
      () => {
        if (!isAway) tell('lost');
        isAway = true;
        timer = setTimeout(probe, PROBE_EVERY_MS);
      },
    );
  };
  const suspect = () => {
    if (!isProbing) probe();
  };
  pool.on('error', () => {}); // an idle client's; its own listener below hears of it, too
  pool.on('connect', (client) => client.on('error', suspect));
  return {
    onChange: (hear: (state: DatabaseState) => void) => void hearers.push(hear),
    stop: () => {
      isProbing = true;
      clearTimeout(timer);
    },
  };
}
