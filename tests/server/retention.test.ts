/** What a workspace no longer keeps goes in the night: what is older, nothing younger; the team's words stay. */
import { sql } from 'kysely';
import { type RetentionPolicy, ticket as ticketSchema } from '@understudy/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  applyRetention,
  DEFAULT_RETENTION,
  previewRetention,
  setRetention,
} from '../../packages/server/src/flow/apply-retention.ts';
import { raiseAlarm, settle } from '../../packages/server/src/raise-alarm.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { verifyAuditLog } from '../../packages/server/src/verify-audit-log.ts';
import { engines } from '../database/databases.ts';
import { call, setUp, startTestServer } from './harness.ts';
import { bytesAt, folded, TaughtDesk } from './taught-desk.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 5, 1);
const signal = new AbortController().signal;
const ANSWER =
  'Dear Grace, open Exports, choose Nightly and raise the limit. It ends at midnight by default.';
const PARCEL = 'A parcel that is late is searched for: open Orders, choose Track, then press Search.';

const PAGE: store.StoredPage = {
  route: '/billing/*',
  title: null,
  query: {},
  seconds: 1,
  events: [],
  viewport: null,
  locale: null,
  release: null,
};
const KEEP_ALL: RetentionPolicy = { ...DEFAULT_RETENTION, page_contexts: null };

