/** Gives a server to talk to: the one that runs, else one of our own for as long as it takes. */
import type { Server } from './api-client.ts';
import { findServer, isAlive, noServer } from './find-server.ts';
import { startServer } from './server-module.ts';
import type { Terminal } from './terminal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export async function connect(
  env: Environment,
  terminal: Terminal,
): Promise<{ readonly server: Server; readonly release: () => Promise<void> }> {
  const server = findServer(env);
  // Whoever names a server by key means that one, running or not: the call itself will say if it is away.
  if (server !== null && (env['UNDERSTUDY_API_KEY'] || (await isAlive(server)))) {
    return { server, release: () => Promise.resolve() };
  }
  terminal.note('No server runs; starting one for this import …');
  const running = await startServer(
    { ...env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: env['LOG_LEVEL'] || 'error' },
    terminal.note,
  );
  // The server leaves its address and a token for this machine in the data folder.
  const own = findServer(env);
  if (own === null) {
    await running.close();
    throw noServer(env);
  }
  return { server: own, release: () => running.close() };
}
