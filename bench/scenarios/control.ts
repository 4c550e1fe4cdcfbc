/**
 * Control over a large desk, on the embedded database: how long it takes to take back 1,000 lessons, to erase a person
 * with proof, and to preview a lesson on 5,000 past questions. In a process of its own.
 */
import { fork } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FromChild, Measured } from '../control/measure-control.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const EXEMPLARS = 100_000;
const CHILD = fileURLToPath(new URL('../control/measure-control.ts', import.meta.url));
/** Two models of 100,000 exemplars, while one takes over from the other. */
const HEAP_MIB = 6_000;

export const control: Scenario = {
  id: 'control',
  about: 'a desk of 100,000 exemplars: rollback of 1,000 lessons, erasure of a person, preview of a lesson',
  run: async (options) => {
    const measured = await measureApart(options.limit ?? EXEMPLARS, options);
    const busy = loadavg()[2] / availableParallelism();
    return {
      scenario: 'control',
      seeds: 1,
      ...measured,
      busy,
      versions: versions(),
      command: options.command,
    };
  },
};

function measureApart(exemplars: number, { onProgress }: ScenarioOptions): Promise<Measured> {
  const child = fork(CHILD, [String(exemplars)], {
    execArgv: ['--no-warnings', `--max-old-space-size=${HEAP_MIB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let measured: Measured | null = null;
    child.on('message', (message: FromChild) => {
      if ('progress' in message) onProgress(message.progress);
      else ({ measured } = message);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (measured !== null) resolve(measured);
      else reject(new Error(`control: expected a measurement, found an exit (${code ?? signal})`));
    });
  });
}
