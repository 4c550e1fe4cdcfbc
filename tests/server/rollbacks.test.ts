/** What is taken back has never been: rows, ledger and model, on both databases. */
import { type Ticket, ticket as ticketSchema } from '@understudy/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  previewRollback,
  readRollback,
  runRollback,
  startRollback,
  undoRollback,
} from '../../packages/server/src/flow/roll-back.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addConversation, engines } from '../database/databases.ts';
import { bytesAt, folded, TaughtDesk } from './taught-desk.ts';

const EXPORT = 'Open Billing, choose Invoices, then click Export and pick the CSV format for your books.';
const EXPORT_AGAIN =
  'Open Billing, choose Invoices, then click Export and pick the CSV format for your books. It takes a minute.';
const BLOCKED = 'A blocked card is opened again under Payments: choose the card there and press Unblock.';
const PARCEL = 'A parcel that is late is searched for: open Orders, choose Track, then press Search.';

const A = { name: 'a', question: 'How do I export my invoices?', answer: EXPORT, author: 'Ada' };
const B = { name: 'b', question: 'My card is blocked, what now?', answer: BLOCKED, author: 'Bob' };
const C = { name: 'c', question: 'Where is the parcel I ordered?', answer: PARCEL, author: 'Ada' };
/** Bob says nearly what Ada said, and a little more: the text becomes his. */
const B2 = { name: 'b2', question: 'Invoices as a file, please', answer: EXPORT_AGAIN, author: 'Bob' };

const signal = new AbortController().signal;

