/**
 * Power of `kill -9` against taking back and erasing: the server dies at seeded random moments of both, again and again.
 *
 * What was asked for has either not happened, or the next start finishes it: rows and model never stand between. The
 * model is folded from the ledger and must be, byte for byte, the one that never heard of what went.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ticket, ticket as ticketSchema } from '@understudy/contract';
import type { ModelEvent } from '@understudy/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { call, type Caller, setUp } from './harness.ts';
import { type ServerProcess, startProcess } from './server-process.ts';
import { bytesAt, folded, TaughtDesk } from './taught-desk.ts';

const KILLS = 2;
/** From the request to the kill, at most: about as long as the work takes on an idle machine. */
const LONGEST_MS = 1_200;
const LONGEST_WAIT_MS = 60_000;
const KEPT = 60;
/** Above 200 a job takes them back. */
const WRONG = 220;
const PERSON = 'desk:shopper-of-many-questions';
const ANSWERS = {
  kept: {
    account: 'shopper-of-many-questions',
    answer: 'Open Storage, choose the shelf in list #, press Move, and pick the floor that you want it on.',
  },
  wrong: {
    account: 'somebody-else',
    answer: 'A wrong plan: call the warehouse on line #, and let them carry everything out of the building.',
  },
};
const FAR = 1_000_000;
const MOST_STARTS = 10;

const data = mkdtempSync(join(tmpdir(), 'understudy-control-kill-'));
const environment = { UNDERSTUDY_DATA: data };
let running: ServerProcess | null = null;
let owner: Caller;
let workspace_id: string;

