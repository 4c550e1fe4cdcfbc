import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import { verifyAuditLog } from '../verify-audit-log.ts';
import type { Database, NewAuditLogEntry } from './index.ts';
import * as store from './index.ts';

const ENTRY: NewAuditLogEntry = {
  at: new Date('2026-11-27T12:00:00.050Z'),
  category: 'people',
  action: 'addMember',
  outcome: 'done',
  actor_kind: 'member',
  actor_id: 'mem_ada',
  via: 'session',
  subject_kind: 'member',
  subject_id: 'mem_grace',
  detail: { actor: 'Ada', email: 'grace@example.com', odd: 'a "line"\nwith \u0000, ü and \ud800' },
};

describe.each(engines)('audit log on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    let workspace: string;
    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());
    beforeEach(async () => {
      workspace = await addWorkspace(database);
    });
    const append = (change: Partial<NewAuditLogEntry> = {}, where = workspace) =>
      database.asWorkspace(where, (tx) => store.appendAuditLog(tx, { ...ENTRY, ...change }));
    const appendMany = async (count: number) => {
      for (let i = 0; i < count; i += 1) await append({ outcome: `n${i + 1}` });
    };
    const verify = (head: string | null = null) => verifyAuditLog(database, workspace, head);
    /** As somebody with all rights over the database would. */
    const tamper = (change: ReturnType<typeof sql>) =>
      database.asSystem(async (tx) => {
        await sql`alter table audit_log disable trigger user`.execute(tx);
        const { numAffectedRows } = await change.execute(tx);
        await sql`alter table audit_log enable trigger user`.execute(tx);
        expect(numAffectedRows).toBeGreaterThan(0n);
      });

    test('entries stand one after the other, and what was noted comes back as it was', async () => {
      expect([await append(), await append()]).toEqual([1, 2]);
      const [first] = await database.asWorkspace(workspace, (tx) =>
        store.readAuditLog(tx, { after_seq: 0, limit: 10 }),
      );
      const { detail, ...words } = ENTRY;
      expect(first).toMatchObject({ ...words, workspace_id: workspace, seq: 1 });
      expect(JSON.parse(first?.detail ?? '')).toEqual(detail);
      expect(await verify()).toMatchObject({ ok: true, entries: 2, erased: 0, broken: null });
    });

    test('an empty log holds', async () => {
      const head = { seq: 0, hash: '0'.repeat(64) };
      expect(await verify()).toEqual({ ok: true, entries: 0, erased: 0, head, broken: null });
    });

    test('workspaces have chains of their own, and see no other', async () => {
      const other = await addWorkspace(database);
      await append();
      expect(await append({}, other)).toBe(1);
      const read = (tx: store.Tx) => store.listAuditLog(tx, { limit: 10 });
      expect((await database.asWorkspace(other, read)).items.map((row) => row.workspace_id)).toEqual([other]);
    });

    test('fifty writers at once make one chain without gaps', async () => {
      const seqs = await Promise.all(Array.from({ length: 50 }, () => append()));
      expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
      expect(await verify()).toMatchObject({ ok: true, entries: 50 });
    });

    test('what was rolled back leaves neither entry nor gap', async () => {
      await append();
      const failing = database.asWorkspace(workspace, async (tx) => {
        await store.appendAuditLog(tx, ENTRY);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await append()).toBe(2);
      expect(await verify()).toMatchObject({ ok: true, entries: 2 });
    });

    test('is appended with a change only where the transaction has changed something', async () => {
      const afterReading = await database.asWorkspace(workspace, async (tx) => {
        await store.getWorkspace(tx);
        return store.appendWhereChanged(tx, workspace, ENTRY);
      });
      const afterChange = await database.asWorkspace(workspace, async (tx) => {
        await store.updateWorkspace(tx, { name: 'Other' });
        return store.appendWhereChanged(tx, workspace, ENTRY);
      });
      const asAnother = await database.asWorkspace(await addWorkspace(database), async (tx) => {
        await store.updateWorkspace(tx, { name: 'Other' });
        return store.appendWhereChanged(tx, workspace, ENTRY);
      });
      expect([afterReading, afterChange, asAnother]).toEqual([false, true, false]);
      expect(await verify()).toMatchObject({ entries: 1 });
    });

    test.each([
      ['insert', sql`insert into audit_log select * from audit_log`],
      ['update', sql`update audit_log set outcome = 'x'`],
      ['delete', sql`delete from audit_log`],
      ['truncate', sql`truncate audit_log`],
      ['move the end', sql`update audit_log_heads set seq = 0`],
      ['erase', sql`select erase_audit_details(current_workspace(), array[1])`],
    ])('the app role may not %s', async (_, change) => {
      await append();
      await expect(database.asWorkspace(workspace, (tx) => change.execute(tx))).rejects.toMatchObject({
        code: '42501',
      });
    });

    test.each([
      ['update', sql`update audit_log set outcome = 'x'`],
      ['delete', sql`delete from audit_log`],
      ['truncate', sql`truncate audit_log`],
    ])('the owner of the tables is refused to %s', async (_, change) => {
      await append();
      await expect(database.asSystem((tx) => change.execute(tx))).rejects.toMatchObject({ code: 'US001' });
    });

    test('the door to erasure lets nothing else through', async () => {
      await append();
      const edit = database.asSystem(async (tx) => {
        await sql`select set_config('app.erasing', 'on', true)`.execute(tx);
        await sql`update audit_log set detail = null, salt = null, outcome = 'x'`.execute(tx);
      });
      await expect(edit).rejects.toMatchObject({ code: 'US001' });
    });

    test.each([
      ['subject_id', { subject_id: 'grace@example.com' }],
      ['actor_id', { actor_id: 'Ada Lovelace' }],
      ['action', { action: 'two\nlines' }],
    ])('%s holds no name, address or line', async (_, change) => {
      await expect(append(change)).rejects.toMatchObject({ code: '23514' });
    });

    describe('somebody with all rights', () => {
      beforeEach(() => appendMany(5));
      const at = (seq: number) => sql`workspace_id = ${workspace} and seq = ${seq}::bigint`;

      test.each([
        ['outcome', sql`outcome = 'other'`, 'changed'],
        ['time', sql`at = at + interval '1 millisecond'`, 'changed'],
        ['actor', sql`actor_id = 'mem_eve'`, 'changed'],
        ['subject, moved to the kind', sql`subject_kind = 'membermem', subject_id = 'mem_g'`, 'changed'],
        ['detail', sql`detail = replace(detail, 'Ada', 'Eve')`, 'detail-changed'],
        ['salt', sql`salt = decode(repeat('00', 16), 'hex')`, 'detail-changed'],
        ['hash', sql`hash = decode(repeat('00', 32), 'hex')`, 'changed'],
        ['link', sql`prev_hash = decode(repeat('00', 32), 'hex')`, 'unlinked'],
      ])('who changes the %s is found at its entry', async (_, change, why) => {
        await tamper(sql`update audit_log set ${change} where ${at(3)}`);
        expect(await verify()).toMatchObject({ ok: false, entries: 2, broken: { seq: 3, why } });
      });

      test('who takes an entry away is found where it was', async () => {
        await tamper(sql`delete from audit_log where ${at(2)}`);
        expect(await verify()).toMatchObject({ ok: false, broken: { seq: 2, why: 'missing' } });
      });

      test('who cuts the end off is found by the head', async () => {
        await tamper(sql`delete from audit_log where workspace_id = ${workspace} and seq > 3`);
        expect(await verify()).toMatchObject({ ok: false, broken: { seq: 4, why: 'missing' } });
      });

      test('who cuts off the end and the head too, is found by a head that was noted', async () => {
        const noted = (await verify()).head;
        await tamper(sql`delete from audit_log where workspace_id = ${workspace} and seq > 3`);
        await tamper(sql`update audit_log_heads h set seq = 3, hash =
          (select hash from audit_log where ${at(3)}) where h.workspace_id = ${workspace}`);
        expect(await verify()).toMatchObject({ ok: true, entries: 3 });
        const broken = { seq: 4, why: 'noted-head-missing' };
        expect(await verify(noted.hash)).toMatchObject({ ok: false, head: { seq: 3 }, broken });
      });

      test('who sets the head back is found by the rows behind it', async () => {
        await tamper(sql`update audit_log_heads h set seq = 3, hash =
          (select hash from audit_log where ${at(3)}) where h.workspace_id = ${workspace}`);
        expect(await verify()).toMatchObject({ ok: false, broken: { seq: 4, why: 'end-changed' } });
      });

      test('a head that was noted still stands in a log that grew', async () => {
        const noted = (await verify()).head.hash;
        await appendMany(2);
        expect(await verify(noted)).toMatchObject({ ok: true, entries: 7 });
      });
    });

    test('erasure takes what names a person and leaves the chain whole', async () => {
      await append({ detail: { actor: 'Ada', email: 'grace@example.com' } });
      await append({ detail: { actor: 'Ada', email: 'not-grace@example.com' } });
      const before = await verify();
      const seqs = await database.asWorkspace(workspace, (tx) =>
        store.findAuditMentions(tx, ['grace@example.com']),
      );
      expect(seqs).toEqual([1]);
      const erase = () =>
        database.asSystem((tx) => store.eraseAuditDetails(tx, { workspace_id: workspace, seqs }));
      expect([await erase(), await erase()]).toEqual([1, 0]);
      const { rows } = await sql<{ text: string }>`
        select l::text as text from audit_log l where workspace_id = ${workspace}`.execute(database.db);
      expect(rows.map((row) => row.text.includes('"grace@'))).toEqual([false, false]);
      expect(await verify()).toEqual({ ...before, erased: 1 });
    });

    test('pages show the newest first, by kind and by actor', async () => {
      await appendMany(3);
      await append({ category: 'export', actor_id: 'mem_bob' });
      const page = (query: Partial<Parameters<typeof store.listAuditLog>[1]>) =>
        database.asWorkspace(workspace, (tx) => store.listAuditLog(tx, { limit: 10, ...query }));
      const seqs = async (query: Parameters<typeof page>[0]) =>
        (await page(query)).items.map((row) => row.seq);
      const first = await page({ limit: 3 });
      expect(first.items.map((row) => row.seq)).toEqual([4, 3, 2]);
      expect(await seqs({ limit: 3, cursor: first.next_cursor ?? '' })).toEqual([1]);
      expect(await seqs({ category: 'export' })).toEqual([4]);
      expect(await seqs({ actor_id: 'mem_ada' })).toEqual([3, 2, 1]);
      expect(await seqs({ category: 'export', actor_id: 'mem_ada' })).toEqual([]);
    });

    test('a detail that is too long is left out, so that the change is not', async () => {
      await append({ detail: { actor: 'Ada', text: 'x'.repeat(20_000), changes: { a: 'y'.repeat(200) } } });
      const { items } = await database.asWorkspace(workspace, (tx) => store.listAuditLog(tx, { limit: 1 }));
      expect(JSON.parse(items[0]?.detail ?? '')).toEqual({ actor: 'Ada', too_long: expect.any(Number) });
      expect(await verify()).toMatchObject({ ok: true, entries: 1 });
    });
  });
});
