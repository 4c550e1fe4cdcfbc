/** Alarms: one of a key is open at a time, people are told by e-mail, seldom and wholly, and what was done stands in it. */
import type { Notices } from '@understudy/contract';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tellLocks } from '../../packages/server/src/certificate-alarms.ts';
import { changeNotices } from '../../packages/server/src/flow/change-notices.ts';
import { mailAlarms, MOST_AN_HOUR } from '../../packages/server/src/flow/mail-alarms.ts';
import { mailNotice } from '../../packages/server/src/flow/mail-notice.ts';
import { sendSummary } from '../../packages/server/src/flow/send-summary.ts';
import { settleAlarm } from '../../packages/server/src/flow/settle-alarm.ts';
import type { JobName, Jobs } from '../../packages/server/src/jobs/jobs.ts';
import { createLog } from '../../packages/server/src/log.ts';
import { createMailer } from '../../packages/server/src/mail/mailer.ts';
import { createStopTokens } from '../../packages/server/src/mail/stop-token.ts';
import { nextSummaryAt, summaryRange } from '../../packages/server/src/next-summary.ts';
import { raiseAlarm, settleAlarmOf } from '../../packages/server/src/raise-alarm.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace, engines } from '../database/databases.ts';
import { SmtpDouble } from './smtp-double.ts';

const ALARM = {
  kind: 'harm',
  severity: 'acts',
  title: 'Answers about invoices got worse',
  text: '4 of 12 audits were wrong.',
  done: 'Held.',
  link: '/autonomy',
} as const;
const START = Date.UTC(2026, 5, 3, 10, 30);
const HOUR_MS = 3_600_000;
const NEVER: Notices['summary'] = { every: 'never', to: [], hour: 7 };

interface Enqueued {
  readonly name: JobName;
  readonly data: object;
  readonly key: string | undefined;
  readonly at_ms: number;
}

describe('the next summary', () => {
  const after = (every: 'never' | 'day' | 'week' | 'month', at: string) =>
    nextSummaryAt({ every, hour: 7, to: [] }, Date.parse(at))?.toISOString() ?? null;

  it.each([
    ['never', '2026-06-03T10:00:00Z', null],
    ['day', '2026-06-03T06:59:59Z', '2026-06-03T07:00:00.000Z'],
    ['day', '2026-06-03T07:00:00Z', '2026-06-04T07:00:00.000Z'],
    ['week', '2026-06-03T10:00:00Z', '2026-06-08T07:00:00.000Z'],
    ['week', '2026-06-08T07:00:00Z', '2026-06-15T07:00:00.000Z'],
    ['month', '2026-06-03T10:00:00Z', '2026-07-01T07:00:00.000Z'],
    ['month', '2026-12-01T07:00:00Z', '2027-01-01T07:00:00.000Z'],
  ] as const)('every %s after %s comes at %s', (every, at, next) => {
    expect(after(every, at)).toBe(next);
  });
});

describe('the days of a summary', () => {
  it.each([
    ['day', '2026-06-03T07:00:00Z', '2026-06-02', '2026-06-02'],
    ['week', '2026-06-08T07:00:00Z', '2026-06-01', '2026-06-07'],
    ['never', '2026-06-08T07:00:00Z', '2026-06-01', '2026-06-07'],
    ['month', '2026-03-01T07:00:00Z', '2026-02-01', '2026-02-28'],
    ['month', '2026-08-01T07:00:00Z', '2026-07-01', '2026-07-31'],
    ['month', '2026-01-01T00:00:00Z', '2025-12-01', '2025-12-31'],
    // Asked for by hand.
    ['month', '2026-03-31T12:00:00Z', '2026-02-28', '2026-03-30'],
  ] as const)('every %s, sent %s, are %s to %s', (every, at, from, to) => {
    expect(summaryRange(every, Date.parse(at))).toEqual({ from, to });
  });
});

