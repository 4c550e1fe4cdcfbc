/**
 * One process at a time in a data folder. Two at once lose rows without an error: PGlite itself does not look.
 *
 * On Linux the lock is an abstract socket: the kernel gives it to one process and takes it back when that process
 * dies, however it dies. It does not reach across containers, and does not exist elsewhere; so a file names the
 * holder too. On the same machine the holder's pid tells whether it lives; on another one, the age of the file,
 * which the holder renews (its main thread is never blocked by the database, so a fresh file means a live holder).
 */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, rmSync, utimesSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../errors.ts';

const RENEW_MS = 10_000;
const STALE_AFTER_MS = 60_000;
const TRIES = 8;
const TRY_AGAIN_MS = 250;

interface Holder {
  readonly pid: number;
  readonly host: string;
}
export interface FolderLock {
  release(): void;
}

/** @throws DatabaseError `folder-in-use`, naming the process that holds it */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'lock.json');
  const socket = process.platform === 'linux' ? await takeSocket(folder, file) : null;
  try {
    takeFile(folder, file);
  } catch (error) {
    socket?.close();
    throw error;
  }
  const renewal = setInterval(() => renew(file), RENEW_MS);
  renewal.unref();
  return {
    release() {
      clearInterval(renewal);
      rmSync(file, { force: true });
      socket?.close();
    },
  };
}

/** A process that was just killed holds its socket until the kernel is done with it: so a few tries. */
async function takeSocket(folder: string, file: string): Promise<Server> {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex');
  for (let attempt = 1; ; attempt++) {
    const server = await listen(`\0understudy-${name}`);
    if (server !== null) return server.unref();
    if (attempt === TRIES) throw inUse(folder, readHolder(file));
    await sleep(TRY_AGAIN_MS);
  }
}

/** Null where somebody else listens. */
async function listen(path: string): Promise<Server | null> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ path }, resolve);
    });
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}

/** Only ever called with the socket in hand where there are sockets, so a holder with our own host name is dead there. */
function takeFile(folder: string, file: string): void {
  const us = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, us, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (isAlive(file, holder)) throw inUse(folder, holder);
    rmSync(file, { force: true });
  }
  throw inUse(folder, readHolder(file));
}

function isAlive(file: string, holder: Holder | null): boolean {
  if (holder === null) return false; // a crash while the file was written
  if (holder.host !== hostname()) return Date.now() - statSync(file).mtimeMs < STALE_AFTER_MS;
  if (process.platform === 'linux') return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function renew(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // the folder went away; the database will say so
  }
}

function inUse(folder: string, holder: Holder | null): DatabaseError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new DatabaseError(
    'folder-in-use',
    `${who} uses the data folder ${folder}; stop it first, or use PostgreSQL`,
  );
}
