/**
 * The port to the database, one for both engines: PGlite in the process, or a PostgreSQL server.
 *
 * All work runs in a transaction: `asWorkspace` sees one workspace only, enforced by the database;
 * `asSystem` sees all, and is for what has no workspace yet (sign-in, set-up, maintenance).
 * Never await a network call inside: PGlite has one connection, and everybody else waits.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql } from 'kysely';
import type { Db as JobDatabase } from 'pg-boss';
import { DatabaseError } from './errors.ts';
import type { Tables, Tx } from './tables.ts';
import { translate } from './translate-error.ts';

export type DatabaseKind = 'pglite' | 'postgres';
/** `lost`: calls fail with `database-unavailable` and may be tried again; `back`: they work again. */
export type DatabaseState = 'lost' | 'back';

export interface Database {
  readonly kind: DatabaseKind;
  /** For parts that bring their own tables (sign-in). Outside row-level security: owner's rights. */
  readonly db: Kysely<Tables>;
  asWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** `hear` gets the payload of each notification. Answers how to stop. Notifications may be missed while the database is away. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  onStateChange(hear: (state: DatabaseState) => void): void;
  /** What pg-boss takes. */
  readonly jobs: JobDatabase;
  /** Throws where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const inTransaction = new AsyncLocalStorage<true>();

/** Throws where a transaction is open in this chain of calls: on PGlite, waiting for a second one never ends. */
export function refuseNesting(): void {
  if (inTransaction.getStore()) {
    throw new DatabaseError('transaction-nested', 'a transaction is open here: pass its `tx` on');
  }
}

export function transactions(db: Kysely<Tables>): Pick<Database, 'asWorkspace' | 'asSystem'> {
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    refuseNesting();
    return db
      .transaction()
      .execute((tx) => inTransaction.run(true, () => work(tx)))
      .catch((error: unknown) => {
        throw translate(error);
      });
  };
  return {
    asSystem: run,
    asWorkspace: (workspaceId, work) =>
      run(async (tx) => {
        if (workspaceId === '')
          throw new DatabaseError('workspace-missing', 'expected the id of a workspace');
        await sql`select set_config('role', 'understudy_app', true), set_config('app.workspace_id', ${workspaceId}, true)`.execute(
          tx,
        );
        return work(tx);
      }),
  };
}
