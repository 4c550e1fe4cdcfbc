/** Events to other systems: signed, tried again, replayed, stopped; and nothing is told that did not happen. */
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as webhooks from '../../packages/server/src/flow/change-webhook.ts';
import { deliverWebhook, RETRY_SECONDS } from '../../packages/server/src/flow/deliver-webhook.ts';
import { newId } from '../../packages/server/src/ids.ts';
import type { Jobs, JobTable } from '../../packages/server/src/jobs/jobs.ts';
import { createLog } from '../../packages/server/src/log.ts';
import { promiseWebhook, raiseAlarm } from '../../packages/server/src/raise-alarm.ts';
import { createSeals } from '../../packages/server/src/sealed.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { createWebhookPoster } from '../../packages/server/src/webhook/post-webhook.ts';
import { addWorkspace, engines } from '../database/databases.ts';
import { verified, WebhookDouble } from './webhook-double.ts';

const ALARM = {
  key: 'topic t1',
  kind: 'harm',
  severity: 'acts',
  title: 'Answers about invoices got worse',
  text: '4 of 12 audits were wrong.',
  done: 'Held.',
  link: '/autonomy',
} as const;

interface Enqueued {
  readonly name: string;
  readonly data: JobTable['deliver-webhook'];
  readonly startAfter: Date | undefined;
}