describe.each(engines)('retention on $name', ({ open, missing }) => {
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

    const daysAgo = (days: number) => new Date(NOW_MS - days * DAY_MS);
    const keep = async (days: Partial<RetentionPolicy>) => {
      const policy = { ...KEEP_ALL, ...days };
      const { workspace_id, parts } = desk;
      await setRetention(parts, { workspace_id, policy, onChange: () => undefined });
      return policy;
    };
    const night = async () => {
      desk.now_ms = NOW_MS;
      await applyRetention(desk.parts, { workspace_id: desk.workspace_id }, signal);
      const row = await desk.tx(store.getRetention);
      return row?.last_run ?? null;
    };
    const idsOf = (table: 'conversations' | 'customers' | 'messages' | 'exemplars' | 'snapshots') =>
      desk.tx(async (tx) => {
        const rows = await sql<{ id: string }>`select * from ${sql.table(table)} order by 2`.execute(tx);
        return rows.rows.map(({ id }) => id);
      });

    /** A conversation, its lesson and a decision, as old as said. */
    async function talk(n: string, days: number, who: { name: string; question: string; answer: string }) {
      const at = daysAgo(days);
      const [customer_id, id] = [`cus_${n}`, `cnv_${n}`];
      await desk.tx(async (tx) => {
        const { name } = who;
        const email = `${n}@example.com`;
        await store.findOrCreateCustomer(tx, {
          id: customer_id,
          external_id: `host-${n}`,
          name,
          email,
          account: null,
        });
        const context = { page: `/seen-by-${n}` };
        const conversation = {
          id,
          customer_id,
          channel: 'widget',
          status: 'resolved',
          subject: who.question,
        } as const;
        await store.createConversation(tx, { ...conversation, context, at });
        const message = { id: `msg_${n}`, conversation_id: id, author: 'customer', kind: 'message' } as const;
        await store.appendMessage(tx, { ...message, text: who.question, at });
        await store.appendOutcome(tx, {
          id: `out_${n}`,
          conversation_id: id,
          decision_id: null,
          kind: 'draft-edited',
          source_event: message.id,
          detail: { said: `words of ${n}`, edit_distance: 0.25 },
          at,
        });
        await sql`update customers set created_at = ${at} where id = ${customer_id}`.execute(tx);
      });
      const { question, answer } = who;
      return desk.teach({ name: n, question, answer, author: 'Ada', title: question });
    }

    const grace = {
      name: 'Grace Hopper',
      question: 'Why does the nightly export stop at midnight?',
      answer: ANSWER,
    };
    const alan = { name: 'Alan Turing', question: 'Where is the parcel that I ordered?', answer: PARCEL };

    test('old conversations go with what the model learned from them; young ones and the team’s words stay', async () => {
      const old = await talk('grace', 90, grace);
      const young = await talk('alan', 10, alan);
      const seen = await desk.ledger();
      const policy = await keep({ conversations: 30 });
      desk.now_ms = NOW_MS;
      const { workspace_id } = desk;
      expect(await previewRetention(desk.parts, { workspace_id, policy })).toMatchObject({
        conversations: 1,
        imported: 0,
      });
      expect(await idsOf('conversations')).toHaveLength(2); // only looked
      expect(await night()).toMatchObject({ gone: { conversations: 1, imported: 0 }, goes_on: false });
      await desk.apply();

      for (const table of ['conversations', 'customers', 'messages'] as const)
        expect(await idsOf(table)).toEqual([expect.stringMatching(/_alan$/)]);
      expect(await idsOf('exemplars')).toHaveLength(1);
      expect(await desk.lesson(old)).toMatchObject({ question: '[erased]', conversation_id: null });
      expect(await desk.lesson(young)).toMatchObject({ question: alan.question });
      const kept = await desk.resolutionOf(old);
      const text = ANSWER.replace('Grace', '[erased]');
      expect(kept).toMatchObject({ text, title: text.slice(0, 80), retired_at: null });

      const after = await desk.ledger();
      expect(JSON.stringify(after)).not.toContain('nightly export stop');
      const remembering = folded(seen);
      for (const event of after) if (event.seq > remembering.version) remembering.learn(event);
      expect(bytesAt(remembering, 1_000)).toBe(bytesAt(folded(after), 1_000));
      expect((await desk.fold()).exemplars).toBe(1);
      expect((await desk.fold()).resolutions.get(kept.id)?.text).toBe(text);
    });

    test('of several who go at once, each name goes from what was written to them only; the model forgets once', async () => {
      const taught = [
        await talk('grace', 90, grace),
        await talk('alan', 90, { ...alan, answer: `${PARCEL} Grace at the desk helps with that.` }),
      ];
      await keep({ conversations: 30 });
      await night();
      const rows = await Promise.all(taught.map((id) => desk.resolutionOf(id)));
      expect(rows.map(({ text }) => text.includes('Grace'))).toEqual([false, true]);
      const told = await desk.tx((tx) =>
        tx.selectFrom('outbox').select('id').where('kind', '=', 'forget').execute(),
      );
      expect(told).toHaveLength(1);
    });

    test('a customer who still writes stays, and loses the old conversation only', async () => {
      await talk('grace', 90, grace);
      await desk.tx((tx) =>
        store.createConversation(tx, {
          id: 'cnv_again',
          customer_id: 'cus_grace',
          channel: 'widget',
          status: 'ai',
          subject: 'Again',
          context: {},
          at: daysAgo(1),
        }),
      );
      await keep({ conversations: 30 });
      await night();
      expect([await idsOf('customers'), await idsOf('conversations')]).toEqual([
        ['cus_grace'],
        ['cnv_again'],
      ]);
    });

    test('imported tickets have a time of their own, in batches, and what others wrote in is left alone', async () => {
      await talk('alan', 400, alan);
      const tickets = Array.from({ length: 230 }, (_, n) => {
        const text = `How do I move shelf number ${n} of my storage room?`;
        const messages = [
          { role: 'customer', text },
          { role: 'agent', text: PARCEL, by: 'Grace' },
        ];
        return ticketSchema.parse({
          id: `t${n}`,
          at: daysAgo(n < 210 ? 800 : 5).toISOString(),
          text,
          messages,
        });
      });
      await desk.import('imp_old0001', tickets);
      await desk.apply();
      await keep({ imported: 365 });
      expect(await night()).toMatchObject({ gone: { imported: 210, conversations: 0 }, goes_on: false });
      await desk.apply();
      expect(await idsOf('conversations')).toHaveLength(21);
      expect((await desk.fold()).exemplars).toBe(21);
    });

    test('details, captured lessons and caches go; the figures and what is in force stay', async () => {
      await talk('grace', 90, grace);
      await talk('alan', 10, alan);
      const applied = await desk.say({
        name: 'open',
        question: 'Open?',
        answer: 'An answer that is in force here.',
        author: 'Ada',
      });
      await desk.tx(async (tx) => {
        const proposal = JSON.stringify({ events: [{ kind: 'resolution-retired', resolution_id: 'x' }] });
        for (const [id, days] of [
          ['les_old', 90],
          ['les_young', 5],
        ] as const)
          await sql`insert into lessons (id, kind, stage, title, question, resolution_id, source, source_key, at, status, proposal)
            select ${id}, 'new-resolution', 'captured', 'T', 'Secret words', resolution_id, 'human-reply', ${id},
              ${daysAgo(days)}, 'open', ${proposal}::jsonb from lessons where id = ${applied}`.execute(tx);
        for (const [hash, days] of [
          ['old', 90],
          ['young', 5],
        ] as const)
          await sql`insert into snapshots (config_hash, seq, part, bytes, at) values (${hash}, 0, 0, 'x', ${daysAgo(days)})`.execute(
            tx,
          );
      });
      const policy = await keep({ details: 30, captured_lessons: 30, caches: 30 });
      desk.now_ms = NOW_MS;
      const { workspace_id } = desk;
      const told = await previewRetention(desk.parts, { workspace_id, policy });
      expect(await night()).toMatchObject({ gone: told });
      expect(told).toMatchObject({ details: 2, captured_lessons: 1, conversations: 0 });
      const found = await desk.tx(async (tx) => ({
        contexts: (await sql<{ context: unknown }>`select context from conversations order by id`.execute(tx))
          .rows,
        details: (await sql<{ detail: unknown }>`select detail from outcomes order by id`.execute(tx)).rows,
        snapshots: (await sql<{ config_hash: string }>`select config_hash from snapshots`.execute(tx)).rows,
      }));
      expect(found).toEqual({
        contexts: [{ context: { page: '/seen-by-alan' } }, { context: {} }],
        details: [
          { detail: { said: 'words of alan', edit_distance: 0.25 } },
          { detail: { edit_distance: 0.25 } },
        ],
        snapshots: [{ config_hash: 'young' }],
      });
      expect(await desk.lesson('les_old')).toMatchObject({
        status: 'rejected',
        question: '[erased]',
        proposal: { events: [] },
      });
      expect(await desk.lesson('les_young')).toMatchObject({ status: 'open', question: 'Secret words' });
      expect(await desk.lesson(applied)).toMatchObject({ question: 'Open?', proposal: null });
    });

    test('alarms go once they were settled for long enough; a lock that a person settled stays known', async () => {
      const { parts, workspace_id } = desk;
      const raise = (key: string, kind: 'harm' | 'certificate-locked' = 'harm') =>
        desk.tx((tx) => {
          const said = {
            title: key,
            text: 'It got worse.',
            done: null,
            link: '/audits',
            severity: 'acts',
          } as const;
          return raiseAlarm(parts, tx, { workspace_id, key, kind, ...said });
        });
      const settleAs = (id: string | null, by: string | null) =>
        desk.tx((tx) => settle(parts, tx, { workspace_id, id: id ?? '', by, note: null }));
      const left = async () => {
        const { items } = await desk.tx((tx) => store.pageAlarms(tx, { limit: 20 }));
        return items.map(({ key }) => key).toSorted((a, b) => a.localeCompare(b));
      };
      desk.now_ms = daysAgo(90).getTime();
      await settleAs(await raise('over long ago'), null);
      await raise('open since long ago');
      await settleAs(await raise('lock that is over', 'certificate-locked'), null);
      await settleAs(await raise('lock that Ada knows', 'certificate-locked'), 'Ada');
      const late = await raise('raised long ago, over lately');
      desk.now_ms = daysAgo(5).getTime();
      await settleAs(late, 'Ada');
      const policy = await keep({ alarms: 30 });
      desk.now_ms = NOW_MS;
      expect(await previewRetention(parts, { workspace_id, policy })).toMatchObject({ alarms: 2 });
      expect(await night()).toMatchObject({ gone: { alarms: 2 } });
      expect(await left()).toEqual([
        'lock that Ada knows',
        'open since long ago',
        'raised long ago, over lately',
      ]);
    });

    test('what customers saw, and events of accounts, go after 30 days where nobody says otherwise', async () => {
      await talk('grace', 31, grace);
      await talk('alan', 29, alan);
      await desk.tx(async (tx) => {
        for (const [name, days] of [
          ['grace', 31],
          ['alan', 29],
        ] as const) {
          const { rows } = await sql<{ id: string }>`
            select id from messages where conversation_id = ${`cnv_${name}`} limit 1`.execute(tx);
          const at = daysAgo(days);
          const page = { ...PAGE, title: name };
          const row = { message_id: rows[0]?.id ?? '', conversation_id: `cnv_${name}`, page, at };
          await store.insertPageContext(tx, row);
          await store.addAccountEvents(tx, [{ account_id: 'acme', name, at }]);
          // A guide that was followed outside of a conversation, and in one.
          await sql`insert into guides (id, resolution_id, created_at)
            select 'gde', min(id), ${at} from resolutions on conflict do nothing`.execute(tx);
          const run = {
            guide_id: 'gde',
            version: 1,
            customer_id: `cus_${name}`,
            state: 'left',
            step: 0,
            at,
          } as const;
          await store.reportGuideRun(tx, { ...run, run_id: `alone-${name}`, conversation_id: null });
          await store.reportGuideRun(tx, { ...run, run_id: `asked-${name}`, conversation_id: `cnv_${name}` });
        }
      });
      expect(await night()).toMatchObject({ gone: { page_contexts: 3, conversations: 0 } });
      const runs = await desk.tx((tx) =>
        sql<{ run_id: string }>`select run_id from guide_runs order by 1`.execute(tx),
      );
      expect(runs.rows.map(({ run_id }) => run_id)).toEqual(['alone-alan', 'asked-alan', 'asked-grace']);
      const left = await desk.tx(async (tx) => [
        (await store.listPageContexts(tx, { conversation_id: 'cnv_grace', limit: 9 })).length,
        (await store.listPageContexts(tx, { conversation_id: 'cnv_alan', limit: 9 })).length,
        ...(await store.newestAccountEvents(tx, { account_id: 'acme', limit: 9 })).map(({ name }) => name),
      ]);
      expect(left).toEqual([0, 1, 'alan']);
      await keep({ caches: 30 });
      expect(await night()).toMatchObject({ gone: { page_contexts: 0 } });
      expect(
        await desk.tx((tx) => store.listPageContexts(tx, { conversation_id: 'cnv_alan', limit: 9 })),
      ).toHaveLength(1);
    });

    test('entries of the audit log lose their details, and the chain still verifies', async () => {
      const log = (action: string, category: string, days: number) =>
        desk.tx((tx) =>
          store.appendAuditLog(tx, {
            at: daysAgo(days),
            category,
            action,
            outcome: 'done',
            actor_kind: 'member',
            actor_id: 'mem_1',
            via: 'session',
            subject_kind: null,
            subject_id: null,
            detail: { actor: 'Ada' },
          }),
        );
      await log('signIn', 'sign-in', 90);
      await log('getConversation', 'personal-data', 90);
      await log('erasePerson', 'personal-data', 90);
      await log('updateSettings', 'settings', 90);
      await log('getConversation', 'personal-data', 5);
      await keep({ sign_ins: 30, access_entries: 30 });
      expect(await night()).toMatchObject({ gone: { sign_ins: 1, access_entries: 1 } });
      const entries = await desk.tx((tx) => store.readAuditLog(tx, { after_seq: 0, limit: 10 }));
      expect(entries.map(({ action, detail }) => [action, detail !== null])).toEqual([
        ['signIn', false],
        ['getConversation', false],
        ['erasePerson', true],
        ['updateSettings', true],
        ['getConversation', true],
        ['applyRetention', true],
      ]);
      expect(await verifyAuditLog(database, desk.workspace_id, null)).toMatchObject({
        ok: true,
        entries: 6,
        erased: 2,
      });
    });

    test('of another workspace nothing goes, and “for ever” takes nothing', async () => {
      await talk('grace', 900, grace);
      const other = desk;
      desk = await TaughtDesk.open(database);
      await talk('alan', 900, alan);
      await keep({ conversations: 30, details: 30, caches: 30 });
      await night();
      expect(await idsOf('conversations')).toEqual([]);
      desk = other;
      expect(await idsOf('conversations')).toEqual(['cnv_grace']);
      await keep({});
      expect(await night()).toBeNull();
      expect(await idsOf('conversations')).toEqual(['cnv_grace']);
    });
  });
});

