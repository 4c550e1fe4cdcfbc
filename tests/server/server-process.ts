/** The server as a process of its own, as it is started by people: for tests that take its disk or its database away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const run = fileURLToPath(new URL('../../packages/server/src/run.ts', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  /** Empty where an owner exists. */
  readonly setup_token: string;
  readonly child: ChildProcess;
  /** What it wrote to standard error so far. */
  readonly told: () => string;
  /** In order, on SIGTERM; answers the exit code, null where it had died by a signal. */
  stop(): Promise<number | null>;
}

export async function startProcess(
  env: Readonly<Record<string, string>>,
  execArgv: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--no-warnings', ...execArgv, run], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'fatal', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-100_000);
  });
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    url = /listens on (\S+)/.exec(line)?.[1] ?? url;
    const setup_token = /setup\?token=(\S+)/.exec(line)?.[1];
    if (setup_token === undefined && !line.includes('/demo')) continue;
    const stop = async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    };
    return { url, setup_token: setup_token ?? '', child, told: () => errors, stop };
  }
  await exited;
  throw new Error(`the server ended before it said where it listens: ${errors}`);
}

/** Starts a server that cannot: its exit code, what it said, and how long it took. */
export async function failToStart(env: Readonly<Record<string, string>>) {
  const began_ms = performance.now();
  const child = spawn(process.execPath, ['--no-warnings', run], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = child.stderr.setEncoding('utf8').toArray();
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, line: (await said).join(''), took_ms: performance.now() - began_ms };
}
