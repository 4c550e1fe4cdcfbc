/** A disk that is full or read-only: told with a code, nothing acknowledged that is not kept, and it goes on by itself. */
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../packages/server/src/store/index.ts';
import { checkFolder } from './check-folder.ts';
import { call, type Caller, setUp, startVisitor } from './harness.ts';
import { failToStart, type ServerProcess, startProcess } from './server-process.ts';
import { mountSmallDisk } from './small-disk.ts';

/** Room for a new database (some 35 MB), and little more. */
const DISK_MB = 90;
const disk = mountSmallDisk(DISK_MB);
const skipped = typeof disk === 'string';
const why = skipped ? ` (skipped: ${disk})` : '';
const folder = skipped ? '' : disk.folder;
let server: ServerProcess | null = null;
afterAll(() => {
  server?.child.kill('SIGKILL');
  if (!skipped) disk.remove();
});
const start = async () => (server = await startProcess({ UNDERSTUDY_DATA: join(folder, 'data') }));

/** As large as they may be, so that the database needs space for each. */
const textOf = (number: number) => `Message ${number}. ${'How do I export invoices? '.repeat(700)}`;

it.skipIf(skipped)(
  `a full disk refuses messages, keeps what it acknowledged, and goes on when there is space${why}`,
  async () => {
    if (skipped) return;
    const { url, setup_token } = await start();
    const { me, owner } = await setUp({ url, setup_token });
    const visitor = await startVisitor(url, me.workspace.public_key);
    const acknowledged = new Map<string, string>();
    const refused: number[] = [];
    const send = async (number: number) => {
      const body = { client_id: `client-${number}`, text: textOf(number) };
      const answer = await call(url, 'postVisitorMessage', { ...visitor, body });
      if (answer.status === 200)
        acknowledged.set(answer.value.message.id, answer.value.message.conversation_id);
      else refused.push(number);
      return answer.status === 200 ? 'kept' : `${answer.status} ${answer.problem.code}`;
    };
    expect(await send(0)).toBe('kept');
    disk.fill();
    let number = 1;
    const said = new Set<string>();
    while (refused.length < 10) said.add(await send(number++));
    said.delete('kept');
    expect([...said]).toEqual(['507 disk-full']);
    expect(number).toBeLessThan(500);
    // It still answers whoever only reads, and says which disk
    expect(
      (await call(url, 'listConversations', { ...owner, query: { view: 'all' } })).value.items,
    ).toHaveLength(1);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const upload = await fetch(`${url}/v1/imports?source=full`, {
      method: 'POST',
      headers: { ...owner.headers, 'content-type': 'application/x-ndjson' },
      body: `{"id":"1","text":"${'x'.repeat(90_000)}"}\n`,
    });
    expect([upload.status, await upload.json()]).toMatchObject([507, { code: 'disk-full' }]);

    disk.free();
    for (const again of refused.splice(0)) expect(await send(again)).toBe('kept');
    expect(refused).toEqual([]);
    await decided(url, owner);
    expect(await server?.stop()).toBe(0);

    const database = await openDatabase({ folder: join(folder, 'data', 'database') });
    const found = await checkFolder(database, me.workspace.id);
    await database.close();
    expect([...acknowledged.keys()].filter((id) => !found.messages.has(id))).toEqual([]);
    expect(acknowledged.size).toBe(number);
    expect([found.decided_twice, found.answered_twice]).toEqual([0, 0]);
    expect(found.ledger_events).toBe(found.ledger_head);
  },
  90_000,
);

/** Until the conversation is no longer the AI agent's: these questions are for a person. */
async function decided(url: string, owner: Caller): Promise<void> {
  const query = { view: 'ai', limit: 1 } as const;
  const left = async () => (await call(url, 'listConversations', { ...owner, query })).value.counts.ai;
  await expect.poll(left, { timeout: 60_000, interval: 200 }).toBe(0);
}

it.skipIf(skipped)(
  `no space at the start is told with a code${why}`,
  async () => {
    if (skipped) return;
    disk.fill();
    const fresh = await failToStart({ UNDERSTUDY_DATA: join(folder, 'fresh') });
    disk.free();
    expect(fresh).toMatchObject({ code: 1, line: expect.stringMatching(/^disk-full: .*\n$/) as string });
  },
  60_000,
);

it.skipIf(skipped)(
  `a read-only folder, with a database or without one, is told with a code${why}`,
  async () => {
    if (skipped) return;
    disk.makeReadOnly();
    for (const name of ['data', 'fresh']) {
      const run = await failToStart({ UNDERSTUDY_DATA: join(folder, name) });
      expect(run).toMatchObject({
        code: 1,
        line: expect.stringMatching(/^data-not-writable: .*\n$/) as string,
      });
    }
  },
  60_000,
);
