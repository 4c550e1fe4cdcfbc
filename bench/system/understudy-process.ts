/** Understudy as its users run it: a process of its own, over a data folder, watched from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'understudy.mjs');
const POLL_MS = 20;
const LONGEST_START_MS = 60_000;

export interface RunningProcess {
  /** From the start of the process until `/readyz` said so. */
  readonly ready_ms: number;
  /** The most memory that the process ever held, as Linux counts it; null elsewhere. */
  readonly peakRss_mib: () => number | null;
  /** Makes the first workspace and its owner, by the link that a first start prints. */
  readonly setUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const OWNER = {
  workspace_name: 'Bench',
  name: 'Owner',
  email: 'owner@example.com',
  password: 'a bench of oak',
};

export async function startUnderstudy(data_dir: string): Promise<RunningProcess> {
  const started_ms = performance.now();
  const args = [PROGRAM, 'start', '--data', data_dir, '--port', '0'];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'error' },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const stop = () => ended(child, () => child.kill('SIGTERM'));
  while (!(await isReady(data_dir))) {
    const waited_ms = performance.now() - started_ms;
    if (child.exitCode === null && waited_ms < LONGEST_START_MS) {
      await sleep(POLL_MS);
      continue;
    }
    await stop();
    throw new Error(`expected a server that answers, found none after ${Math.round(waited_ms)} ms`);
  }
  const ready_ms = performance.now() - started_ms;
  return { ready_ms, setUp: () => setUp(said), stop, peakRss_mib: () => peakRss_mib(child.pid) };
}

async function setUp(said: string): Promise<void> {
  const [link] = /https?:\/\/\S+token=\S+/.exec(said) ?? [];
  if (link === undefined) throw new Error('expected a set-up link from the first start, found none');
  const body = JSON.stringify({ token: new URL(link).searchParams.get('token'), ...OWNER });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(new URL('/v1/setup', link), { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`set-up: expected 200, found ${response.status}`);
}

/** Resolves when the import is over; throws where it failed. */
export async function importFile(data_dir: string, file: string): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, 'import', file, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, UNDERSTUDY_DATA: data_dir },
  });
  await ended(child, () => {});
  if (child.exitCode !== 0) throw new Error(`import: expected exit code 0, found ${child.exitCode}`);
}

async function ended(child: ChildProcess, act: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  act();
  await exit;
}

/** The server leaves its address in the data folder. */
async function isReady(data_dir: string): Promise<boolean> {
  const file = join(data_dir, 'server.json');
  if (!existsSync(file)) return false;
  try {
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
    return (await fetch(new URL('/readyz', url))).ok;
  } catch {
    return false;
  }
}

function peakRss_mib(pid: number | undefined): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8')) ?? [];
  return kib === undefined ? null : Number(kib) / 1024;
}
