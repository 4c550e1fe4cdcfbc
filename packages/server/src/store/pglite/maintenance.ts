/**
 * What PostgreSQL does by itself in background processes, and PGlite has none of: statistics of tables that grew,
 * so that their indexes are used well (an import into tables that were never analysed gets slower with every row),
 * checkpoints, so that the write-ahead log stays small, and vacuum of the tables that need it. One statement at a
 * time, so that others get their turn between two.
 */
import { DatabaseError } from '../errors.ts';
import type { Session } from './session.ts';

const EVERY_MS = 5_000;
const VACUUM_EVERY = 60; // rounds: five minutes
const CHECKPOINT_AFTER_BYTES = 64 * 2 ** 20;
const VACUUM_LIMIT_MS = 600_000;

export interface Maintenance {
  /** One round, as the timer does it. */
  run(args: { readonly thorough: boolean }): Promise<void>;
  stop(): void;
}

export function maintain(session: Session, onError: (error: unknown) => void): Maintenance {
  let round = 0;
  let checkpointAt = 0;
  const run = async ({ thorough }: { readonly thorough: boolean }) => {
    const written = await walBytes(session);
    if (written - checkpointAt > (thorough ? 0 : CHECKPOINT_AFTER_BYTES)) {
      await once(session, 'CHECKPOINT');
      checkpointAt = await walBytes(session);
    }
    for (const table of await grownTables(session)) await once(session, `ANALYZE ${table}`);
    if (!thorough) return;
    for (const table of await dirtyTables(session)) await once(session, `VACUUM (ANALYZE) ${table}`);
  };
  const timer = setInterval(() => {
    round++;
    run({ thorough: round % VACUUM_EVERY === 0 }).catch((error: unknown) => {
      if (!(error instanceof DatabaseError && error.retry)) onError(error);
    });
  }, EVERY_MS);
  timer.unref();
  return { run, stop: () => clearInterval(timer) };
}

async function once(session: Session, sql: string): Promise<readonly Record<string, unknown>[]> {
  const hold = await session.hold(VACUUM_LIMIT_MS);
  try {
    return (await hold.query(sql, [])).rows;
  } finally {
    hold.release();
  }
}

async function walBytes(session: Session): Promise<number> {
  const [row] = await once(session, `select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint as bytes`);
  return Number(row?.bytes ?? 0);
}

/** Twice as large as when they were analysed, so that a table of any size is analysed but a few times. */
const grownTables = (session: Session) => tablesWhere(session, 'n_mod_since_analyze > 50 + 0.5 * n_live_tup');

/** PostgreSQL's own rule for autovacuum: 50 dead rows and a fifth of the table. */
const dirtyTables = (session: Session) =>
  tablesWhere(session, 'n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup');

async function tablesWhere(session: Session, condition: string): Promise<string[]> {
  const rows = await once(
    session,
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables where ${condition}`,
  );
  return rows.map((row) => String(row.name));
}
