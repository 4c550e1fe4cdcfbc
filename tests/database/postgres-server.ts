/**
 * A PostgreSQL server of our own, in a temporary folder, on the loopback only. It refuses to run as root, so there
 * it runs as `postgres` or `nobody`.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { atProcessEnd } from './at-process-end.ts';
import type { Programs } from './programs.ts';
import { readablePrograms, type User } from './readable-programs.ts';

const INITDB = ['--username=owner', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
const SETTINGS = [
  'fsync=off',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
];
const REMOVAL_ATTEMPTS = 100;
const REMOVAL_PAUSE_MS = 20;

export interface PostgresServer {
  readonly url: string;
  /** Where its files are; what else is put there goes when it goes. */
  readonly folder: string;
  start(): Promise<void>;
  /** At once, with connections open, as when the machine is shut down. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** It ends with this process at the latest: a run that is interrupted has no teardown. */
export async function createPostgresServer(programs: Programs, parent = tmpdir()): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? ordinaryUser() : null;
  const folder = mkdtempSync(join(parent, 'understudy-pg-'));
  const data = join(folder, 'data');
  let child: ChildProcess | null = null;
  const forget = atProcessEnd(() => {
    child?.kill('SIGQUIT'); // PostgreSQL's immediate shutdown
    removeWhileWritten(folder);
  });

  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  const bin = user ? readablePrograms(programs, user, folder) : programs.bin;
  const options = { ...user, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' }, cwd: folder };
  execFileSync(join(bin, 'initdb'), ['--pgdata', data, ...INITDB], { ...options, stdio: 'pipe' });
  const port = await freePort();

  const stop = async () => {
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGINT'); // PostgreSQL's fast shutdown
    await ended;
    child = null;
  };
  return {
    url: `postgres://owner@127.0.0.1:${port}/postgres`,
    folder,
    async start() {
      const args = ['-D', data, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])];
      child = spawn(join(bin, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
      await ready(child);
    },
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
      forget();
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  if (!child.stderr) throw new Error('expected the server’s log');
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`)));
  });
}

/**
 * Without waiting for events. A server that was told to stop writes on for a moment, and what it writes is in the way:
 * `rmSync` then fails, or ends with the folder still there.
 */
function removeWhileWritten(folder: string): void {
  for (let attempt = 1; attempt <= REMOVAL_ATTEMPTS && existsSync(folder); attempt++) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // once more, a moment later
    }
    if (existsSync(folder)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, REMOVAL_PAUSE_MS);
  }
}

function ordinaryUser(): User {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // no such user: try the next
    }
  }
  throw new Error('PostgreSQL does not run as root, and neither `postgres` nor `nobody` exists');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}
