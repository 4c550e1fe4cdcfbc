/** Power of `kill -9` against the embedded database: what was acknowledged is there, and nothing is half there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const KILLS = 6;
const writer = fileURLToPath(new URL('./kill-writer.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'understudy-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Found {
  readonly head: number;
  readonly events: number;
  readonly newest: number;
  readonly messages: number;
  readonly last_seq: number;
  readonly indexed: number;
}

/** Lets the writer run until it told of `commits` commits and was then killed; answers what it found and the last commit it told of. */
async function runUntilKilled(
  commits: number,
): Promise<{ readonly found: Found; readonly acknowledged: number }> {
  const child = spawn(process.execPath, ['--no-warnings', writer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let found: Found | undefined;
  let acknowledged = 0;
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('found ')) found = JSON.parse(line.slice(6)) as Found;
    else acknowledged = Number(line.slice('committed '.length));
    if (seen++ === commits) child.kill('SIGKILL');
  }
  const [code, signal] = await exited;
  if (!found) throw new Error(`the writer ended with ${code ?? signal} before it told what it found`);
  return { found, acknowledged };
}

test(`killed ${KILLS} times while it writes, it loses no acknowledged commit and keeps no half one`, async () => {
  let promised = 0;
  for (let kill = 0; kill <= KILLS; kill++) {
    const { found, acknowledged } = await runUntilKilled(kill * 11);
    expect(found.messages).toBeGreaterThanOrEqual(promised);
    const { messages } = found;
    expect(found).toEqual({
      head: 2 * messages,
      events: 2 * messages,
      newest: 2 * messages,
      messages,
      last_seq: messages,
      indexed: messages,
    });
    promised = Math.max(messages, acknowledged);
  }
  expect(promised).toBeGreaterThan(KILLS);
}, 180_000);