describe('over HTTP', () => {
  test('an owner sets it, sees what would go, and the audit log says what was changed', async () => {
    const server = await startTestServer(await (engines[0] as (typeof engines)[0]).open());
    try {
      const { owner } = await setUp(server);
      const before = (await call(server.url, 'getRetention', owner)).value;
      const next_run = expect.stringContaining('T03:00:00');
      expect(before).toEqual({ policy: DEFAULT_RETENTION, next_run, last_run: null });
      expect(before.policy).toEqual({ ...KEEP_ALL, page_contexts: 30 });
      const body = { ...KEEP_ALL, conversations: 365, sign_ins: 30 };
      expect((await call(server.url, 'previewRetention', { ...owner, body })).value).toMatchObject({
        conversations: 0,
      });
      const after = (await call(server.url, 'setRetention', { ...owner, body })).value;
      expect(after).toMatchObject({ policy: body, next_run: expect.stringContaining('T03:00:00') });
      const jobs = await server.database.asSystem((tx) =>
        sql`select start_after > now() as waits from pgboss.job where name = 'apply-retention'`.execute(tx),
      );
      expect(jobs.rows).toEqual([{ waits: true }]);
      const [entry] = (await call(server.url, 'listAuditLog', owner)).value.items;
      expect(entry).toMatchObject({
        action: 'setRetention',
        category: 'settings',
        detail: {
          changes: { conversations: [null, 365], page_contexts: [30, null], sign_ins: [null, 30] },
        },
      });
      const wrong = await call(server.url, 'setRetention', { ...owner, body: { ...body, caches: 0 } });
      expect(wrong.problem.code).toBe('invalid-request');
    } finally {
      await server.close();
      await server.database.close();
    }
  }, 60_000);
});
