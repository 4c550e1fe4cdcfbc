import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addConversation, addWorkspace, engines } from '../../../../tests/database/databases.ts';
import type { Database } from './index.ts';

describe.each(engines)('isolation on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    let ours: string;
    let theirs: string;
    beforeAll(async () => {
      database = await open();
      ours = await addWorkspace(database);
      theirs = await addWorkspace(database);
      await database.asWorkspace(ours, (tx) => addConversation(tx, 'cnv_ours'));
      await database.asWorkspace(theirs, (tx) => addConversation(tx, 'cnv_theirs'));
    }, 60_000);
    afterAll(() => database?.close());

    test('every table of a workspace has forced row-level security', async () => {
      const { rows } = await sql<{ name: string }>`
        select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and not (relrowsecurity and relforcerowsecurity)`.execute(database.db);
      expect(rows).toEqual([{ name: 'schema_migrations' }]);
    });

    test('a raw query without any condition reads our rows only', async () => {
      const rows = await database.asWorkspace(ours, (tx) =>
        sql<{ id: string }>`select id from conversations`.execute(tx),
      );
      expect(rows.rows).toEqual([{ id: 'cnv_ours' }]);
      const workspaces = await database.asWorkspace(ours, (tx) => sql`select id from workspaces`.execute(tx));
      expect(workspaces.rows).toEqual([{ id: ours }]);
    });

    test('a raw insert for another workspace is refused', async () => {
      const insert = database.asWorkspace(ours, (tx) =>
        sql`insert into customers (workspace_id, id) values (${theirs}, 'cus_x')`.execute(tx),
      );
      await expect(insert).rejects.toMatchObject({ code: '42501' });
    });

    test('a raw update or delete touches nothing of another workspace, and no row moves over', async () => {
      const changed = await database.asWorkspace(ours, (tx) =>
        sql`update conversations set subject = 'x' where workspace_id = ${theirs}`.execute(tx),
      );
      expect(changed.numAffectedRows).toBe(0n);
      const deleted = await database.asWorkspace(ours, (tx) =>
        sql`delete from customers where workspace_id = ${theirs}`.execute(tx),
      );
      expect(deleted.numAffectedRows).toBe(0n);
      const moved = database.asWorkspace(ours, (tx) =>
        sql`update customers set workspace_id = ${theirs}`.execute(tx),
      );
      await expect(moved).rejects.toMatchObject({ code: '42501' });
    });

    test('a foreign key cannot point into another workspace', async () => {
      const insert = database.asWorkspace(ours, (tx) =>
        sql`insert into messages (id, conversation_id, seq, author, kind, text, at)
            values ('msg_x', 'cnv_theirs', 1, 'agent', 'message', 'x', now())`.execute(tx),
      );
      await expect(insert).rejects.toMatchObject({ code: '23503' });
    });

    test('the search sees our rows only', async () => {
      const found = await database.asWorkspace(ours, (tx) =>
        sql<{ id: string }>`select search_conversations('ada', 100) as id`.execute(tx),
      );
      expect(found.rows).toEqual([{ id: 'cnv_ours' }]);
    });

    test.each(['setup', 'schema_migrations'])('the app role cannot read %s', async (table) => {
      const read = database.asWorkspace(ours, (tx) => sql`select * from ${sql.table(table)}`.execute(tx));
      await expect(read).rejects.toMatchObject({ code: '42501' });
    });

    test('the role is given back with the transaction, also after a failure', async () => {
      await database.asWorkspace(ours, (tx) => sql`select 1 / 0`.execute(tx)).catch(() => {});
      const rows = await database.asSystem((tx) => tx.selectFrom('workspaces').select('id').execute());
      expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining([ours, theirs]));
    });

    test('without a workspace the app role sees nothing', async () => {
      await expect(database.asWorkspace('', async () => {})).rejects.toMatchObject({
        code: 'workspace-missing',
      });
      const rows = await database.asSystem(async (tx) => {
        await sql`set local role understudy_app`.execute(tx);
        return tx.selectFrom('conversations').select('id').execute();
      });
      expect(rows).toEqual([]);
    });

    test('fifty transactions at once, of two workspaces, never see each other', async () => {
      const seen = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          database.asWorkspace(i % 2 ? ours : theirs, (tx) =>
            tx.selectFrom('conversations').select('id').execute(),
          ),
        ),
      );
      seen.forEach((rows, i) => expect(rows).toEqual([{ id: i % 2 ? 'cnv_ours' : 'cnv_theirs' }]));
    });

    test('a transaction inside a transaction is refused instead of waiting for ever', async () => {
      const nested = database.asWorkspace(ours, () => database.asSystem(async () => {}));
      await expect(nested).rejects.toMatchObject({ code: 'transaction-nested' });
    });
  });
});
