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

/** Runs until SIGINT or SIGTERM; a second one does not wait for what is still under way. */
export async function start(options: StartOptions, env: Environment, terminal: Terminal): Promise<void> {
  const server = await startServer(settingsOf(options, env), terminal.print);
  await askedToStop();
  terminal.note('Stopping …');
  void askedToStop().then(() => process.exit(1));
  await server.close();
  // Timers of libraries may outlive the server; there is nothing left to wait for.
  process.exit(0);
}

const askedToStop = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  });