describe.each(engines)('rollbacks on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let desk: TaughtDesk;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database?.close());
    beforeEach(async () => {
      desk = await TaughtDesk.open(database);
    });

    const roll = async (scope: store.RollbackScope) => {
      const request = { workspace_id: desk.workspace_id, scope, reason: 'wrong', by: 'Eve' };
      const rollback = await startRollback(desk.parts, request);
      await desk.apply();
      return rollback;
    };
    const undo = async (rollback_id: string) => {
      const undone = await undoRollback(desk.parts, {
        workspace_id: desk.workspace_id,
        rollback_id,
        by: 'Eve',
      });
      await desk.apply();
      return undone;
    };
    const preview = (scope: store.RollbackScope) =>
      previewRollback(desk.parts, { workspace_id: desk.workspace_id, scope });

    test('the model’s bytes are those of one that never saw it', async () => {
      await desk.teach(A);
      const a = await desk.ledger();
      const label = { kind: 'glossary-changed', entry: { term: 'x', meaning: 'y', state: 'on' } } as const;
      const b = await desk.teach({ ...B, before: [label] });
      await roll({ kind: 'lessons', ids: [b] });
      const rolled = await desk.fold();
      expect(bytesAt(rolled, 1_000)).toBe(bytesAt(folded(a), 1_000));
      expect([...rolled.resolutions.keys()]).toEqual([(await desk.resolutionOf(await desk.teach(A))).id]);
    });

    test('its resolution is retired, its exemplar gone, and the lesson tells so', async () => {
      const a = await desk.teach(A);
      const b = await desk.teach(B);
      const rollback = await roll({ kind: 'author', author: 'Bob' });
      expect(rollback).toMatchObject({ state: 'done', counts: { lessons: 1, retired: 1, reverted: 0 } });
      expect(await desk.lesson(b)).toMatchObject({ status: 'rolled-back', rollback_id: rollback.id });
      expect((await desk.resolutionOf(b)).retired_at).not.toBeNull();
      expect((await desk.resolutionOf(a)).retired_at).toBeNull();
      const { resolution_id } = await desk.lesson(b);
      expect(await desk.tx((tx) => store.listExemplars(tx, resolution_id))).toEqual([]);
      expect((await desk.tx(store.countLearning)).exemplars).toBe(1);
    });

    test('a text that it had replaced stands again, in the row and in the model, as a version of its own', async () => {
      const a = await desk.teach(A);
      const b = await desk.teach(B2);
      const row = await desk.resolutionOf(a);
      expect([row.text, row.version]).toEqual([EXPORT_AGAIN, 2]);
      expect((await desk.lesson(b)).resolution_id).toBe(row.id);
      expect(await preview({ kind: 'lessons', ids: [b] })).toMatchObject({
        lessons: 1,
        retired: 0,
        reverted: 1,
      });
      await roll({ kind: 'lessons', ids: [b] });
      const reverted = await desk.resolutionOf(a);
      expect([reverted.text, reverted.version]).toEqual([EXPORT, 3]);
      expect((await desk.fold()).resolutions.get(row.id)?.text).toBe(EXPORT);
    });

    test('what the single writer has not taken yet never comes into the ledger', async () => {
      await desk.teach(A);
      const before = await desk.ledger();
      const b = await desk.say(B);
      await roll({ kind: 'lessons', ids: [b] });
      expect(await desk.ledger()).toEqual(before);
      expect((await desk.lesson(b)).proposal?.events).toHaveLength(2);
    });

    test('an undo puts it back: found again, with its exemplar, and once only', async () => {
      await desk.teach(A);
      const b = await desk.teach(B);
      const c = await desk.say(C);
      const standing = (await desk.fold()).resolutions;
      const rollback = await roll({ kind: 'lessons', ids: [b, c] });
      expect((await desk.fold()).exemplars).toBe(1);
      expect((await undo(rollback.id)).state).toBe('undone');
      const again = await desk.fold();
      expect(again.exemplars).toBe(3);
      expect(again.resolutions.get((await desk.lesson(b)).resolution_id)).toEqual(
        standing.get((await desk.lesson(b)).resolution_id),
      );
      expect(await desk.lesson(b)).toMatchObject({ status: 'open', proposal: null, rollback_id: null });
      expect((await desk.resolutionOf(c)).retired_at).toBeNull();
      await expect(undo(rollback.id)).rejects.toMatchObject({ code: 'conflict' });
      // And back once more: what was told again is found under the lesson, too.
      await roll({ kind: 'lessons', ids: [b] });
      expect((await desk.fold()).exemplars).toBe(2);
      expect((await desk.resolutionOf(b)).retired_at).not.toBeNull();
    });

    test('put back, an older text does not stand above a newer one that stayed', async () => {
      const a = await desk.teach(A);
      await desk.teach(B2);
      const rollback = await roll({ kind: 'lessons', ids: [a] });
      expect((await desk.resolutionOf(a)).text).toBe(EXPORT_AGAIN);
      await undo(rollback.id);
      const { id, text, version } = await desk.resolutionOf(a);
      expect([text, version]).toEqual([EXPORT_AGAIN, 2]);
      const engine = await desk.fold();
      expect(engine.exemplars).toBe(2);
      expect(engine.resolutions.get(id)?.text).toBe(EXPORT_AGAIN);
    });

    test('to a point in time: lessons, texts, labels and terms go, settings stay', async () => {
      const a = await desk.teach(A);
      const before = await desk.ledger();
      desk.now_ms += 60_000;
      const since = new Date(desk.now_ms).toISOString();
      const settings = { max_error: 0.1 } as never;
      const at = new Date(desk.now_ms + 1);
      await desk.tx((tx) =>
        store.appendEvents(tx, [
          { id: 'set', kind: 'settings-changed', payload: { kind: 'settings-changed', settings }, at },
          {
            id: 'term',
            kind: 'glossary-changed',
            payload: { kind: 'glossary-changed', entry: { term: 'x', meaning: 'y', state: 'on' } },
            at,
          },
        ]),
      );
      await desk.teach(B);
      await desk.teach(B2);
      const rollback = await roll({ kind: 'since', at: since });
      expect(rollback.counts).toEqual({ lessons: 2, retired: 1, reverted: 1 });
      const forgotten = new Set(
        (await desk.ledger()).flatMap((event) => (event.kind === 'events-forgotten' ? event.forgotten : [])),
      );
      const left = (await desk.ledger()).filter(
        ({ seq, kind }) => !forgotten.has(seq) && kind !== 'events-forgotten',
      );
      expect(left.map(({ kind }) => kind)).toEqual([...before.map(({ kind }) => kind), 'settings-changed']);
      expect(await desk.tx(store.listGlossary)).toEqual([]);
      expect((await desk.resolutionOf(a)).text).toBe(EXPORT);
      await undo(rollback.id);
      expect(await desk.tx(store.listGlossary)).toHaveLength(1);
      expect((await desk.resolutionOf(a)).text).toBe(EXPORT_AGAIN);
    });

    test('a crash in the middle leaves nothing half done', async () => {
      await desk.teach(A);
      const b = await desk.teach(B);
      const before = await desk.tx((tx) => everything(tx));
      const jobs = {
        enqueue: async () => {
          throw new Error('the power went');
        },
      };
      const request = {
        workspace_id: desk.workspace_id,
        scope: { kind: 'lessons', ids: [b] },
        reason: '',
        by: 'Eve',
      } as const;
      await expect(startRollback({ ...desk.parts, jobs } as never, request)).rejects.toThrow(
        'the power went',
      );
      expect(await desk.tx((tx) => everything(tx))).toEqual(before);
    });

    test('many go in the background, and a job that comes twice does it once', async () => {
      const many = Array.from({ length: 201 }, (_, n) => ticket(n, BLOCKED));
      await desk.import('imp_many01', many);
      await desk.apply();
      const rollback = await roll({ kind: 'import', import_id: 'imp_many01' });
      expect(rollback).toMatchObject({ state: 'running', done: 0, total: 201 });
      const job = { workspace_id: desk.workspace_id, rollback_id: rollback.id };
      await runRollback(desk.parts, job, signal);
      await runRollback(desk.parts, job, signal);
      await desk.apply();
      const row = await desk.tx((tx) => store.getRollback(tx, rollback.id));
      expect(row).toMatchObject({ state: 'done', done: 201, counts: { lessons: 201, retired: 1 } });
      const ledger = await desk.ledger();
      const forgotten = ledger.flatMap((event) =>
        event.kind === 'events-forgotten' ? [event.forgotten] : [],
      );
      const taught = ledger.filter(({ kind }) => kind === 'lesson-applied' || kind === 'resolution-upserted');
      expect(forgotten).toEqual([taught.map(({ seq }) => seq)]);
    });

    test('an import goes whole, applied or not; what people did stays observed', async () => {
      await desk.teach(A);
      const mine = await desk.tx((tx) => tx.selectFrom('lessons').select('id').execute());
      await desk.import('imp_first1', [ticket(1, BLOCKED), ticket(2, PARCEL)]);
      await desk.apply();
      await desk.import('imp_first1', [ticket(3, BLOCKED), ticket(4, PARCEL)]);
      const rollback = await roll({ kind: 'import', import_id: 'imp_first1' });
      expect(rollback.counts).toEqual({ lessons: 4, retired: 2, reverted: 0 });
      const rolled = await desk.fold();
      expect([rolled.exemplars, rolled.resolutions.size]).toEqual([1, 1]);
      expect((await desk.ledger()).filter(({ kind }) => kind === 'path-observed')).toHaveLength(4);
      expect((await desk.ledger()).filter(({ kind }) => kind === 'lesson-applied')).toHaveLength(3);
      await undo(rollback.id);
      const again = await desk.fold();
      expect([again.exemplars, again.resolutions.size]).toEqual([5, 3]);
      const standing = await desk.tx((tx) =>
        tx.selectFrom('lessons').selectAll().where('status', '=', 'rolled-back').execute(),
      );
      expect([mine.length, standing]).toEqual([1, []]);
    });

    test('what others only added questions to keeps its text, though the lesson that brought it goes', async () => {
      await desk.import('imp_first1', [ticket(1, BLOCKED)]);
      await desk.import('imp_second', [ticket(2, BLOCKED)]);
      await desk.apply();
      const rollback = await roll({ kind: 'import', import_id: 'imp_first1' });
      expect(rollback.counts).toMatchObject({ lessons: 1, retired: 0 });
      const engine = await desk.fold();
      expect(engine.exemplars).toBe(1);
      expect([...engine.resolutions.values()].map(({ text }) => text)).toEqual([BLOCKED]);
    });

    test('names the conversations whose answers used it', async () => {
      const a = await desk.teach(A);
      const b = await desk.teach(B2);
      const { resolution_id } = await desk.lesson(a);
      const { exemplar_id } = await desk.lesson(b);
      await desk.tx(async (tx) => {
        for (const id of ['cnv_used', 'cnv_other']) await addConversation(tx, id);
        await decide(tx, { id: 'used', resolution_id, exemplar_id: exemplar_id ?? '' });
        await decide(tx, { id: 'other', resolution_id: 'res_another', exemplar_id: 'e' });
      });
      const { used } = await preview({ kind: 'lessons', ids: [b] });
      expect(used.total).toBe(1);
      expect(used.newest).toMatchObject([{ conversation_id: 'cnv_used', action: 'answer' }]);
      desk.now_ms = Date.now();
      const rollback = await roll({ kind: 'lessons', ids: [b] });
      const read = () =>
        readRollback(desk.parts, { workspace_id: desk.workspace_id, rollback_id: rollback.id });
      expect(await read()).toMatchObject({ puts_back: 1, used });
      // What rests on it once it is back is nothing that the rollback was about.
      await undo(rollback.id);
      await desk.tx(async (tx) => {
        await addConversation(tx, 'cnv_since');
        await decide(tx, { id: 'since', resolution_id, exemplar_id: exemplar_id ?? '' });
      });
      expect(await read()).toMatchObject({ puts_back: 0, used });
    });

    test('another workspace keeps what it has learned', async () => {
      const other = await TaughtDesk.open(database);
      await other.teach(B);
      await desk.teach(B);
      await roll({ kind: 'author', author: 'Bob' });
      expect((await other.fold()).exemplars).toBe(1);
    });
  });
});