describe.each(engines)('webhooks on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let workspace_id: string;
    let receiver: WebhookDouble;
    /** How far the clock was moved. */
    let moved_ms = 0;
    let enqueued: Enqueued[] = [];
    const jobs: Pick<Jobs, 'enqueue'> = {
      enqueue: async (_tx, name, data, options) => {
        enqueued.push({ name, data: data as JobTable['deliver-webhook'], startAfter: options?.startAfter });
      },
    };
    const seals = createSeals('k'.repeat(32));
    const parts = () => ({
      database,
      jobs: jobs as Jobs,
      now_ms: () => Date.now() + moved_ms,
      log: createLog('silent'),
      seals,
      postWebhook: createWebhookPoster({ allows_private: true, limit_ms: 5_000 }),
    });

    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());
    beforeEach(async () => {
      workspace_id = await addWorkspace(database);
      receiver = await WebhookDouble.start();
      moved_ms = 0;
      enqueued = [];
    });
    afterEach(() => receiver.stop());

    const tx = <T>(work: (handle: store.Tx) => Promise<T>) => database.asWorkspace(workspace_id, work);
    const add = (events: readonly ('alarm.raised' | 'summary.ready')[] = ['alarm.raised']) =>
      webhooks.createWebhook(parts(), {
        workspace_id,
        id: newId('webhook', Date.now()),
        url: receiver.url,
        events,
        is_on: true,
      });
    const raise = (key: string = ALARM.key) =>
      tx((handle) => raiseAlarm(parts(), handle, { ...ALARM, key, workspace_id }));
    /** Works off the jobs of deliveries that are due at the moved clock. */
    async function work() {
      const due = enqueued.filter(({ name, startAfter }) => {
        const at = startAfter?.getTime() ?? 0;
        return name === 'deliver-webhook' && at <= Date.now() + moved_ms;
      });
      enqueued = enqueued.filter((job) => !due.includes(job));
      for (const { data } of due) await deliverWebhook(parts(), data);
    }
    const delivery = async (webhook_id: string) => {
      const { items } = await tx((handle) => store.pageDeliveries(handle, webhook_id, { limit: 10 }));
      return items;
    };
    const get = (id: string) => tx((handle) => store.getWebhook(handle, id));

    it('carry what happened, and are verified by the library of the standard', async () => {
      const { webhook, secret } = await add();
      const id = await raise();
      await work();
      expect(receiver.received).toHaveLength(1);
      const [event] = receiver.received as [(typeof receiver.received)[0]];
      expect(verified(secret, event)).toMatchObject({
        type: 'alarm.raised',
        data: { id, kind: 'harm', title: ALARM.title, done: 'Held.', link: '/autonomy' },
      });
      const [sent] = await delivery(webhook.id);
      expect(sent).toMatchObject({
        state: 'delivered',
        body: event.body,
        tries: [{ status: 204, error: null }],
      });
      expect(event.headers['webhook-id']).toBe(sent?.id);
      expect(event.headers['content-type']).toBe('application/json');

      const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
      expect(() => verified(other, event)).toThrow('No matching signature');
      const forged = { ...event, body: event.body.replace('Held.', 'Gone.') };
      expect(() => verified(secret, forged)).toThrow('No matching signature');
      const renamed = { ...event, headers: { ...event.headers, 'webhook-id': 'dlv_other000' } };
      expect(() => verified(secret, renamed)).toThrow('No matching signature');
    });

    it('are told what they asked for only, and nothing while switched off', async () => {
      const { webhook } = await add(['summary.ready']);
      const { webhook: off } = await add();
      await webhooks.changeWebhook(parts(), { workspace_id, id: off.id, is_on: false });
      await raise();
      await work();
      expect([receiver.received, await delivery(webhook.id), await delivery(off.id)]).toEqual([[], [], []]);
    });

    it('tell nothing of what was rolled back', async () => {
      const { webhook } = await add();
      const failed = tx(async (handle) => {
        await raiseAlarm(parts(), handle, { ...ALARM, workspace_id });
        throw new Error('the work failed');
      });
      await expect(failed).rejects.toThrow('the work failed');
      // The double of the queue does not roll back: so the step itself finds nothing to send.
      expect(enqueued).toHaveLength(1);
      await work();
      expect([receiver.received, await delivery(webhook.id)]).toEqual([[], []]);
    });

    it('are signed with both secrets for a day after a change, then with the new one', async () => {
      const { webhook, secret: old } = await add();
      const { secret } = await webhooks.rotateSecret(parts(), { workspace_id, id: webhook.id });
      await raise('a');
      await work();
      const [during] = receiver.received as [(typeof receiver.received)[0]];
      expect(verified(old, during)).toEqual(verified(secret, during));
      expect(String(during.headers['webhook-signature']).split(' ')).toHaveLength(2);

      moved_ms = 24 * 3_600_000 + 1_000;
      await raise('b');
      await work();
      const after = receiver.received[1];
      // The clock of the receiver moves with ours.
      const {
        'webhook-id': id,
        'webhook-timestamp': at,
        'webhook-signature': signature,
      } = after?.headers ?? {};
      const signed = (own: string) =>
        new Webhook(own).sign(String(id), new Date(Number(at) * 1_000), after?.body ?? '');
      expect(signature).toBe(signed(secret));
      expect(signature).not.toContain(signed(old));
    });

    it('change the secret twice in a day without a third one in use', async () => {
      const { webhook, secret: first } = await add();
      const { secret: second } = await webhooks.rotateSecret(parts(), { workspace_id, id: webhook.id });
      const { secret: third } = await webhooks.rotateSecret(parts(), { workspace_id, id: webhook.id });
      await raise();
      await work();
      const [event] = receiver.received as [(typeof receiver.received)[0]];
      expect(verified(second, event)).toEqual(verified(third, event));
      expect(() => verified(first, event)).toThrow('No matching signature');
    });

    it('are kept sealed: no row holds the secret, and another server key opens none', async () => {
      const { webhook, secret } = await add();
      const { rows } = await database.asSystem((handle) =>
        sql<{ row: string; sealed: string }>`select w::text as row, encode(sealed_secret, 'escape') as sealed
          from webhook_secrets w where webhook_id = ${webhook.id}`.execute(handle),
      );
      expect(JSON.stringify(rows)).not.toContain(secret.slice(10));
      await raise();
      const { data } = enqueued[0] as Enqueued;
      await deliverWebhook({ ...parts(), seals: createSeals('x'.repeat(32)) }, data);
      expect(receiver.received).toEqual([]);
      expect((await delivery(webhook.id))[0]).toMatchObject({
        state: 'waiting',
        tries: [{ status: null, error: expect.stringContaining('secret') }],
      });
    });

    it('are tried again, signed anew under the same id, until they are taken', async () => {
      const { webhook, secret } = await add();
      receiver.statuses.push(500, 302, 204);
      await raise();
      await work();
      expect((await delivery(webhook.id))[0]).toMatchObject({ state: 'waiting', tried: 1 });
      expect(await get(webhook.id)).toMatchObject({ failures: 1, stopped: null });
      await work();
      expect(receiver.received).toHaveLength(1); // not before its time
      moved_ms = 6_000;
      await work();
      moved_ms += 331_000;
      await work();
      expect((await delivery(webhook.id))[0]).toMatchObject({
        state: 'delivered',
        next_try_at: null,
        tries: [{ status: 500 }, { status: 302 }, { status: 204 }],
      });
      expect(await get(webhook.id)).toMatchObject({ failures: 0, stopped: null });
      const [first, second, third] = receiver.received;
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(first?.headers['webhook-signature']).not.toBe(second?.headers['webhook-signature']);
      expect(Number(third?.headers['webhook-timestamp'])).toBeGreaterThan(
        Number(first?.headers['webhook-timestamp']) + 300,
      );
      expect(verified(secret, first as never)).toMatchObject({ type: 'alarm.raised' });
    });

    it('stop after the last try of about three days, and people are told once', async () => {
      const { webhook } = await add();
      receiver.statuses.push(...Array.from({ length: 20 }, () => 503));
      await raise();
      const waits: number[] = [];
      for (let i = 0; i < 12; i++) {
        const before = Date.now() + moved_ms;
        await work();
        const next = enqueued.find(({ name }) => name === 'deliver-webhook')?.startAfter;
        if (next === undefined) break;
        waits.push((next.getTime() - before) / 1_000);
        moved_ms = next.getTime() - Date.now() + 1;
      }
      expect(waits).toHaveLength(RETRY_SECONDS.length);
      for (const [i, planned] of RETRY_SECONDS.entries()) {
        expect(waits[i]).toBeGreaterThanOrEqual(planned - 1);
        expect(waits[i]).toBeLessThanOrEqual(planned * 1.1 + 10);
      }
      expect(receiver.received).toHaveLength(10);
      expect(await get(webhook.id)).toMatchObject({ failures: 10, stopped: expect.stringContaining('503') });
      const { items } = await tx((handle) => store.pageAlarms(handle, { limit: 10, state: 'open' }));
      expect(items.filter(({ kind }) => kind === 'delivery-failed')).toMatchObject([
        { title: expect.stringContaining('127.0.0.1'), link: '/settings/notices' },
      ]);
      // What it would have been told meanwhile is not promised any more, not even that it was stopped.
      expect(await delivery(webhook.id)).toHaveLength(1);

      await webhooks.changeWebhook(parts(), { workspace_id, id: webhook.id, is_on: true });
      expect(await get(webhook.id)).toMatchObject({ failures: 0, stopped: null });
      const open = await tx((handle) => store.pageAlarms(handle, { limit: 10, state: 'open' }));
      expect(open.items.map(({ kind }) => kind)).toEqual(['harm']);
    });

    it('leave a receiver alone that goes on failing: one is tried in five minutes, and all once it works', async () => {
      const { webhook } = await add();
      receiver.statuses.push(500, 500, 500, 500);
      await raise('a');
      await work();
      moved_ms = 6_000;
      await work();
      moved_ms += 331_000;
      await work();
      expect(receiver.received).toHaveLength(3);
      for (const key of ['b', 'c']) await raise(key);
      await work();
      expect(receiver.received).toHaveLength(3);
      const waiting = (await delivery(webhook.id)).slice(0, 2);
      const rest_ms = Date.now() + moved_ms + 5 * 60_000;
      for (const { state, tries, next_try_at } of waiting) {
        expect([state, tries]).toEqual(['waiting', []]);
        expect(next_try_at?.getTime()).toBeGreaterThan(rest_ms - 20_000);
        expect(next_try_at?.getTime()).toBeLessThan(rest_ms + 5 * 60_000);
      }
      moved_ms += 10 * 60_000;
      await work();
      // One of the two was tried, and the other one heard of it.
      expect(receiver.received).toHaveLength(4);
      moved_ms += 10 * 60_000;
      await work();
      await work();
      expect((await delivery(webhook.id)).map(({ state, tried }) => [state, tried])).toEqual(
        expect.arrayContaining([
          ['delivered', 2],
          ['delivered', 1],
          ['waiting', 3],
        ]),
      );
      expect(await get(webhook.id)).toMatchObject({ failures: 0 });
    });

    it('leave a receiver alone at once that has too much to do, but for what a person asks for', async () => {
      const { webhook } = await add();
      receiver.statuses.push(429);
      await raise('a');
      await raise('b');
      await work();
      expect(receiver.received).toHaveLength(1);
      const { items } = await tx((handle) => store.pageDeliveries(handle, webhook.id, { limit: 1 }));
      const [{ id: delivery_id } = { id: '' }] = items;
      await webhooks.replay(parts(), { workspace_id, id: webhook.id, delivery_id });
      await webhooks.promiseTest(parts(), { workspace_id, id: webhook.id });
      moved_ms = 61_000;
      await work();
      expect(receiver.received).toHaveLength(3);
    });

    it('are tried again no sooner than the receiver asks for, within a day', async () => {
      for (const [told, wait_s] of [
        ['3600', 3_600],
        ['999999999', 86_400],
        ['soon', 5],
      ] as const) {
        const { webhook } = await add();
        receiver.statuses.push(503);
        receiver.retry_after = told;
        await raise(told);
        await work();
        const [row] = await delivery(webhook.id);
        const after_s = ((row?.next_try_at?.getTime() ?? 0) - Date.now()) / 1_000;
        expect([told, after_s > wait_s - 10 && after_s < wait_s * 1.1 + 1]).toEqual([told, true]);
        expect(Object.keys(row?.tries[0] ?? {}).toSorted()).toEqual(['at', 'error', 'status', 'took_ms']);
        await webhooks.deleteWebhook(parts(), { workspace_id, id: webhook.id });
        enqueued = [];
      }
    });

    it('stop after three days also where so many wait that none comes to its last try', async () => {
      const { webhook } = await add();
      receiver.statuses.push(...Array.from({ length: 40 }, () => 500));
      await raise('a');
      await work();
      const first = enqueued;
      enqueued = [];
      await tx((handle) => store.updateWebhook(handle, webhook.id, { failures: 8 }));
      moved_ms = 80 * 3_600_000;
      enqueued = first;
      await work();
      // Nine failures in a row are fewer than one event alone would have had.
      expect(await get(webhook.id)).toMatchObject({ failures: 9, stopped: null });
      moved_ms += 10 * 60_000;
      await work();
      expect(await get(webhook.id)).toMatchObject({ stopped: expect.stringContaining('500') });
      expect((await delivery(webhook.id))[0]).toMatchObject({ state: 'failed', tried: 3 });
    });

    it('stop at once where nobody listens any more', async () => {
      const { webhook } = await add();
      await raise('a');
      await raise('b');
      receiver.statuses.push(410);
      await work();
      expect(receiver.received).toHaveLength(1);
      expect(await get(webhook.id)).toMatchObject({ stopped: expect.stringContaining('410') });
      const states = (await delivery(webhook.id)).map(({ state, tries }) => [state, tries.at(-1)?.error]);
      expect(states).toEqual([
        ['failed', 'Not sent: the webhook is switched off.'],
        ['failed', null],
      ]);
    });

    it('are replayed under the same id, signed anew, and an older plan does not send them twice', async () => {
      const { webhook, secret } = await add();
      receiver.statuses.push(500, 500);
      await raise();
      await work();
      moved_ms = 10_000;
      await work();
      const planned = enqueued;
      const [row] = await delivery(webhook.id);
      enqueued = [];
      receiver.statuses.push(500);
      await webhooks.replay(parts(), { workspace_id, id: webhook.id, delivery_id: row?.id ?? '' });
      await work();
      expect(receiver.received).toHaveLength(3);
      expect(receiver.received[2]?.body).toBe(receiver.received[0]?.body);
      expect(verified(secret, receiver.received[2] as never)).toMatchObject({ type: 'alarm.raised' });
      const anew = enqueued;
      enqueued = planned;
      moved_ms += 400_000;
      await work();
      expect(receiver.received).toHaveLength(3);
      enqueued = anew;
      await work();
      expect((await delivery(webhook.id))[0]).toMatchObject({ state: 'delivered', tried: 2 });
      expect((await delivery(webhook.id))[0]?.tries).toHaveLength(4);

      // Also one that was taken: its receiver may have lost it.
      await webhooks.replay(parts(), { workspace_id, id: webhook.id, delivery_id: row?.id ?? '' });
      await work();
      expect(receiver.received).toHaveLength(5);
      const strange = { workspace_id, id: webhook.id, delivery_id: 'dlv_nosuchdelivery' };
      await expect(webhooks.replay(parts(), strange)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('are tested without a second try and without being stopped', async () => {
      const { webhook, secret } = await add();
      receiver.statuses.push(500);
      const { id } = await webhooks.promiseTest(parts(), { workspace_id, id: webhook.id });
      await deliverWebhook(parts(), { workspace_id, delivery_id: id, tried: 0 });
      expect(verified(secret, receiver.received[0] as never)).toMatchObject({ type: 'test' });
      moved_ms = 120_000;
      await work(); // the job that stood by
      expect(receiver.received).toHaveLength(1);
      expect((await delivery(webhook.id))[0]).toMatchObject({ event: 'test', state: 'failed' });
      expect(await get(webhook.id)).toMatchObject({ failures: 0, stopped: null });
    });

    it('leave the log after thirty days, but for those that wait', async () => {
      const { webhook } = await add();
      await raise('a');
      await work();
      receiver.statuses.push(500);
      await raise('b');
      await work();
      moved_ms = 31 * 86_400_000;
      enqueued = [];
      await raise('c');
      await work();
      const left = await delivery(webhook.id);
      expect(left.map(({ state }) => state)).toEqual(['delivered', 'waiting']);
    });

    it('take no URL with a password, and are twenty at most', async () => {
      const secretive = { workspace_id, id: newId('webhook', Date.now()), events: [], is_on: true };
      await expect(
        webhooks.createWebhook(parts(), { ...secretive, url: 'https://u:p@hooks.example/' }),
      ).rejects.toMatchObject({ code: 'invalid-request' });
      for (let i = 0; i < 20; i++) await add();
      await expect(add()).rejects.toMatchObject({ code: 'conflict' });
    });

    it('of another workspace hear nothing', async () => {
      const { webhook } = await add();
      const ours = workspace_id;
      workspace_id = await addWorkspace(database);
      await tx((handle) =>
        promiseWebhook(parts(), handle, { workspace_id, event: 'alarm.raised', data: { id: 'x' } }),
      );
      await work();
      expect(receiver.received).toEqual([]);
      const foreign = webhooks.changeWebhook(parts(), { workspace_id, id: webhook.id, is_on: false });
      await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
      workspace_id = ours;
      expect(await get(webhook.id)).toMatchObject({ is_on: true });
    });
  });
});
