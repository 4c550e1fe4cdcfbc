/** The server, run by this process. Loaded only by the commands that need it, for it takes a second. */
import type { RunningServer } from '@understudy/server';

type Environment = Readonly<Record<string, string | undefined>>;

/** Stops in order on SIGTERM and SIGINT. Throws `StartError`, which says what is wrong. */
export async function startServer(env: Environment, say: (line: string) => void): Promise<RunningServer> {
  const server = await import('@understudy/server');
  return server.startServer({ env, say });
}
