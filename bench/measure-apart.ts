/** A measurement in a process of its own, so that nobody else's memory is counted; and how busy the machine was meanwhile. */
import { fork } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ReplayProgress } from '@understudy/engine';
import type { ScenarioOptions } from './scenario.ts';

/** What the process tells, its result last. */
export type FromChild<T> = { readonly progress: ReplayProgress } | { readonly measured: T };

interface Apart {
  /** What is measured, for whoever reads that it failed. */
  readonly what: string;
  readonly child: URL;
  readonly args: readonly string[];
  readonly execArgv: readonly string[];
}

export function measureApart<T>(
  { what, child: path, args, execArgv }: Apart,
  { onProgress }: ScenarioOptions,
): Promise<T> {
  const child = fork(fileURLToPath(path), args, {
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let told: { readonly measured: T } | null = null;
    child.on('message', (message: FromChild<T>) => {
      if ('progress' in message) onProgress(message.progress);
      else told = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (told !== null) resolve(told.measured);
      else reject(new Error(`${what}: expected a measurement, found an exit (${code ?? signal})`));
    });
  });
}

/** Processes that wanted a core in the last quarter of an hour, per core: above 1, times tell of others, too. */
export const busyness = (): number => loadavg()[2] / availableParallelism();
