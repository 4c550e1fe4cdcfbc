/** `kill -9` in the middle of hand-offs and deliveries: every event of what was acknowledged arrives, under one id. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Caller, setUp, startVisitor } from './harness.ts';
import { type ServerProcess, startProcess } from './server-process.ts';
import { verified, WebhookDouble } from './webhook-double.ts';

const KILLS = 4;
const LIVES_MS = [900, 400, 1_300, 650];

const data = mkdtempSync(join(tmpdir(), 'understudy-webhook-kill-'));
let receiver: WebhookDouble;
let running: ServerProcess | null = null;
beforeAll(async () => {
  receiver = await WebhookDouble.start();
});
afterAll(async () => {
  running?.child.kill('SIGKILL');
  await receiver?.stop();
  rmSync(data, { recursive: true, force: true });
});

const start = async () =>
  (running = await startProcess({ UNDERSTUDY_DATA: data, UNDERSTUDY_WEBHOOKS_TO_PRIVATE: 'true' }));

/** Visitors ask for a person, until the server is gone; notes what the server has acknowledged. */
async function load(url: string, workspace: string, acknowledged: Set<string>): Promise<void> {
  for (;;) {
    const visitor = await startVisitor(url, workspace);
    const body = {
      client_id: `client-${acknowledged.size}-${performance.now()}`,
      text: 'Where is my order?',
    };
    const { message } = (await call(url, 'postVisitorMessage', { ...visitor, body })).value;
    const params = { id: message.conversation_id };
    await call(url, 'requestHuman', { ...visitor, params });
    acknowledged.add(message.conversation_id);
  }
}

test('loses no event of what was acknowledged', async () => {
  const acknowledged = new Set<string>();
  let server = await start();
  const { me, owner } = await setUp(server);
  const hook = { url: receiver.url, events: ['conversation.handed-off' as const], on: true };
  const { value } = await call(server.url, 'createWebhook', { ...owner, body: hook });
  for (let kill = 0; kill < KILLS; kill++) {
    const exited = once(server.child, 'exit');
    const ended = load(server.url, me.workspace.public_key, acknowledged).catch(() => undefined);
    // A life begins with the first acknowledgement: a slow machine kills no later.
    const before = acknowledged.size;
    await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before);
    await wait(LIVES_MS[kill] ?? 500);
    server.child.kill('SIGKILL');
    await Promise.all([exited, ended]);
    server = await start();
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS);

  const told = () =>
    receiver.received.map((event) => ({
      webhook_id: String(event.headers['webhook-id']),
      id: (verified(value.secret, event) as { data: { id: string } }).data.id,
    }));
  await expect
    .poll(() => [...acknowledged].filter((id) => !told().some((event) => event.id === id)), {
      timeout: 90_000,
      interval: 500,
    })
    .toEqual([]);
  // Handed over once, so promised once: what comes twice has the id by which a receiver knows it.
  const ids = Map.groupBy(told(), ({ id }) => id);
  for (const [id, events] of ids)
    expect([id, new Set(events.map(({ webhook_id }) => webhook_id)).size]).toEqual([id, 1]);
  const caller: Caller = owner;
  const params = { id: value.id };
  const { items } = (await call(server.url, 'listDeliveries', { ...caller, params })).value;
  expect(items.every(({ state }) => state !== 'failed')).toBe(true);
}, 240_000);
