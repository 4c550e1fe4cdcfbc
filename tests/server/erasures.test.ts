/** A person is erased: nothing of them is found afterwards, the team's words stay, and the model never knew them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { erasePerson } from '../../packages/server/src/flow/erase-person.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { engines } from '../database/databases.ts';
import { bytesAt, folded, TaughtDesk } from './taught-desk.ts';

const EMAIL = 'grace.hopper@example.com';
const NAME = 'Grace Hopper';
const QUESTION = 'Why does the nightly export of my punched cards stop at midnight?';
const ANSWER =
  'Dear Grace, open Exports, choose Nightly and raise the limit. It ends at midnight by default.';
const PARCEL = 'A parcel that is late is searched for: open Orders, choose Track, then press Search.';

describe.each(engines)('an erasure on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let desk: TaughtDesk;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database?.close());

    const erase = (person: string, dry_run = false) =>
      erasePerson(desk.parts, { workspace_id: desk.workspace_id, person, dry_run, by: 'Eve' });

    /** A customer with a conversation, a decision, an outcome, and what open pages heard of it. */
    async function addCustomer(tx: store.Tx, who: { n: string; name: string; email: string; text: string }) {
      const { n, name, email, text } = who;
      const at = new Date(desk.now_ms);
      const [customer_id, id] = [`cus_person${n}`, `cnv_${n}`];
      await store.findOrCreateCustomer(tx, {
        id: customer_id,
        external_id: `host-${n}-7`,
        name,
        email,
        account: 'navy',
      });
      await store.createConversation(tx, {
        id,
        customer_id,
        channel: 'widget',
        status: 'ai',
        subject: text.slice(0, 40),
        context: { page: '/cards' },
        at,
      });
      const message = {
        id: `msg_${n}`,
        conversation_id: id,
        author: 'customer',
        kind: 'message',
        text,
        at,
      } as const;
      await store.appendMessage(tx, message);
      const question = { id: message.id, text };
      const decision = { candidates: [] };
      const row = {
        id: `dec_${n}`,
        conversation_id: id,
        message_id: message.id,
        generation: 0,
        action: 'draft',
        resolution_id: null,
        confidence: 0.5,
        audited: false,
        model_version: 1,
      } as const;
      await store.insertDecision(tx, {
        ...row,
        question,
        decision,
        draft: { text: `For ${name}`, citations: [] },
        at,
      });
      await store.appendOutcome(tx, {
        id: `out_${n}`,
        conversation_id: id,
        decision_id: row.id,
        kind: 'x',
        source_event: message.id,
        detail: { said: text },
        at,
      });
      await store.publish(tx, [
        { audience: customer_id, payload: { text } },
        { audience: 'console', payload: { conversation: { id, email } } },
      ]);
      const request = { endpoint: 'x', caller: `visitor ${customer_id}`, key: 'k', body_hash: 'h' };
      await store.claimKey(tx, request);
      await store.keepResponse(tx, request, { text });
    }

    async function fill() {
      desk = await TaughtDesk.open(database);
      await desk.tx((tx) => addCustomer(tx, { n: 'grace', name: NAME, email: EMAIL, text: QUESTION }));
      await desk.tx((tx) =>
        addCustomer(tx, {
          n: 'alan',
          name: 'Alan Turing',
          email: 'alan@example.com',
          text: 'Where is my parcel?',
        }),
      );
      const grace = await desk.teach({
        name: 'grace',
        question: QUESTION,
        answer: ANSWER,
        author: 'Ada',
        title: QUESTION,
      });
      const alan = await desk.teach({
        name: 'alan',
        question: 'Where is my parcel?',
        answer: PARCEL,
        author: 'Ada',
      });
      // Both followed a guide outside of a conversation.
      await desk.tx(async (tx) => {
        const at = new Date(desk.now_ms);
        await sql`insert into guides (id, resolution_id, created_at)
          select 'gde', min(id), ${at} from resolutions`.execute(tx);
        const run = {
          guide_id: 'gde',
          version: 1,
          conversation_id: null,
          state: 'left',
          step: 0,
          at,
        } as const;
        for (const n of ['grace', 'alan'])
          await store.reportGuideRun(tx, { ...run, run_id: `run-${n}`, customer_id: `cus_person${n}` });
      });
      // A colleague names her elsewhere.
      await desk.tx((tx) =>
        store.appendMessage(tx, {
          id: 'msg_other',
          conversation_id: 'cnv_alan',
          author: 'customer',
          kind: 'message',
          text: `Please copy ${EMAIL} and grace hopper on this`,
          at: new Date(desk.now_ms),
        }),
      );
      return { grace, alan };
    }

    test('finds everything of the person, and afterwards nothing', async () => {
      const { grace, alan } = await fill();
      const before = (await erase(EMAIL, true)).report;
      expect(Object.entries(before.searched).filter(([, { found }]) => found > 0)).toEqual([]);
      expect(await desk.tx((tx) => store.getCustomer(tx, 'cus_persongrace'))).toBeDefined();

      const { report, id } = await erase(EMAIL.toUpperCase());
      expect(id).toMatch(/^ers_/);
      expect(report).toMatchObject({ customers: 1, conversations: 1, found: 0 });
      expect(report.tables).toMatchObject({
        customers: { deleted: 1 },
        conversations: { deleted: 1 },
        guide_runs: { deleted: 1 },
        messages: { deleted: 1, changed: 1 },
        decisions: { deleted: 1 },
        outcomes: { deleted: 1 },
        exemplars: { deleted: 1 },
        lessons: { changed: 1 },
        stream_events: { deleted: 2 },
        idempotency_keys: { deleted: 1 },
        events: { changed: 2 },
      });
      for (const needle of [EMAIL, 'host-grace', 'cus_persongrace', NAME, 'punched cards'])
        expect(await rowsWith(needle)).toEqual([]);
      // The proof itself names nobody; who knows the address can show that it was meant.
      expect(JSON.stringify(report)).not.toMatch(/grace/i);
      expect(await desk.lesson(grace)).toMatchObject({ question: '[erased]', conversation_id: null });
      expect((await desk.lesson(alan)).question).toBe('Where is my parcel?');
      expect(await desk.tx((tx) => store.getCustomer(tx, 'cus_personalan'))).toBeDefined();
    });

    test('keeps the team’s words without the person, in the row, its versions and the model', async () => {
      const { grace } = await fill();
      await erase('host-grace-7');
      await desk.apply();
      const row = await desk.resolutionOf(grace);
      const kept = ANSWER.replace('Grace', '[erased]');
      expect(row).toMatchObject({ text: kept, title: kept.slice(0, 80), retired_at: null });
      const [version] = await desk.tx((tx) => store.listVersions(tx, row.id));
      expect(version?.text).toBe(kept);
      expect((await desk.fold()).resolutions.get(row.id)?.text).toBe(kept);
    });

    test('leaves the model that never saw the question', async () => {
      await fill();
      const seen = await desk.ledger();
      await erase(EMAIL);
      await desk.apply();
      const after = await desk.ledger();
      const gone = new Set(
        seen.map(({ seq }) => seq).filter((seq) => !after.some((event) => event.seq === seq)),
      );
      expect(gone.size).toBe(2);
      // Who had folded it before forgets; who folds it now never hears of it.
      const remembering = folded(seen);
      for (const event of after) if (event.seq > remembering.version) remembering.learn(event);
      expect(bytesAt(remembering, 1_000)).toBe(bytesAt(folded(after), 1_000));
      const told = after.filter(({ kind }) => kind !== 'events-forgotten');
      expect(bytesAt(folded(told), 1_000)).toBe(bytesAt(folded(after), 1_000));
    });

    test('takes the snapshots that have read of the person, and leaves older ones', async () => {
      await fill();
      const seqs = [0, 1, 9].map((seq) => ({
        config_hash: `h${seq}`,
        seq,
        part: 0,
        bytes: Buffer.from('x'),
      }));
      await desk.tx((tx) => tx.insertInto('snapshots').values(seqs).execute());
      expect((await erase(EMAIL)).report.snapshots).toBe(2);
      const left = await desk.tx((tx) => tx.selectFrom('snapshots').select('seq').execute());
      expect(left).toEqual([{ seq: 0 }]);
    });

    test('finds what its own work leaves behind, in whatever column, and what was there before', async () => {
      await fill();
      onTestFinished(async () => {
        await database.asSystem((tx) => sql`drop function if exists remember cascade`.execute(tx));
      });
      // Nobody treats the name of an API key; and a trigger is the worst colleague that an erasure can have.
      await database.asSystem(async (tx) => {
        await sql`insert into api_keys (workspace_id, id, name, prefix, hash, scopes)
          values (${desk.workspace_id}, 'key_before', ${`for ${EMAIL.toUpperCase()}`}, ${desk.workspace_id}, '', '[]')`.execute(
          tx,
        );
        await sql`create function remember() returns trigger language plpgsql as $$ begin
          insert into members (workspace_id, id, user_id, name, email, role)
            values (OLD.workspace_id, 'mem_leak', 'u', OLD.name, 'leak@example.com', 'agent');
          return OLD; end $$`.execute(tx);
        await sql`create trigger remember before delete on customers for each row execute function remember()`.execute(
          tx,
        );
      });
      const { report } = await erase(EMAIL, true);
      const left = Object.entries(report.searched).filter(([, { found }]) => found > 0);
      expect(left.map(([table, { found }]) => [table, found])).toEqual([
        ['api_keys', 1],
        ['members', 1],
      ]);
      expect(report.found).toBe(2);
    });

    test('finds and replaces names of any alphabet, however they are written', async () => {
      await fill();
      await desk.tx(async (tx) => {
        const text = 'Где мой заказ? Он должен был прийти вчера, и я жду его.';
        await addCustomer(tx, { n: 'nikolai', name: 'Николай Żółć', email: 'nikolai@example.com', text });
        const said = { conversation_id: 'cnv_alan', author: 'customer', kind: 'message' } as const;
        const at = new Date(desk.now_ms);
        await store.appendMessage(tx, { ...said, id: 'msg_named', text: 'Николай Żółć wrote', at });
        await store.appendMessage(tx, { ...said, id: 'msg_shouted', text: 'НИКОЛАЙ ŻÓŁĆ wrote', at });
      });
      const { rows } = await desk.tx((tx) =>
        sql<{ knows: boolean }>`select lower('Ж') = 'ж' as knows`.execute(tx),
      );
      const { report } = await erase('nikolai@example.com');
      expect(report.tables['messages']).toEqual({ deleted: 1, changed: rows[0]?.knows ? 2 : 1 });
      expect(report.found).toBe(0);
      expect(await rowsWith('Николай Żółć')).toHaveLength(rows[0]?.knows ? 0 : 2);
    });

    test('of a name that others bear too looks for the rest only', async () => {
      await fill();
      await desk.tx((tx) =>
        addCustomer(tx, {
          n: 'twin',
          name: NAME,
          email: 'twin@example.com',
          text: 'Another question, by another person',
        }),
      );
      const { report } = await erase(EMAIL);
      expect(Object.entries(report.searched).filter(([, { found }]) => found > 0)).toEqual([]);
      expect((await desk.tx((tx) => store.getCustomer(tx, 'cus_persontwin')))?.name).toBe(NAME);
    });

    test('of an id that begins another one’s leaves that one alone', async () => {
      await fill();
      const other = {
        id: 'cus_other1',
        external_id: 'host-grace-71',
        name: null,
        email: null,
        account: null,
      };
      await desk.tx((tx) => store.findOrCreateCustomer(tx, other));
      expect((await erase(EMAIL)).report.found).toBe(0);
      expect(await desk.tx((tx) => store.getCustomer(tx, 'cus_other1'))).toMatchObject(other);
    });

    test('leaves another workspace as it is, where the same person asked too', async () => {
      await fill();
      const other = desk;
      const count = () =>
        other.tx((tx) =>
          tx
            .selectFrom('messages')
            .select((eb) => eb.fn.countAll().as('n'))
            .execute(),
        );
      const told = await other.ledger();
      const before = await count();
      await fill();
      await erase(EMAIL);
      expect(await other.tx((tx) => store.getCustomer(tx, 'cus_persongrace'))).toMatchObject({
        email: EMAIL,
      });
      expect(await count()).toEqual(before);
      expect(await other.ledger()).toEqual(told);
    });

    test('of somebody unknown is refused', async () => {
      desk = await TaughtDesk.open(database);
      await expect(erase('nobody@example.com')).rejects.toMatchObject({ code: 'not-found' });
    });

    test('is told to the person, who may read all that is known', async () => {
      await fill();
      const tables = await desk.tx((tx) => store.exportSubject(tx, 'cus_persongrace'));
      expect(tables['customers']).toMatchObject([{ email: EMAIL }]);
      expect(tables['messages']).toMatchObject([{ text: QUESTION }]);
      expect(tables['exemplars']).toHaveLength(1);
      expect(JSON.stringify(tables)).not.toContain('Turing');
    });

    test('has an answer for every column that can hold words', async () => {
      const columns = await database.asSystem(store.wordColumns);
      const found = columns.flatMap(({ table, columns: own }) => own.map(({ name }) => `${table}.${name}`));
      const known = Object.entries(store.ERASURE_MAP).flatMap(([table, own]) =>
        Object.keys(own).map((name) => `${table}.${name}`),
      );
      expect(known.toSorted()).toEqual(found.toSorted());
    });

    /** Another search than the product's own: every row of every table of this workspace, as JSON. */
    async function rowsWith(needle: string): Promise<string[]> {
      const columns = await database.asSystem(store.wordColumns);
      const hits: string[] = [];
      for (const { table } of columns) {
        if (table === 'members' || table === 'workspaces') continue;
        const rows = await desk.tx((tx) =>
          tx
            .selectFrom(table as 'events')
            .selectAll()
            .execute(),
        );
        for (const row of rows)
          if (JSON.stringify(row).toLowerCase().includes(needle.toLowerCase()))
            hits.push(`${table}: ${JSON.stringify(row)}`);
      }
      return hits;
    }
  });
});
