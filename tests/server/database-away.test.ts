/**
 * PostgreSQL goes away under load and comes back: what was acknowledged is there, decided on once, answered at most
 * once; everything else was refused with a code that says when to try again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { openDatabase } from '../../packages/server/src/store/index.ts';
import { createPostgresServer, type PostgresServer } from '../database/postgres-server.ts';
import type { Programs } from '../database/programs.ts';
import { checkFolder } from './check-folder.ts';
import { call, setUp } from './harness.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

const VISITORS_AT_ONCE = 4;
const AWAY_MS = 2_500;
const QUESTIONS = ['export invoices as CSV', 'reset my password', 'I want to talk to a human'];
const programs = inject('postgresPrograms');

describe.skipIf(programs === null)('a database that goes away (needs PostgreSQL on this machine)', () => {
  const data = mkdtempSync(join(tmpdir(), 'understudy-away-'));
  let postgres: PostgresServer | null = null;
  let server: ServerProcess | null = null;
  afterAll(async () => {
    server?.child.kill('SIGKILL');
    await postgres?.remove();
    rmSync(data, { recursive: true, force: true });
  }, 60_000);

  test('loses no acknowledged message, answers nothing twice, and says when it is not ready', async () => {
    postgres = await createPostgresServer(programs as Programs);
    await postgres.start();
    server = await startProcess({ DATABASE_URL: postgres.url, UNDERSTUDY_DATA: data });
    const { url } = server;
    const { me, owner } = await setUp(server);
    await ready(url, 200);

    const known: Known = { messages: new Map(), refused: new Set(), isOver: false, asked: 0 };
    const load = Array.from({ length: VISITORS_AT_ONCE }, () => visit(url, me.workspace.public_key, known));
    await expect.poll(() => known.messages.size, { timeout: 20_000 }).toBeGreaterThan(10);
    await postgres.stop();
    await ready(url, 503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await wait(AWAY_MS);
    const before = known.messages.size;
    await postgres.start();
    await ready(url, 200);
    await expect.poll(() => known.messages.size, { timeout: 20_000 }).toBeGreaterThan(before + 10);
    known.isOver = true;
    await Promise.all(load);
    expect([...known.refused]).toEqual(['503 unavailable 5']);

    const left = async () =>
      (await call(url, 'listConversations', { ...owner, query: { view: 'ai', limit: 1 } })).value.counts.ai;
    // A job whose end got lost is taken again when its heartbeat is missed: within a minute and a half
    await expect.poll(left, { timeout: 120_000, interval: 200 }).toBe(0);
    expect(server.child.exitCode).toBeNull();
    expect(await server.stop()).toBe(0);

    const database = await openDatabase({ url: postgres.url });
    const found = await checkFolder(database, me.workspace.id);
    await database.close();
    expect([...known.messages.keys()].filter((id) => !found.messages.has(id))).toEqual([]);
    expect([...known.messages.keys()].filter((id) => !found.decided.has(id))).toEqual([]);
    // A question that was sent again, because its answer got lost, is there once
    expect(found.asked).toBe(known.messages.size);
    expect([found.decided_twice, found.answered_twice]).toEqual([0, 0]);
    expect(found.ledger_events).toBe(found.ledger_head);
  }, 200_000);
});

interface Known {
  readonly messages: Map<string, string>;
  /** Status, code and seconds of everything that was not taken. */
  readonly refused: Set<string>;
  isOver: boolean;
  asked: number;
}

/** Asks one question after the other, each by a visitor of its own; what is refused is sent again as it was. */
async function visit(url: string, workspace: string, known: Known): Promise<void> {
  while (!known.isOver) {
    const number = known.asked++;
    const visitor = await persist(known, () => call(url, 'startVisitorSession', { body: { workspace } }));
    const headers = { authorization: `Bearer ${visitor.token}` };
    const text = `${QUESTIONS[number % QUESTIONS.length]} (${number})`;
    const body = { client_id: `client-${number}`, text };
    const { message } = await persist(known, () => call(url, 'postVisitorMessage', { headers, body }));
    known.messages.set(message.id, message.conversation_id);
  }
}

interface Attempt<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly problem: { readonly code: string };
  readonly value: T;
}

async function persist<T>(known: Known, send: () => Promise<Attempt<T>>): Promise<T> {
  for (;;) {
    const answer = await send();
    if (answer.status === 200) return answer.value;
    known.refused.add(`${answer.status} ${answer.problem.code} ${answer.headers.get('retry-after')}`);
    await wait(100);
  }
}

async function ready(url: string, status: 200 | 503): Promise<void> {
  const look = async () => (await fetch(`${url}/readyz`)).status;
  await expect.poll(look, { timeout: 30_000, interval: 50 }).toBe(status);
}
