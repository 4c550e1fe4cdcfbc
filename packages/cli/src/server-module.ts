/** The server as the command line uses it: loaded only by the commands that need it, for it takes a second. */
import type { Server } from './api-client.ts';

/** A server that runs in this process. */
export interface RunningServer extends Server {
  /** Resolves when it has stopped, whoever stopped it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

interface ServerModule {
  /** Reads its settings from `env`; rejects with a `StartError` that says what is wrong. */
  readonly startServer: (options: {
    readonly env: Readonly<Record<string, string | undefined>>;
  }) => Promise<RunningServer>;
}

// A name in a variable: the compiler need not follow the whole server to check the command line.
const SERVER: string = '@understudy/server';

export async function startServer(env: Readonly<Record<string, string | undefined>>): Promise<RunningServer> {
  const { startServer: start } = (await import(SERVER)) as ServerModule;
  return start({ env });
}
