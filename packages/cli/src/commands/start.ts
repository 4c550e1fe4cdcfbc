/** `understudy start`: the server, in the foreground, until it is told to stop. */
import { startServer } from '../server-module.ts';

export interface StartOptions {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
}

/** Options are the settings of the environment under shorter names; they win. */
export async function start(
  options: StartOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const server = await startServer({
    ...env,
    ...(options.port !== undefined && { PORT: options.port }),
    ...(options.host !== undefined && { HOST: options.host }),
    ...(options.data !== undefined && { UNDERSTUDY_DATA: options.data }),
  });
  await server.closed;
}
