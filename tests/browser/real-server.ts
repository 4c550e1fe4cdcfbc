/**
 * The product as a user starts it: a process of its own, on an empty data folder and a port that is free.
 *
 * What it prints is kept, for the set-up link, and for the message when it does not come up.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const BIN = 'packages/cli/bin/understudy.mjs';
const BUILT = ['packages/console/dist/index.html', 'packages/widget/dist/widget.js'];
const START_LIMIT_MS = 60_000;

export interface RealServer {
  readonly url: string;
  readonly setup_url: string;
  /** All that it printed so far, for the message of a test that fails. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** `data`: a folder that is kept; without one, an empty one that goes with the server. */
export async function startRealServer(given: { readonly data?: string } = {}): Promise<RealServer> {
  if (!BUILT.every((file) => existsSync(join(root, file)))) {
    execFileSync(process.execPath, ['tools/run.mjs', 'tools/build.ts'], { cwd: root, stdio: 'inherit' });
  }
  const data = given.data ?? mkdtempSync(join(tmpdir(), 'understudy-story-'));
  const env = { ...process.env, PORT: String(await freePort()), UNDERSTUDY_DATA: data, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [BIN, 'start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    if (given.data === undefined) rmSync(data, { recursive: true, force: true });
  };
  try {
    const setup_url = await setupLink(child, (text) => {
      printed += text;
      return printed;
    });
    return { url: new URL(setup_url).origin, setup_url, output: () => printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function setupLink(child: ChildProcess, keep: (text: string) => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (what: string) => reject(new Error(`the server ${what}; it printed:\n${printed}`));
    const timer = setTimeout(
      () => fail(`printed no set-up link within ${START_LIMIT_MS} ms`),
      START_LIMIT_MS,
    );
    const read = (chunk: Buffer) => {
      printed = keep(chunk.toString());
      const link = /https?:\S+\/setup\?token=\S+/.exec(printed)?.[0];
      if (!link) return;
      clearTimeout(timer);
      resolve(link);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}

/** Asked of the system; between this and the start nobody else is likely to take it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
