/** The server, for the command line: settings from the environment in, a running server out. */
import { readEnv } from './env.ts';
import { type RunningServer, startServer as start } from './main.ts';

export { createDefaultEncoder, createHttpEncoder } from './encoder/index.ts';
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
  const server = await start({ env: readEnv(env), say });
  const stop = () => void server.close();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  void server.closed.finally(() => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, stop);
  });
  return server;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
