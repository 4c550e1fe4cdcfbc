import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import { createLog } from '../log.ts';
import * as store from '../store/index.ts';
import { type CallLog, createCallLog, type LoggedCall, loggingDatabase } from './call-log.ts';
import { ProblemError } from './problem.ts';

describe.each(engines)('calls in the audit log on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let plain: store.Database;
    /** As handlers have it. */
    let database: store.Database;
    let calls: CallLog;
    let workspace_id: string;
    let now_ms = Date.parse('2026-11-27T12:59:00.000Z');
    beforeAll(async () => {
      plain = await open();
    }, 60_000);
    afterAll(() => plain?.close());
    beforeEach(async () => {
      const parts = { database: plain, log: createLog('silent'), now_ms: () => now_ms };
      calls = createCallLog(parts);
      database = loggingDatabase(parts);
      workspace_id = await addWorkspace(plain);
    });

    const caller = () =>
      ({
        kind: 'member',
        workspace_id,
        member_id: 'mem_ada',
        key_id: null,
        name: 'Ada',
        role: 'lead',
        scopes: null,
        via: 'session',
      }) as const;
    const called = (name: LoggedCall['name'], given = {}): LoggedCall => ({
      name,
      method: name.startsWith('get') ? 'GET' : 'POST',
      caller: caller(),
      given,
    });
    const rename = (name: string) =>
      database.asWorkspace(workspace_id, (tx) => store.updateWorkspace(tx, { name }));
    const read = () => database.asWorkspace(workspace_id, (tx) => store.getWorkspace(tx));
    const entries = async () =>
      (
        await plain.asWorkspace(workspace_id, (tx) => store.readAuditLog(tx, { after_seq: 0, limit: 100 }))
      ).map(({ action, outcome }) => `${action} ${outcome}`);
    /** The identifier of the transaction that wrote a row. */
    const writers = async () => {
      const { rows } = await sql<{ row: string; entry: string | null }>`
        select w.xmin::text as row, (select l.xmin::text from audit_log l where l.workspace_id = w.id) as entry
        from workspaces w where w.id = ${workspace_id}`.execute(plain.db);
      return rows[0];
    };

    test('an entry is committed by the transaction that changes something first', async () => {
      await calls.around(called('takeOver'), async () => {
        await read();
        await rename('New');
      });
      const { row, entry } = (await writers()) ?? {};
      expect(entry).toBe(row);
      expect(await entries()).toEqual(['takeOver done']);
    });

    test('where the entry cannot be written, nothing is changed', async () => {
      await sql`alter function append_audit_log rename to away`.execute(plain.db);
      const failing = calls.around(called('takeOver'), () => rename('New'));
      await expect(failing).rejects.toMatchObject({ code: '42883' });
      await sql`alter function away rename to append_audit_log`.execute(plain.db);
      expect((await read()).name).toBe('Test');
      expect(await entries()).toEqual([]);
    });

    test('a change that is rolled back leaves the code of the problem', async () => {
      const failing = calls.around(called('takeOver'), () =>
        database.asWorkspace(workspace_id, async (tx) => {
          await store.updateWorkspace(tx, { name: 'New' });
          throw new ProblemError('conflict');
        }),
      );
      await expect(failing).rejects.toMatchObject({ code: 'conflict' });
      expect((await read()).name).toBe('Test');
      expect(await entries()).toEqual(['takeOver conflict']);
    });

    test('one that fails after a first change has two entries, one that changes nothing has one', async () => {
      const failing = calls.around(called('takeOver'), async () => {
        await rename('New');
        throw new ProblemError('not-found');
      });
      await expect(failing).rejects.toMatchObject({ code: 'not-found' });
      await calls.around(called('handBack'), read);
      expect(await entries()).toEqual(['takeOver done', 'takeOver not-found', 'handBack done']);
    });

    test('calls at once keep to their own entries', async () => {
      const names = ['takeOver', 'handBack', 'putBack', 'resolveConversation', 'reopenConversation'] as const;
      await Promise.all(names.map((name) => calls.around(called(name), () => rename(name))));
      expect((await entries()).toSorted()).toEqual(names.map((name) => `${name} done`).toSorted());
    });

    test('what still runs when the call is over adds nothing', async () => {
      let background: Promise<unknown> = Promise.resolve();
      const over = Promise.withResolvers<void>();
      await calls.around(called('takeOver'), async () => {
        background = over.promise.then(() => rename('Later'));
      });
      over.resolve();
      await background;
      expect(await entries()).toEqual(['takeOver done']);
    });

    test('a handler adds what it made and what was before', async () => {
      await calls.around(
        called('createApiKey', { name: 'k', scopes: ['export'], password: 'x' }),
        async (note) => {
          note({ subject_id: 'key_123456', detail: { before: 1 } });
          await rename('New');
        },
      );
      const [entry] = await plain.asWorkspace(workspace_id, (tx) =>
        store.readAuditLog(tx, { after_seq: 0, limit: 1 }),
      );
      expect(entry).toMatchObject({ subject_kind: 'key', subject_id: 'key_123456', actor_id: 'mem_ada' });
      expect(JSON.parse(entry?.detail ?? '')).toEqual({
        actor: 'Ada',
        name: 'k',
        scopes: ['export'],
        before: 1,
      });
    });

    test('reading is logged once for each person, thing and hour', async () => {
      const open1 = (id: string) => calls.around(called('getConversation', { id }), read);
      await open1('cnv_000001');
      await open1('cnv_000001');
      await open1('cnv_000002');
      expect(await entries()).toHaveLength(2);
      now_ms += 60_000; // the next hour
      await open1('cnv_000001');
      expect(await entries()).toHaveLength(3);
      // A node that has just started asks the database.
      const other = createCallLog({ database: plain, log: createLog('silent'), now_ms: () => now_ms });
      await other.around(called('getConversation', { id: 'cnv_000001' }), read);
      expect(await entries()).toHaveLength(3);
    });

    test('nobody reads what cannot be logged, and what was not found was not read', async () => {
      const missing = calls.around(called('getConversation', { id: 'cnv_000001' }), async () => {
        throw new ProblemError('not-found');
      });
      await expect(missing).rejects.toMatchObject({ code: 'not-found' });
      expect(await entries()).toEqual([]);
      await sql`alter function append_audit_log rename to away`.execute(plain.db);
      const refused = calls.around(called('getConversation', { id: 'cnv_000001' }), read);
      await expect(refused).rejects.toMatchObject({ code: '42883' });
      await sql`alter function away rename to append_audit_log`.execute(plain.db);
    });

    test('what is outside of transactions is logged before it is done', async () => {
      await calls.around(called('signOut'), async () => expect(await entries()).toEqual(['signOut begun']));
      await calls.before(called('export'));
      expect(await entries()).toEqual(['signOut begun', 'export begun']);
    });
  });
});
