/**
 * How answers slow down as the memory grows: decide with and without encoding, an applied lesson, a night, memory.
 *
 * Each size is measured in a process of its own. Sizes above `--limit` are left out. A million takes hours: it is a
 * scenario by itself, so that the others can be measured again without it.
 */
import { fork } from 'node:child_process';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FromChild, Measured } from '../growth/measure-size.ts';
import type { Result, Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SIZES = [1_000, 10_000, 100_000];
const MILLION = 1_000_000;
const CHILD = fileURLToPath(new URL('../growth/measure-size.ts', import.meta.url));
/** A million exemplars need more heap than Node takes by itself. */
const HEAP_SHARE = 0.75;

export const growth: Scenario = {
  id: 'growth',
  about: 'latency and memory at 1,000 to 100,000 exemplars',
  run: async (options) =>
    measureSizes(
      'growth',
      SIZES.filter((size) => size <= (options.limit ?? MILLION)),
      options,
    ),
};

export const growthMillion: Scenario = {
  id: 'growth-million',
  about: 'the same at 1,000,000 exemplars (or at --limit of them); takes hours',
  run: async (options) => measureSizes('growth-million', [options.limit ?? MILLION], options),
};

async function measureSizes(
  scenario: string,
  sizes: readonly number[],
  options: ScenarioOptions,
): Promise<Result> {
  const at: Record<string, Measured> = {};
  for (const size of sizes) at[String(size)] = await measureApart(size, options);
  return { scenario, seeds: 1, at, busy: busyness(), versions: versions(), command: options.command };
}

/** Processes that wanted a core in the last quarter of an hour, per core: above 1, times tell of others, too. */
const busyness = (): number => loadavg()[2] / availableParallelism();

function measureApart(size: number, { onProgress }: ScenarioOptions): Promise<Measured> {
  const heap_mib = Math.floor((HEAP_SHARE * totalmem()) / 2 ** 20);
  const child = fork(CHILD, [String(size)], {
    execArgv: ['--expose-gc', `--max-old-space-size=${heap_mib}`],
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
      else reject(new Error(`growth at ${size}: expected a measurement, found an exit (${code ?? signal})`));
    });
  });
}
