import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addConversation, addWorkspace, engines } from '../../../../tests/database/databases.ts';
import * as store from './index.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const message = (id: string, more: Partial<store.NewMessage> = {}): store.NewMessage => ({
  id,
  conversation_id: 'cnv_1',
  author: 'customer',
  kind: 'message',
  text: `text of ${id}`,
  at: at(1),
  ...more,
});
const decision = (id: string, message_id: string): store.NewDecision => ({
  id,
  conversation_id: 'cnv_1',
  message_id,
  generation: 0,
  action: 'draft',
  resolution_id: null,
  confidence: 0.5,
  audited: false,
  model_version: 1,
  question: { text: 'q' },
  decision: { action: 'draft' },
  draft: { text: 'try this', citations: [] },
  at: at(2),
});

describe.each(engines)('conversations on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let workspace: string;
    const run = <T>(work: (tx: store.Tx) => Promise<T>) => database.asWorkspace(workspace, work);
    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());
    beforeEach(async () => {
      workspace = await addWorkspace(database);
      await run((tx) => addConversation(tx, 'cnv_1'));
    });

    test('messages that arrive at once are numbered without gaps; one that comes twice counts once', async () => {
      const results = await Promise.all(
        Array.from({ length: 24 }, (_, i) =>
          run((tx) => store.appendMessage(tx, message(`msg_${i}`, { client_id: `client_${i % 12}` }))),
        ),
      );
      expect(results.filter((result) => result.created)).toHaveLength(12);
      const rows = await run((tx) => store.listMessages(tx, { conversation_id: 'cnv_1' }));
      expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    });

    test('a note changes neither preview nor what the search of a customer’s words finds first', async () => {
      await run((tx) => store.appendMessage(tx, message('msg_1', { text: 'the invoice is missing' })));
      await run((tx) =>
        store.appendMessage(tx, message('msg_2', { kind: 'note', author: 'agent', text: 'ask billing' })),
      );
      const page = await run((tx) => store.listConversations(tx, { limit: 10, q: 'invoice missing' }));
      expect(page.items).toMatchObject([
        { id: 'cnv_1', preview: 'the invoice is missing', customer_name: 'Ada', has_draft: false },
      ]);
      expect((await run((tx) => store.listConversations(tx, { limit: 10, q: 'refund' }))).items).toEqual([]);
    });

    test('pages join to the whole, newest first, while a newer one arrives', async () => {
      for (let i = 2; i <= 5; i++) {
        await run((tx) => addConversation(tx, `cnv_${i}`));
      }
      for (let i = 1; i <= 5; i++) {
        await run((tx) =>
          store.updateConversation(tx, { id: `cnv_${i}`, at: at(i < 4 ? 1 : i), change: {} }),
        );
      }
      const first = await run((tx) => store.listConversations(tx, { limit: 3 }));
      await run((tx) => addConversation(tx, 'cnv_9'));
      const second = await run((tx) =>
        store.listConversations(tx, { limit: 3, cursor: first.next_cursor ?? '' }),
      );
      expect([...first.items, ...second.items].map((row) => row.id)).toEqual([
        'cnv_5',
        'cnv_4',
        'cnv_3',
        'cnv_2',
        'cnv_1',
      ]);
      expect(second.next_cursor).toBeNull();
    });

    test('whoever takes the word raises the generation, and the late answer is not held', async () => {
      const taken = await run((tx) =>
        store.updateConversation(tx, {
          id: 'cnv_1',
          at: at(3),
          change: { status: 'human', takes_word: true, context: { a: '1' } },
        }),
      );
      expect(taken).toMatchObject({ status: 'human', generation: 1, context: { a: '1' } });
      expect(await run((tx) => store.holdGeneration(tx, { id: 'cnv_1', generation: 0 }))).toBeNull();
      expect(await run((tx) => store.holdGeneration(tx, { id: 'cnv_1', generation: 1 }))).not.toBeNull();
      const counts = await run((tx) => store.countConversations(tx, null));
      expect(counts).toEqual({ waiting: 0, mine: 0, ai: 0, human: 1, resolved: 0 });
    });

    test('of each view ten thousand are counted, and no more', async () => {
      await run((tx) =>
        sql`insert into conversations (id, customer_id, channel, status)
          select 'cnv_many_' || n, customer_id, channel, 'resolved' from conversations, generate_series(1, 10001) n`.execute(
          tx,
        ),
      );
      const counts = await run((tx) => store.countConversations(tx, null));
      expect(counts).toEqual({ waiting: 0, mine: 0, ai: 1, human: 0, resolved: 10_000 });
    });

    test('one decision a turn, settled once, its draft closed once', async () => {
      await run((tx) => store.appendMessage(tx, message('msg_1')));
      const made = await Promise.all(
        ['dec_1', 'dec_2'].map((id) => run((tx) => store.insertDecision(tx, decision(id, 'msg_1')))),
      );
      expect(made.filter((result) => result.created)).toHaveLength(1);
      const id = made[0]?.decision.id ?? '';
      expect(made[1]?.decision.id).toBe(id);
      expect((await run((tx) => store.getConversationRow(tx, 'cnv_1')))?.has_draft).toBe(true);
      expect(await run((tx) => store.settleDecision(tx, { id, state: 'sent' }))).toBe(true);
      expect(await run((tx) => store.settleDecision(tx, { id, state: 'superseded' }))).toBe(false);
      expect(await run((tx) => store.closeDraft(tx, { id, state: 'accepted' }))).toBe(true);
      expect(await run((tx) => store.discardOpenDrafts(tx, 'cnv_1'))).toEqual([]);
    });

    test('the same outcome counts once, and none is edited', async () => {
      const outcome = {
        id: 'out_1',
        conversation_id: 'cnv_1',
        decision_id: null,
        kind: 'reopened',
        source_event: 'msg_1',
        at: at(1),
      };
      expect(await run((tx) => store.appendOutcome(tx, outcome))).toBe(true);
      expect(await run((tx) => store.appendOutcome(tx, { ...outcome, id: 'out_2' }))).toBe(false);
      expect(await run((tx) => store.listOutcomes(tx, 'cnv_1'))).toHaveLength(1);
      const edit = database.asSystem((tx) => tx.updateTable('outcomes').set({ kind: 'x' }).execute());
      await expect(edit).rejects.toMatchObject({ code: 'US001' });
    });

    test('a batch of tickets that is imported twice is there once', async () => {
      const ticket = (n: number): store.ImportedTicket => ({
        conversation_id: `cnv_t${n}`,
        external_id: `T-${n}`,
        status: 'resolved',
        subject: 'S',
        preview: 'P',
        ticket: { topic: 'billing' },
        at: at(n),
        customer: { id: `cus_t${n % 2}`, external_id: `account-${n % 2}`, account: null },
        messages: [
          { id: `msg_t${n}_1`, author: 'customer', author_name: null, text: 'help', at: at(n) },
          { id: `msg_t${n}_2`, author: 'agent', author_name: 'Bo', text: 'do this', at: at(n + 1) },
        ],
      });
      const first = await run((tx) =>
        store.insertTickets(tx, { source: 'file', tickets: [1, 2, 3].map(ticket) }),
      );
      expect([...first].toSorted()).toEqual(['cnv_t1', 'cnv_t2', 'cnv_t3']);
      const second = await run((tx) =>
        store.insertTickets(tx, { source: 'file', tickets: [2, 3, 4].map(ticket) }),
      );
      expect([...second]).toEqual(['cnv_t4']);
      const rows = await run((tx) => store.listMessages(tx, { conversation_id: 'cnv_t3' }));
      expect(rows.map((row) => [row.seq, row.author, row.at])).toEqual([
        [1, 'customer', at(3)],
        [2, 'agent', at(4)],
      ]);
      expect(await run((tx) => store.getConversation(tx, 'cnv_t3'))).toMatchObject({
        last_seq: 2,
        ticket: { topic: 'billing' },
        updated_at: at(4),
      });
    });

    test('one import at a time; a cancelled one takes no further batch', async () => {
      const start = (id: string) =>
        run((tx) => store.startImport(tx, { id, source: 'f', dry_run: false, file: null, at: at(1) }));
      expect(await start('imp_1')).toMatchObject({ state: 'running', read: 0 });
      expect(await start('imp_2')).toBeNull();
      await run((tx) => store.advanceImport(tx, 'imp_1', { read: 5, accepted: 4, line: 5 }));
      expect(
        await run((tx) =>
          store.advanceImport(tx, 'imp_1', { read: 5, rejected: 1, line: 10, stage: 'mining' }),
        ),
      ).toMatchObject({
        read: 10,
        accepted: 4,
        rejected: 1,
        line: 10,
        stage: 'mining',
      });
      await run((tx) =>
        store.insertRejected(tx, { import_id: 'imp_1', rows: [{ line: 7, reason: 'no text' }] }),
      );
      expect((await run((tx) => store.listRejected(tx, { import_id: 'imp_1', limit: 5 }))).items).toEqual([
        { line: 7, reason: 'no text' },
      ]);
      await run((tx) => store.setImportState(tx, { id: 'imp_1', state: 'cancelled', at: at(2) }));
      expect(await run((tx) => store.advanceImport(tx, 'imp_1', { read: 1 }))).toBeNull();
      expect(await start('imp_3')).not.toBeNull();
    });

    test('the same request twice has one answer, and another body under its key is told apart', async () => {
      const request = { endpoint: 'POST /x', caller: 'mem_1', key: 'k', body_hash: 'h' };
      const once = () =>
        run(async (tx) => {
          const claim = await store.claimKey(tx, request);
          if (claim.state === 'new') await store.keepResponse(tx, request, { made: 1 });
          return claim;
        });
      const claims = await Promise.all([once(), once()]);
      expect(claims.map((claim) => claim.state).toSorted()).toEqual(['known', 'new']);
      expect(await once()).toEqual({ state: 'known', response: { made: 1 } });
      expect(await run((tx) => store.claimKey(tx, { ...request, body_hash: 'other' }))).toEqual({
        state: 'mismatch',
      });
    });

    test('what a page missed is read in order, for its audience only', async () => {
      await run((tx) =>
        store.publish(tx, [
          { audience: 'console', payload: { n: 1 } },
          { audience: 'cnv_1', payload: { n: 2 } },
        ]),
      );
      await run((tx) => store.publish(tx, [{ audience: 'console', payload: { n: 3 } }]));
      const missed = await run((tx) => store.readStream(tx, { audience: 'console', after_seq: 1 }));
      expect(missed.map((event) => [event.seq, event.payload])).toEqual([[3, { n: 3 }]]);
      expect(await run(store.streamRange)).toEqual({ oldest: 1, newest: 3 });
    });
  });
});
