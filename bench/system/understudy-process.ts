/** Understudy as its users run it: a process of its own, over a data folder, watched from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'understudy.mjs');
const POLL_MS = 20;
const IMPORT_POLL_MS = 1_000;
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
    // As `npm start` sets it.
    env: { MALLOC_ARENA_MAX: '2', ...process.env, LOG_LEVEL: 'error' },
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

export interface ImportTimes {
  /** From the command until every row is stored and mined. */
  readonly stored_s: number;
  /** Until the model has learned it and its history was replayed. */
  readonly learned_s: number;
}

/** Resolves when the import is over; throws where it failed. `onStored` is called once. */
export async function importFile(data_dir: string, file: string, onStored: () => void): Promise<ImportTimes> {
  const started_ms = performance.now();
  const since_s = () => (performance.now() - started_ms) / 1000;
  const child = spawn(process.execPath, [PROGRAM, 'import', file, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, UNDERSTUDY_DATA: data_dir },
  });
  let stored_s: number | null = null;
  const look = async () => {
    if (stored_s !== null || !(await isStored(data_dir)) || stored_s !== null) return;
    stored_s = since_s();
    onStored();
  };
  const poll = setInterval(() => void look(), IMPORT_POLL_MS);
  await ended(child, () => {}).finally(() => clearInterval(poll));
  if (child.exitCode !== 0) throw new Error(`import: expected exit code 0, found ${child.exitCode}`);
  return { stored_s: stored_s ?? since_s(), learned_s: since_s() };
}

async function isStored(data_dir: string): Promise<boolean> {
  const { url, token } = serverOf(data_dir);
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(new URL('/v1/imports?limit=1', url), { headers });
  const { items } = (await response.json()) as { items: { state: string }[] };
  return items[0] !== undefined && items[0].state !== 'running';
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
    return (await fetch(new URL('/readyz', serverOf(data_dir).url))).ok;
  } catch {
    return false;
  }
}

function serverOf(data_dir: string): { url: string; token: string } {
  return JSON.parse(readFileSync(join(data_dir, 'server.json'), 'utf8'));
}

function peakRss_mib(pid: number | undefined): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8')) ?? [];
  return kib === undefined ? null : Number(kib) / 1024;
}
