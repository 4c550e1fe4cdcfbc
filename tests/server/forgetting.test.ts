/** A model too large to be folded while people wait: what is forgotten is out of use at once, and exactly gone soon. */
import { Engine, type EncodedQuestion, type ModelEvent, SeededRandom } from '@understudy/engine';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ModelHost } from '../../packages/server/src/models/model-host.ts';
import { fromLedger, type PendingEvent, toLedger } from '../../packages/server/src/ledger-codec.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';

const encoder = { id: 'forgetting', dimensions: 16 };
const SIZE = 55;
const WORDS = 'invoice printer login reset export calendar slow crash payment card sync phone'.split(' ');
const SECRET = 'zebra unicorn quagga';

let database: store.Database;
let workspace_id: string;
const hosts: ModelHost[] = [];
beforeAll(async () => {
  database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
});
afterAll(async () => {
  for (const host of hosts) await host.stop();
  await database?.close();
});
beforeEach(async () => {
  workspace_id = await addWorkspace(database);
});

function startHost(): ModelHost {
  const log = { warn: () => undefined } as never;
  const host = new ModelHost({ database, encoder, format: 'test', log });
  hosts.push(host);
  return host;
}

function asked(text: string, id = 'asked'): EncodedQuestion {
  return { id, text, context: [], language: null, account: null, at_ms: 0, wants_human: false, vector: null };
}

function lesson(n: number, text: string, resolution_id: string): PendingEvent[] {
  const resolution = {
    id: resolution_id,
    title: text,
    text: `What to do about ${text}`,
    links: [],
    stakes: 'read-only',
    stage: 'suggest',
    version: 1,
    sources: [],
  } as const;
  return [
    { kind: 'lesson-applied', exemplar: { id: `e${n}`, resolution_id, question: asked(text, `q${n}`) } },
    { kind: 'resolution-upserted', resolution },
  ];
}

let counter = 0;
async function append(events: readonly PendingEvent[]): Promise<number> {
  const at = new Date(0);
  const rows = events.map((event) => toLedger(event, { id: `evt_${counter++}`, at }));
  return database.asWorkspace(workspace_id, (tx) => store.appendEvents(tx, rows));
}

/** Most of it is usual; the last lesson is about what nothing else speaks of. Answers the positions of that one. */
async function fill(): Promise<number[]> {
  const random = new SeededRandom(3);
  const usual = Array.from({ length: SIZE }, (_, n) => {
    const words = Array.from({ length: 4 }, () => WORDS[random.integer(WORDS.length)]);
    return lesson(n, words.join(' '), `r${n % 20}`);
  });
  await append(usual.flat());
  const first = await append(lesson(SIZE, SECRET, 'secret'));
  return [first, first + 1];
}

const forget = (forgotten: readonly number[]) => append([{ kind: 'events-forgotten', forgotten }]);
const candidates = async (host: ModelHost, text = SECRET) =>
  (await host.decide(workspace_id, { question: asked(text), seed: 1 })).candidates.map(
    (each) => each.resolution_id,
  );

/** What somebody would have who never saw these positions. */
async function neverSeen(forgotten: readonly number[]): Promise<string> {
  const engine = Engine.create({ encoder_id: encoder.id, dimensions: encoder.dimensions });
  let version = 0;
  for (;;) {
    const page = await database.asWorkspace(workspace_id, (tx) =>
      store.readEvents(tx, { after_seq: version, encoder_id: encoder.id }),
    );
    if (page.length === 0) return base64(engine.snapshot());
    const events: ModelEvent[] = page.flatMap((row) => fromLedger(row) ?? []);
    for (const event of events) {
      if (forgotten.includes(event.seq)) continue;
      engine.learn(event.kind === 'events-forgotten' ? { ...event, forgotten: [] } : event);
    }
    version = page.at(-1)?.seq ?? version;
  }
}
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** The newest snapshot of the workspace. */
async function saved(): Promise<string> {
  const rows = await database.asWorkspace(workspace_id, (tx) =>
    tx
      .selectFrom('snapshots')
      .select(['seq', 'part', 'bytes'])
      .orderBy('seq', 'desc')
      .orderBy('part')
      .execute(),
  );
  return base64(Buffer.concat(rows.filter((row) => row.seq === rows[0]?.seq).map((row) => row.bytes)));
}

test('no answer uses it from then on, and the model that takes over has never seen it', async () => {
  const secret = await fill();
  const host = startHost();
  await host.catchUp(workspace_id);
  expect(await candidates(host)).toContain('secret');
  await forget(secret);
  await host.catchUp(workspace_id);
  expect(await candidates(host)).not.toContain('secret');
  // What comes while the other thread folds is known at once, and afterwards.
  await append(lesson(SIZE + 1, 'yak gnu okapi', 'new'));
  await host.catchUp(workspace_id);
  expect(await candidates(host, 'yak gnu okapi')).toContain('new');
  expect(await saved()).toBe('');
  await host.settled(workspace_id);
  // Whoever takes over is saved first; before it, nothing was due.
  expect(await saved()).not.toBe('');
  await host.catchUp(workspace_id);
  expect(await candidates(host)).not.toContain('secret');
  expect(await candidates(host, 'yak gnu okapi')).toContain('new');
  await host.stop();
  expect(await saved()).toBe(await neverSeen(secret));
});

test('more is forgotten while it folds: all of it is gone', async () => {
  const secret = await fill();
  const host = startHost();
  await host.catchUp(workspace_id);
  await forget(secret);
  await host.catchUp(workspace_id);
  await forget([1, 2, 3, 4]);
  await host.catchUp(workspace_id);
  await host.settled(workspace_id);
  await forget([5]);
  await host.catchUp(workspace_id);
  await host.settled(workspace_id);
  await host.stop();
  expect(await saved()).toBe(await neverSeen([...secret, 1, 2, 3, 4, 5]));
});

test('stopped in the middle, the next start has it out of use and then exactly gone', async () => {
  const secret = await fill();
  const first = startHost();
  await first.catchUp(workspace_id);
  await forget(secret);
  await first.catchUp(workspace_id);
  await first.stop();
  // What is only hidden is never saved; it may have been exact already.
  expect(['', await neverSeen(secret)]).toContain(await saved());
  const second = startHost();
  expect(await candidates(second)).not.toContain('secret');
  await second.settled(workspace_id);
  await second.stop();
  expect(await saved()).toBe(await neverSeen(secret));
});

test('a snapshot from before is not taken for the model after', async () => {
  const secret = await fill();
  const first = startHost();
  await first.catchUp(workspace_id);
  await first.stop();
  await forget(secret);
  const second = startHost();
  expect(await candidates(second)).not.toContain('secret');
  await second.settled(workspace_id);
  await second.stop();
  expect(await saved()).toBe(await neverSeen(secret));
});

test('who folds the ledger from its start never learns what is forgotten later', async () => {
  const secret = await fill();
  await forget(secret);
  const host = startHost();
  await host.catchUp(workspace_id);
  await host.stop();
  expect(await saved()).toBe(await neverSeen(secret));
});
