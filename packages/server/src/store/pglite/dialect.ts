/**
 * The embedded database for kysely. Its own PGlite dialect waits for ever when the thread is lost between two
 * transactions, so this one maps a kysely connection to a hold of the session instead.
 */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Hold, Session } from './session.ts';

class HeldConnection implements DatabaseConnection {
  readonly hold: Hold;
  constructor(hold: Hold) {
    this.hold = hold;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await this.hold.query(query.sql, query.parameters);
    const numAffectedRows = affectedRows === undefined ? undefined : BigInt(affectedRows);
    return { rows: rows as R[], ...(numAffectedRows === undefined ? {} : { numAffectedRows }) };
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the embedded database does not stream: read in pages');
  }
}

class SessionDriver implements Driver {
  readonly #session: Session;
  constructor(session: Session) {
    this.#session = session;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return new HeldConnection(await this.#session.hold());
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('BEGIN'));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('COMMIT'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // It fails where the thread is lost, and the transaction with it: the caller's own error says more
    await connection.executeQuery(CompiledQuery.raw('ROLLBACK')).catch(() => {});
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as HeldConnection).hold.release();
  }
  async destroy(): Promise<void> {}
}

export const sessionDialect = (session: Session): Dialect => ({
  createDriver: () => new SessionDriver(session),
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
