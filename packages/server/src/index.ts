/**
 * The server, for the command line: settings from the environment in, a running server out.
 *
 * A start is mostly loading code and opening the database, so the database opens in its thread while the code is
 * loaded, and compiled code is kept for the next start (in the system's folder for temporary files).
 */
import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { createServer } from 'node:net';
import { databaseOptions, type Env, readEnv } from './env.ts';
import type { RunningServer } from './main.ts';
import { asStartError, StartError } from './start-error.ts';
import { openDatabase } from './store/open-database.ts';

export type { RunningServer } from './main.ts';
export { START_CODES, StartError } from './start-error.ts';
export { VERSION } from './version.ts';

export interface StartOptions {
  /** The process's own environment unless said otherwise. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Lines for a person: where it listens, the set-up link. Standard output unless said otherwise. */
  readonly say?: (line: string) => void;
}

/** Also stops, in order, on SIGTERM and SIGINT. @throws StartError with a stable code */
export async function startServer({ env, say = print }: StartOptions = {}): Promise<RunningServer> {
  // A start waits for threads and sockets that do not keep a process alive: without this it could end in silence.
  const alive = setInterval(() => undefined, 60_000);
  const server = await startAll(env, say)
    .catch((error: unknown) => {
      throw asStartError(error);
    })
    .finally(() => clearInterval(alive));
  const stop = () => void server.close();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  void server.closed.finally(() => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, stop);
  });
  return server;
}

async function startAll(env: StartOptions['env'], say: (line: string) => void): Promise<RunningServer> {
  enableCompileCache();
  const settings = readEnv(env);
  await tryPort(settings);
  const opening = openDatabase(databaseOptions(settings));
  opening.catch(() => undefined); // told below
  const { startServer: start } = await import('./main.ts');
  return start({ env: settings, say, database: await opening, closes_database: true });
}

/** Takes the port for a moment: one that is taken is told at once, not after a database was made. */
async function tryPort({ port, host }: Env): Promise<void> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // EACCES, of a port below 1024, would otherwise look like that of a folder.
    throw new StartError(code === 'EADDRINUSE' ? 'port-in-use' : 'address-not-usable', message);
  }
  probe.close();
  await once(probe, 'close');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
