/**
 * How answers slow down as the memory grows: decide with and without encoding, an applied lesson, a night, memory.
 *
 * Each size is measured in a process of its own. Sizes above `--limit` are left out. A million takes more than an hour: it is a
 * scenario by itself, so that the others can be measured again without it.
 */
import { totalmem } from 'node:os';
import type { Measured } from '../growth/measure-size.ts';
import { busyness, measureApart } from '../measure-apart.ts';
import type { Result, Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SIZES = [1_000, 10_000, 100_000];
const MILLION = 1_000_000;
const CHILD = new URL('../growth/measure-size.ts', import.meta.url);
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
  about: 'the same at 1,000,000 exemplars (or at --limit of them); takes more than an hour',
  run: async (options) => measureSizes('growth-million', [options.limit ?? MILLION], options),
};

async function measureSizes(
  scenario: string,
  sizes: readonly number[],
  options: ScenarioOptions,
): Promise<Result> {
  const at: Record<string, Measured> = {};
  for (const size of sizes) at[String(size)] = await measureSize(size, options);
  return { scenario, seeds: 1, at, busy: busyness(), versions: versions(), command: options.command };
}

function measureSize(size: number, options: ScenarioOptions): Promise<Measured> {
  const heap_mib = Math.floor((HEAP_SHARE * totalmem()) / 2 ** 20);
  const execArgv = ['--expose-gc', `--max-old-space-size=${heap_mib}`];
  return measureApart({ what: `growth at ${size}`, child: CHILD, args: [String(size)], execArgv }, options);
}