function ticket(n: number, answer: string): Ticket {
  const text = `Question number ${n} of a customer about something`;
  return ticketSchema.parse({
    id: `t${n}`,
    at: new Date(Date.UTC(2025, 0, n)).toISOString(),
    text,
    actions: ['look up'],
    messages: [
      { role: 'customer', text },
      { role: 'agent', text: answer, by: 'Grace' },
    ],
  });
}

async function decide(tx: store.Tx, given: { id: string; resolution_id: string; exemplar_id: string }) {
  const { id, resolution_id, exemplar_id } = given;
  const conversation_id = `cnv_${id}`;
  const at = new Date();
  const message = {
    id: `msg_${id}`,
    conversation_id,
    author: 'customer',
    kind: 'message',
    text: 'x',
    at,
  } as const;
  await store.appendMessage(tx, message);
  const decision = { candidates: [{ resolution_id, exemplar_id }] };
  const ids = { id: `dec_${id}`, conversation_id, message_id: message.id, resolution_id };
  const row = {
    ...ids,
    generation: 0,
    action: 'answer',
    confidence: 1,
    audited: false,
    model_version: 1,
  } as const;
  await store.insertDecision(tx, { ...row, question: {}, decision, at });
}

async function everything(tx: store.Tx) {
  const lessons = await tx.selectFrom('lessons').selectAll().orderBy('id').execute();
  const exemplars = await tx.selectFrom('exemplars').selectAll().orderBy('id').execute();
  const outbox = await tx.selectFrom('outbox').selectAll().orderBy('id').execute();
  const rollbacks = await tx.selectFrom('rollbacks').selectAll().execute();
  return { lessons, exemplars, outbox, rollbacks };
}