beforeAll(async () => {
  running = await startProcess(environment);
  const { me, owner: caller } = await setUp(running);
  [workspace_id, owner] = [me.workspace.id, caller];
  await running.stop();
  await onDesk(async (desk) => {
    await desk.import('imp_kept00', tickets('kept', KEPT, ANSWERS.kept));
    await desk.import('imp_wrong0', tickets('wrong', WRONG, ANSWERS.wrong));
    await desk.apply();
  });
}, 300_000);
afterAll(() => {
  running?.child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

/** The database of the folder, while no server has it. */
async function onDesk<T>(work: (desk: TaughtDesk) => Promise<T>): Promise<T> {
  const database = await store.openDatabase({ folder: join(data, 'database') });
  try {
    return await work(await TaughtDesk.open(database, workspace_id));
  } finally {
    await database.close();
  }
}

function tickets(of: string, count: number, { account, answer }: { account: string; answer: string }) {
  return Array.from({ length: count }, (_, n): Ticket => {
    const text = `How do I move the ${of} shelf number ${n} of my storage room to floor ${n % 7}?`;
    const messages = [
      { role: 'customer', text },
      { role: 'agent', text: answer.replace('#', String(n % 20)), by: 'Grace' },
    ];
    const at = new Date(Date.UTC(2025, 0, 1, n)).toISOString();
    return ticketSchema.parse({ id: `${of}-${n}`, at, text, meta: { account }, messages });
  });
}

/** Numerical Recipes' linear congruential generator: the moments are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Asks until it was heard, and kills at random moments, before and after. Leaves a server that runs. */
async function killWhile(
  random: () => number,
  ask: (url: string) => Promise<unknown>,
  wasHeard: (url: string) => Promise<boolean>,
): Promise<void> {
  for (let kill = 0; kill < KILLS; kill++) {
    const server = (running = await startProcess(environment));
    const gone = once(server.child, 'exit');
    const asking = (await wasHeard(server.url)) ? null : ask(server.url).catch(() => null);
    await wait(random() * LONGEST_MS);
    server.child.kill('SIGKILL');
    await Promise.all([gone, asking]);
  }
  const server = (running = await startProcess(environment));
  if (!(await wasHeard(server.url))) await ask(server.url);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const limit_ms = performance.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (performance.now() > limit_ms) throw new Error('it did not come to its end');
    await wait(100);
  }
}

const exemplarOf = (event: ModelEvent) =>
  event.kind === 'lesson-applied' ? event.exemplar.question.text : '';
/** All that the wrong import told: its questions, and the texts that none but they have. */
const isWrong = (event: ModelEvent): boolean =>
  exemplarOf(event).includes('wrong shelf') ||
  (event.kind === 'resolution-upserted' && event.resolution.text.includes('wrong plan'));

test('a rollback of many lessons is whole or not at all, however often the server dies', async () => {
  const before = await onDesk((desk) => desk.ledger());
  expect(before.filter(isWrong).length).toBeGreaterThan(WRONG);
  const scope = { kind: 'import', import_id: 'imp_wrong0' } as const;
  const rollbacks = async (url: string) => (await call(url, 'listRollbacks', owner)).value.items;
  await killWhile(
    randomFrom(7),
    (url) => call(url, 'startRollback', { ...owner, body: { scope, reason: 'wrong', dry_run: false } }),
    async (url) => (await rollbacks(url)).length > 0,
  );
  const { url } = running!;
  await until(async () => (await rollbacks(url)).every(({ state }) => state === 'done'));
  expect(await rollbacks(url)).toMatchObject([{ lessons: WRONG, progress: { done: WRONG, total: WRONG } }]);
  await stopWhenApplied();
  await onDesk(async (desk) => {
    const rows = await desk.tx(async (tx) => ({
      lessons: await tx.selectFrom('lessons').select(['import_id', 'status']).execute(),
      exemplars: await tx.selectFrom('exemplars').select('id').execute(),
    }));
    const statuses = (id: string) =>
      new Set(rows.lessons.filter(({ import_id }) => import_id === id).map(({ status }) => status));
    expect([...statuses('imp_wrong0')]).toEqual(['rolled-back']);
    expect([...statuses('imp_kept00')]).toEqual(['approved']);
    expect(rows.exemplars).toHaveLength(KEPT);
    const never = folded(before.filter((event) => !isWrong(event)));
    expect(bytesAt(await desk.fold(), FAR)).toBe(bytesAt(never, FAR));
  });
}, 300_000);

test('an erasure is whole or not at all, however often the server dies', async () => {
  const before = await onDesk((desk) => desk.ledger());
  const erasures = async (url: string) => (await call(url, 'listErasures', owner)).value.items;
  await killWhile(
    randomFrom(11),
    (url) => call(url, 'erasePerson', { ...owner, body: { person: PERSON, dry_run: false } }),
    async (url) => (await erasures(url)).length > 0,
  );
  const { url } = running!;
  const [proof] = await erasures(url);
  expect(proof?.report).toMatchObject({ customers: 1, conversations: KEPT, found: 0 });
  await stopWhenApplied();
  await onDesk(async (desk) => {
    const left = await desk.tx((tx) => tx.selectFrom('conversations').select('id').execute());
    expect(left).toHaveLength(WRONG);
    const after = await desk.ledger();
    expect(after.filter((event) => exemplarOf(event).includes('kept shelf'))).toEqual([]);
    // Who had heard of the person forgets them; who folds the ledger now never hears of them.
    const remembering = folded(before);
    for (const event of after) if (event.seq > remembering.version) remembering.learn(event);
    expect(bytesAt(remembering, FAR)).toBe(bytesAt(folded(after), FAR));
    expect(folded(after).exemplars).toBe(folded(before).exemplars - KEPT);
  });
}, 300_000);

/** Stops the server once its single writer has nothing left to do; started again until it has. */
async function stopWhenApplied(): Promise<void> {
  for (let tries = 0; tries < MOST_STARTS; tries++) {
    running ??= await startProcess(environment);
    await wait(LONGEST_MS * (tries + 1));
    expect(await running.stop()).toBe(0);
    running = null;
    const open = await onDesk((desk) =>
      desk.tx((tx) => tx.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()),
    );
    if (open.length === 0) return;
  }
  throw new Error('promises to the model stay open');
}
