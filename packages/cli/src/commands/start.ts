/** `understudy start`: the server, in the foreground, until it is told to stop. */
import { startServer } from '../server-module.ts';
import type { Terminal } from '../terminal.ts';

export interface StartOptions {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Options are the settings of the environment under shorter names; they win. */
export function settingsOf(options: StartOptions, env: Environment): Environment {
  return {
    ...env,
    ...(options.port !== undefined && { PORT: options.port }),
    ...(options.host !== undefined && { HOST: options.host }),
    ...(options.data !== undefined && { UNDERSTUDY_DATA: options.data }),
  };
}

/** Resolves when the server has stopped, on SIGTERM or SIGINT. */
export async function start(options: StartOptions, env: Environment, terminal: Terminal): Promise<void> {
  const server = await startServer(settingsOf(options, env), terminal.print);
  await server.closed;
}