describe.each(engines)('alarms on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let workspace_id: string;
    let smtp: SmtpDouble;
    let now_ms = START;
    let enqueued: Enqueued[] = [];
    const jobs: Pick<Jobs, 'enqueue'> = {
      enqueue: async (_tx, name, data, { singletonKey: key, startAfter } = {}) => {
        const waits = (job: Enqueued) => key !== undefined && job.name === name && job.key === key;
        if (!enqueued.some(waits)) enqueued.push({ name, data, key, at_ms: startAfter?.getTime() ?? now_ms });
      },
    };
    const parts = (url = `smtp://127.0.0.1:${smtp.port}`) => ({
      database,
      jobs: jobs as Jobs,
      now_ms: () => now_ms,
      log: createLog('silent'),
      models: {
        estimate: async () => ({
          overall: { answers: 0, audited: 0, risk: null, effective_audits: 0 },
          by_stakes: [],
        }),
        topics: async () => [],
        certificates: async () => [],
      } as never,
      mail: {
        mailer: createMailer({ url, from: 'desk@acme.example' }),
        stops: createStopTokens('k'.repeat(32)),
        public_url: 'https://desk.acme.example',
      },
    });

    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());
    beforeEach(async () => {
      workspace_id = await addWorkspace(database);
      smtp = await SmtpDouble.start();
      now_ms = START;
      enqueued = [];
    });
    afterEach(() => smtp.stop());

    const tx = <T>(work: (handle: store.Tx) => Promise<T>) => database.asWorkspace(workspace_id, work);
    const raise = (key: string, more: Partial<store.RaisedAlarm> = {}) =>
      tx((handle) => raiseAlarm(parts(), handle, { ...ALARM, key, ...more, workspace_id }));
    const alarms = async (state?: 'open' | 'settled') =>
      (await tx((handle) => store.pageAlarms(handle, { limit: 100, state }))).items;
    const notify = (to: readonly string[], summary = NEVER) =>
      changeNotices(parts(), {
        workspace_id,
        notices: { alarms: [...to], summary },
        onChange: () => undefined,
      });
    /** Works off what is due. */
    async function work() {
      for (;;) {
        const job = enqueued.find(({ at_ms }) => at_ms <= now_ms);
        if (job === undefined) return;
        enqueued = enqueued.filter((each) => each !== job);
        if (job.name === 'mail-alarms') await mailAlarms(parts(), job.data as never);
        if (job.name === 'mail-notice') await mailNotice(parts(), job.data as never);
        if (job.name === 'send-summary') await sendSummary(parts(), job.data as never);
      }
    }
    const subjects = () => smtp.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim());
    const readable = (raw: string) =>
      raw
        .replace(/=\r\n/g, '')
        .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());

    it('are raised once, then say what they say now, and keep what was done', async () => {
      const id = await raise('a');
      expect(id).toMatch(/^alm_/);
      now_ms += 60_000;
      expect(await raise('a', { text: '6 of 14 audits were wrong.', done: 'Held, and demoted.' })).toBeNull();
      expect(await raise('a', { text: '7 of 15 audits were wrong.', done: 'Held, and demoted.' })).toBeNull();
      expect(await alarms()).toMatchObject([
        {
          id,
          text: '7 of 15 audits were wrong.',
          settled_at: null,
          history: [
            { at: new Date(START).toISOString(), by: null, text: 'Raised. Held.' },
            { at: new Date(now_ms).toISOString(), by: null, text: 'Held, and demoted.' },
          ],
        },
      ]);
    });

    it('are settled by who looked, opened again, and settled when it is over', async () => {
      const id = (await raise('a')) ?? '';
      const by = { workspace_id, id, by: 'Ada' };
      const done = await settleAlarm(parts(), { ...by, settled: true, note: 'The page is fixed.' });
      expect(done).toMatchObject({ settled_by: 'Ada', settled_note: 'The page is fixed.' });
      const again = settleAlarm(parts(), { ...by, settled: true, note: null });
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      await settleAlarm(parts(), { ...by, settled: false, note: 'It is not.' });
      await tx((handle) => settleAlarmOf(parts(), handle, { workspace_id, key: 'a', note: 'It is over.' }));
      await tx((handle) => settleAlarmOf(parts(), handle, { workspace_id, key: 'a', note: 'It is over.' }));
      const [row] = await alarms('settled');
      expect(row?.history.map((entry) => [entry.by, entry.text])).toEqual([
        [null, 'Raised. Held.'],
        ['Ada', 'Settled: The page is fixed.'],
        ['Ada', 'Opened again: It is not.'],
        [null, 'Settled: It is over.'],
      ]);
    });

    it('cannot be opened again beside a newer one about the same thing', async () => {
      const id = (await raise('a')) ?? '';
      await tx((handle) => settleAlarmOf(parts(), handle, { workspace_id, key: 'a', note: 'Over.' }));
      expect(await raise('a')).not.toBeNull();
      const reopened = settleAlarm(parts(), { workspace_id, id, by: 'Ada', settled: false, note: null });
      await expect(reopened).rejects.toMatchObject({ code: 'conflict' });
      expect(await alarms('open')).toHaveLength(1);
    });

    it('of one key are never open twice, whatever happens at the same time', async () => {
      const step = fc.record({
        key: fc.constantFrom('a', 'b'),
        act: fc.constantFrom('raise', 'over', 'settle', 'reopen'),
        which: fc.nat(5),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 4 }), async (bursts) => {
          workspace_id = await addWorkspace(database);
          const act = async ({ key, act: what, which }: (typeof bursts)[0][0]) => {
            if (what === 'raise') return void (await raise(key));
            if (what === 'over')
              return tx((handle) => settleAlarmOf(parts(), handle, { workspace_id, key, note: 'Over.' }));
            const known = await alarms();
            const id = known[which % Math.max(1, known.length)]?.id ?? 'alm_none000';
            const given = { workspace_id, id, by: 'Ada', settled: what === 'settle', note: null };
            await settleAlarm(parts(), given).catch((error: { code: string }) => {
              if (!['conflict', 'not-found'].includes(error.code)) throw error;
            });
          };
          for (const burst of bursts) {
            await Promise.all(burst.map(act));
            const keys = (await alarms('open')).map(({ key }) => key);
            expect(new Set(keys).size).toBe(keys.length);
          }
        }),
        { numRuns: 15, seed: 20_261_128 },
      );
    }, 60_000);

    it('go to everybody who hears of them, in plain text, with what was done and where to go on', async () => {
      await notify(['ada@acme.example', 'ben@acme.example', 'ada@acme.example']);
      await raise('a');
      await raise('a');
      await work();
      expect(smtp.received.map(({ to }) => to)).toEqual([['ada@acme.example'], ['ben@acme.example']]);
      const raw = readable(smtp.received[0]?.raw ?? '');
      expect(raw).toMatch(/^Content-Type: text\/plain/m);
      expect(raw).not.toMatch(/text\/html/);
      for (const part of ['Auto-Submitted: auto-generated', ALARM.title, ALARM.text, 'Done already: Held.'])
        expect(raw).toContain(part);
      expect(raw).toContain('https://desk.acme.example/autonomy');
    });

    it('fill an hour with six e-mails at most, and the last one names all that are left', async () => {
      await notify(['ada@acme.example']);
      for (let i = 0; i < 9; i++) {
        await raise(`k${i}`, { title: `Alarm ${i}` });
        now_ms += 1;
      }
      await work();
      expect(subjects()).toEqual([0, 1, 2, 3, 4].map((i) => `Alarm ${i}`).concat('4 alarms'));
      expect(smtp.received).toHaveLength(MOST_AN_HOUR);
      const last = readable(smtp.received.at(-1)?.raw ?? '');
      for (const i of [5, 6, 7, 8]) expect(last).toContain(`# Alarm ${i}`);

      now_ms += 600_000;
      await raise('late', { title: 'Late' });
      await raise('over', { title: 'Over by then' });
      await tx((handle) => settleAlarmOf(parts(), handle, { workspace_id, key: 'over', note: 'Over.' }));
      await work();
      expect(smtp.received).toHaveLength(MOST_AN_HOUR);
      now_ms = START + HOUR_MS + 1_000;
      await work();
      expect(subjects().slice(MOST_AN_HOUR)).toEqual(['Late']);
    });

    it('are mailed where others were being mailed while they were raised', async () => {
      await notify(['ada@acme.example']);
      await raise('a');
      await tx(async (handle) => {
        await raiseAlarm(parts(), handle, { ...ALARM, key: 'b', title: 'B', workspace_id });
        // The job of the first one begins now: it cannot see what is not committed.
        enqueued.shift();
      });
      await work();
      expect(subjects()).toContain('B');
    });

    it('of a flood are all mailed, some hundreds an e-mail', async () => {
      await notify(['ada@acme.example']);
      for (let i = 0; i < 210; i++) await raise(`k${i}`, { title: `Alarm ${i}.` });
      await work();
      now_ms += HOUR_MS + 1_000;
      await work();
      const all = smtp.received.map(({ raw }) => readable(raw)).join('\n');
      for (let i = 0; i < 210; i++) expect(all).toContain(`Alarm ${i}.`);
    }, 120_000);

    it('are mailed again where the mail server does not take them now', async () => {
      await notify(['ada@acme.example']);
      smtp.refusals.push({ code: 451, text: 'later' });
      await raise('a');
      await work();
      expect(smtp.received).toEqual([]);
      now_ms += 61_000;
      await work();
      expect(subjects()).toEqual([ALARM.title]);
      now_ms += HOUR_MS;
      await work();
      expect(smtp.received).toHaveLength(1);
    });

    it('are mailed to nobody where nobody asked, or the raising was rolled back', async () => {
      await raise('a');
      await notify(['ada@acme.example']);
      const failed = tx(async (handle) => {
        await raiseAlarm(parts(), handle, { ...ALARM, key: 'b', workspace_id });
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      await work();
      expect([smtp.received, (await alarms()).map(({ key }) => key)]).toEqual([[], ['a']]);
    });

    it('tell of a locked certificate once, for all cells that it closed, until it is certified anew', async () => {
      const lock = {
        scope: 'everything' as const,
        since: { seq: 7, at_ms: START },
        why: '5 of 9 audited answers were wrong.',
        unlocks: 'About 40 right answers open it again.',
      };
      const cell = (name: string, locked: typeof lock | null) => ({ cell: name, locked }) as never;
      const tell = (cells: readonly never[]) =>
        tx((handle) => tellLocks(parts(), handle, { workspace_id, certificates: cells }));
      await tell([cell('read-only', null)]);
      expect(await alarms()).toEqual([]);
      await tell([cell('read-only', lock), cell('account-changing', lock)]);
      await tell([cell('read-only', lock), cell('account-changing', lock)]);
      const [raised, ...others] = await alarms();
      expect(others).toEqual([]);
      expect(raised).toMatchObject({
        kind: 'certificate-locked',
        title: 'No longer certified: read-only, account-changing',
      });
      // A person knows: it is not raised again for the same lock.
      await settleAlarm(parts(), {
        workspace_id,
        id: raised?.id ?? '',
        by: 'Ada',
        settled: true,
        note: null,
      });
      await tell([cell('read-only', lock)]);
      expect(await alarms('open')).toEqual([]);
      const later = { ...lock, since: { seq: 90, at_ms: START + 1 } };
      await tell([cell('read-only', later)]);
      expect(await alarms('open')).toHaveLength(1);
      await tell([cell('read-only', null)]);
      expect(await alarms('open')).toEqual([]);
    });

    it('are summed up on schedule, with what waits; a changed schedule makes the old plan void', async () => {
      const summary = { every: 'day', to: ['ada@acme.example'], hour: 11 } as const;
      await notify([], { ...summary, to: [...summary.to] });
      await notify([], { ...summary, to: [...summary.to], hour: 12 });
      await raise('a');
      now_ms = Date.UTC(2026, 5, 3, 11);
      await work();
      expect(smtp.received).toEqual([]);
      now_ms = Date.UTC(2026, 5, 3, 12);
      await work();
      expect(subjects()).toEqual(['Test: 2026-06-02']);
      const text = readable(smtp.received[0]?.raw ?? '');
      expect(text).toContain('Waits for you: 1 open alarm.');
      expect(text).toContain('Nobody can say yet how many of its answers are wrong');
      expect(text).toContain('https://desk.acme.example/overview');
      now_ms = Date.UTC(2026, 5, 4, 12);
      await work();
      expect(subjects()).toEqual(['Test: 2026-06-02', 'Test: 2026-06-03']);
      await notify([]);
      now_ms = Date.UTC(2026, 5, 9, 12);
      await work();
      expect(smtp.received).toHaveLength(2);
    });

    it('are summed up the next day where today they could not be, however often today was tried', async () => {
      await notify([], { every: 'day', to: ['ada@acme.example'], hour: 12 });
      now_ms = Date.UTC(2026, 5, 3, 12);
      const [job] = enqueued.splice(0);
      const broken = {
        ...parts(),
        models: { estimate: () => Promise.reject(new Error('no model')) } as never,
      };
      for (let i = 0; i < 3; i++)
        await expect(sendSummary(broken, job?.data as never)).rejects.toThrow('no model');
      expect(smtp.received).toEqual([]);
      now_ms = Date.UTC(2026, 5, 4, 12);
      await work();
      expect(subjects()).toEqual(['Test: 2026-06-03']);
      await work();
      expect(smtp.received).toHaveLength(1);
    });

    it('are summed up once where the first try failed, and that plans the next one once', async () => {
      await notify([], { every: 'day', to: ['ada@acme.example'], hour: 12 });
      now_ms = Date.UTC(2026, 5, 3, 12);
      const [job] = enqueued.splice(0);
      const broken = {
        ...parts(),
        models: { estimate: () => Promise.reject(new Error('no model')) } as never,
      };
      await expect(sendSummary(broken, job?.data as never)).rejects.toThrow('no model');
      for (let i = 0; i < 2; i++) await sendSummary(parts(), job?.data as never);
      await work();
      expect(subjects()).toEqual(['Test: 2026-06-02']);
      expect(enqueued.map(({ name, at_ms }) => [name, at_ms])).toEqual([
        ['send-summary', Date.UTC(2026, 5, 4, 12)],
      ]);
    });
  });
});
