import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pgliteTemplate } from '../../../../../tests/database/pglite-template.ts';
import { type EmbeddedDatabase, openPGlite } from './open-pglite.ts';

const limit_ms = 60_000;
let folder: string;
let database: EmbeddedDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-rails-'));
  database = await openPGlite({ folder });
  await sql`create table notes (id int primary key, bytes bytea, big int8)`.execute(database.db);
}, limit_ms);
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => sql`truncate notes`.execute(database.db));

const show = async (setting: string) => {
  const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(
    database.db,
  );
  return rows[0]?.value;
};
const ids = async (db: Kysely<never> = database.db as never) =>
  (await sql<{ id: number }>`select id from notes order by id`.execute(db)).rows.map((row) => row.id);
const backAgain = () =>
  new Promise<void>((resolve) => database.onStateChange((state) => state === 'back' && resolve()));

test('it is durable: fsync is on, and a commit reaches the disk', async () => {
  expect(await show('fsync')).toBe('on');
  expect(await show('wal_sync_method')).toBe('fsync');
  expect(await show('shared_buffers')).toBe('32MB');
  // The worker asserts that the hook is there; that PostgreSQL calls it is seen in its own count of syncs
  const syncs = async () =>
    Number(
      (
        await sql<{ n: number }>`select sum(fsyncs)::int8 as n from pg_stat_io where object = 'wal'`.execute(
          database.db,
        )
      ).rows[0]?.n,
    );
  const before = await syncs();
  await sql`insert into notes values (1)`.execute(database.db);
  await sql`select pg_stat_force_next_flush()`.execute(database.db);
  expect(await syncs()).toBeGreaterThan(before);
});

test('bytea and int8 come as from the PostgreSQL driver', async () => {
  const bytes = Buffer.from([0, 1, 127, 128, 255]);
  await sql`insert into notes values (1, ${bytes}, 9007199254740991), (2, null, null)`.execute(database.db);
  const { rows } = await sql`select bytes, big, count(*) over () as n from notes order by id`.execute(
    database.db,
  );
  expect(rows).toEqual([
    { bytes, big: 9007199254740991, n: 2 },
    { bytes: null, big: null, n: 2 },
  ]);
  expect(Buffer.isBuffer((rows[0] as { bytes: Buffer }).bytes)).toBe(true);
});

test('a second opener of the folder is refused', async () => {
  await expect(openPGlite({ folder })).rejects.toMatchObject({
    code: 'folder-in-use',
    message: expect.stringContaining(String(process.pid)),
  });
});

test('a query outside the transaction that is open is refused instead of waiting for ever', async () => {
  const nested = database.asSystem(() => sql`select 1`.execute(database.db));
  await expect(nested).rejects.toMatchObject({ code: 'transaction-nested' });
});

test('several statements with their own BEGIN that fail leave no transaction open', async () => {
  await expect(
    database.jobs.executeSql('begin; insert into notes values (1); select nonsense; commit'),
  ).rejects.toThrow('nonsense');
  await sql`insert into notes values (2)`.execute(database.db);
  expect(await ids()).toEqual([2]);
});

test(
  'the thread is lost in the middle: what was in flight fails and may be tried again, later calls work, commits stay',
  async () => {
    await sql`insert into notes values (1)`.execute(database.db);
    const heard: string[] = [];
    const back = backAgain();
    const stop = await database.listen('news', (payload) => void heard.push(payload));
    const started = Promise.withResolvers<void>();
    const transaction = database.asSystem(async (tx) => {
      await sql`insert into notes values (2)`.execute(tx);
      started.resolve();
      await back;
      await sql`insert into notes values (3)`.execute(tx); // must not run alone on the new thread
    });
    const behind = sql`select 1 as one`.execute(database.db);
    await started.promise;
    await database.terminate();
    await expect(transaction).rejects.toMatchObject({ code: 'database-unavailable', retry: true });
    expect((await behind).rows).toEqual([{ one: 1 }]);
    expect(await ids()).toEqual([1]);
    await sql`notify news, 'after'`.execute(database.db);
    expect(heard).toEqual(['after']);
    await stop();
  },
  limit_ms,
);

test('a transaction in which nothing happens is taken back, and others go on', async () => {
  const small = await openPGlite({ folder: null, idle_limit_ms: 100, template: await pgliteTemplate() });
  const release = Promise.withResolvers<void>();
  const idle = small.asSystem(async (tx) => {
    await sql`insert into setup (token_hash) values ('x')`.execute(tx);
    await release.promise;
    await sql`select 1`.execute(tx);
  });
  const failure = idle.catch((error: unknown) => error);
  const others = await small.asSystem((tx) => tx.selectFrom('setup').selectAll().execute());
  expect(others).toEqual([]);
  release.resolve();
  expect(await failure).toMatchObject({ code: 'transaction-idle', retry: true });
  await small.close();
}, 60_000);

test('maintenance makes a checkpoint and clears dead rows', async () => {
  await sql`insert into notes select g from generate_series(1, 2000) g`.execute(database.db);
  await sql`update notes set big = 1`.execute(database.db);
  const stats = async () =>
    (
      await sql<{ dead: number; redo: string }>`
        select n_dead_tup as dead, (select redo_lsn::text from pg_control_checkpoint()) as redo
        from pg_stat_user_tables where relname = 'notes'`.execute(database.db)
    ).rows[0];
  await sql`select pg_stat_force_next_flush()`.execute(database.db);
  const before = await stats();
  expect(before?.dead).toBeGreaterThanOrEqual(2000);
  await database.maintain();
  await sql`select pg_stat_force_next_flush()`.execute(database.db);
  const after = await stats();
  expect(after?.dead).toBe(0);
  expect(after?.redo).not.toBe(before?.redo);
});

describe('starting', () => {
  let other: string;
  beforeEach(() => {
    other = mkdtempSync(join(tmpdir(), 'understudy-rails-'));
  });
  afterEach(() => rmSync(other, { recursive: true, force: true }));

  test(
    'a statement that runs away is stopped, and an empty postmaster.pid of a crash does not keep the folder shut',
    async () => {
      const first = await openPGlite({ folder: other, statement_limit_ms: 20_000 });
      await sql`create table kept (id int)`.execute(first.db);
      await first.close();
      writeFileSync(join(other, 'database', 'postmaster.pid'), '');
      const again = await openPGlite({ folder: other, statement_limit_ms: 1_500 });
      const runaway = sql`select count(*) from generate_series(1, 1000000000) a`.execute(again.db);
      await expect(runaway).rejects.toMatchObject({ code: 'statement-too-slow' });
      expect((await sql`select count(*) as n from kept`.execute(again.db)).rows).toEqual([{ n: 0 }]);
      await again.close();
    },
    limit_ms,
  );

  test(
    'an empty folder in its place is taken',
    async () => {
      mkdirSync(join(other, 'database'));
      const database = await openPGlite({ folder: other });
      expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }]);
      await database.close();
    },
    limit_ms,
  );

  test('a folder of another PostgreSQL is refused', async () => {
    mkdirSync(join(other, 'database'));
    writeFileSync(join(other, 'database', 'PG_VERSION'), '17\n');
    await expect(openPGlite({ folder: other })).rejects.toMatchObject({ code: 'database-incompatible' });
  });

  test('a path that is no folder is refused with a code', async () => {
    const file = join(other, 'file');
    writeFileSync(file, 'x');
    await expect(openPGlite({ folder: join(file, 'data') })).rejects.toMatchObject({
      code: 'folder-not-writable',
    });
    expect(readFileSync(file, 'utf8')).toBe('x');
  });
});
