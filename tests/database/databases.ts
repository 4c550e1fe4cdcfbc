/** The engines that a suite runs on: `describe.each(engines)('… on $name', …)`. Each `open` gives a fresh, migrated database. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase, type Tx } from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from './pglite-template.ts';
import type { Programs } from './programs.ts';

/** What `global-setup.ts` found. */
declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string | null;
    postgresPrograms: Programs | null;
    /** Where a suite may put a server of its own: an interrupted run takes it away, which a killed worker cannot. */
    postgresFolder: string;
    postgresMissing: string;
  }
}

export interface Engine {
  readonly name: string;
  /** It cannot run here; `name` says why. */
  readonly missing: boolean;
  readonly open: () => Promise<Database>;
}

const hasPostgres = inject('postgresUrl') !== null;

export const engines: readonly Engine[] = [
  {
    name: 'PGlite',
    missing: false,
    open: async () => openDatabase({ memory: true, template: await pgliteTemplate() }),
  },
  {
    name: hasPostgres ? 'PostgreSQL' : `PostgreSQL (skipped: ${inject('postgresMissing')})`,
    missing: !hasPostgres,
    open: async () => openDatabase({ url: await createPostgresDatabase() }),
  },
];

/** A database of its own on the server of this run. */
export async function createPostgresDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl') ?? '');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

/** Adds a workspace; every test has its own, so that tests of a file share one database. */
export async function addWorkspace(database: Database): Promise<string> {
  const id = `wsp_${randomBytes(6).toString('hex')}`;
  const row = { id, name: 'Test', public_key: `pk_${id}`, visitor_secret: randomBytes(32), encoder_id: null };
  await database.asSystem((tx) => tx.insertInto('workspaces').values(row).execute());
  return id;
}

export async function addConversation(tx: Tx, id: string): Promise<void> {
  const customer = { id: `cus_${id}`, external_id: id, name: 'Ada', email: 'ada@example.com', account: null };
  await tx.insertInto('customers').values(customer).execute();
  await tx
    .insertInto('conversations')
    .values({
      id,
      customer_id: customer.id,
      channel: 'api',
      status: 'ai',
      assignee_id: null,
      waiting_since: null,
      source: null,
      external_id: null,
    })
    .execute();
}
