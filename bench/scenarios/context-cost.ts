/**
 * What context costs: the same questions decided with and without their tokens, in one memory of 100,000 exemplars.
 *
 * Invented questions (`growth/invented-questions.ts`) with twelve tokens each, drawn from 10,000 different ones: a page, what
 * was done on it, and plain fields, some of which tell the resolution. Both decisions of a question are made one after the
 * other, the first one in turn, so that a busy machine slows both alike. `--limit`: exemplars.
 */
import { performance } from 'node:perf_hooks';
import { type EncodedQuestion, Engine, type ModelEvent, SeededRandom } from '@understudy/engine';
import { invent, type Part, readParts } from '../growth/invented-questions.ts';
import { busyness } from '../measure-apart.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SIZE = 100_000;
const EXEMPLARS_PER_RESOLUTION = 50;
const PAGES = 2_000;
const DEEDS = 7_000;
const FIELDS = 8;
const VALUES_OF_FIELD = 125;
/** Share of the pages and deeds that belong to the resolution. */
const TELLING = 0.7;
const QUESTIONS = 400;
const WARM_UP = 40;

export const contextCost: Scenario = {
  id: 'context-cost',
  about:
    'what 10,000 different context tokens add to a decision at 100,000 exemplars (or at --limit of them)',
  run: async (options) => {
    const size = options.limit ?? SIZE;
    const random = new SeededRandom(`context-cost/${size}`);
    const parts = await readParts(options.onProgress);
    const engine = fill({ size, parts, random }, options);
    const { without, within, spoke } = timeBoth(engine, () => asked({ size, parts, random }, 0));
    return {
      scenario: 'context-cost',
      seeds: 1,
      exemplars: size,
      tokens: PAGES + DEEDS + FIELDS * VALUES_OF_FIELD,
      tokens_of_question: tokensOf(0, random).length,
      p50_without_ms: quantile(without.wall_ms, 0.5),
      p50_with_ms: quantile(within.wall_ms, 0.5),
      added_p50_ms: quantile(within.wall_ms, 0.5) - quantile(without.wall_ms, 0.5),
      p99_without_ms: quantile(without.wall_ms, 0.99),
      p99_with_ms: quantile(within.wall_ms, 0.99),
      /** Processor time, which other processes cannot stretch as they do the times above; means. */
      cpu_without_ms: mean(without.cpu_ms),
      cpu_with_ms: mean(within.cpu_ms),
      added_cpu_ms: mean(within.cpu_ms) - mean(without.cpu_ms),
      /** Decisions in which the context said anything of the first candidate. */
      spoke: spoke / QUESTIONS,
      busy: busyness(),
      versions: versions(),
      command: options.command,
    };
  },
};

interface Filling {
  readonly size: number;
  readonly parts: readonly Part[];
  readonly random: SeededRandom;
}

function fill(given: Filling, { onProgress }: ScenarioOptions): Engine {
  const engine = Engine.create({ encoder_id: 'bench', dimensions: given.parts[0].vector.length });
  for (let seq = 1; seq <= given.size; seq++) {
    const { question, resolution } = asked(given, seq);
    const exemplar = { id: `e${seq}`, resolution_id: `r${resolution}`, question };
    engine.learn({ kind: 'lesson-applied', seq, exemplar } satisfies ModelEvent);
    if (seq % 1_000 === 0) onProgress({ phase: 'learning', done: seq, total: given.size });
  }
  return engine;
}

function asked({ size, parts, random }: Filling, index: number) {
  const resolution = random.integer(Math.ceil(size / EXEMPLARS_PER_RESOLUTION));
  const question: EncodedQuestion = {
    ...invent(parts, random, index),
    context: tokensOf(resolution, random),
  };
  return { question, resolution };
}

function tokensOf(resolution: number, random: SeededRandom): string[] {
  const near = (all: number) => (random.next() < TELLING ? resolution : random.integer(all)) % all;
  const place = (page: number) => `/area-${page % 40}/page-${page}`;
  const fields = Array.from({ length: FIELDS }, (_, i) => `field${i}:${random.integer(VALUES_OF_FIELD)}`);
  const deeds = Array.from({ length: 3 }, () => near(DEEDS)).map(
    (deed) => `did:${place(deed % PAGES)}|click ${deed}`,
  );
  return [...deeds, ...fields, `page:${place(near(PAGES))}`];
}

interface Timed {
  readonly wall_ms: number[];
  readonly cpu_ms: number[];
}

function timeBoth(engine: Engine, next: () => { question: EncodedQuestion }) {
  const within: Timed = { wall_ms: [], cpu_ms: [] };
  const without: Timed = { wall_ms: [], cpu_ms: [] };
  let spoke = 0;
  for (let index = 0; index < QUESTIONS + WARM_UP; index++) {
    const { question } = next();
    const plain = { ...question, context: [] };
    const run = (asks: EncodedQuestion, times: Timed) => {
      const [started_ms, started_cpu_ms] = [performance.now(), cpu_ms()];
      const decision = engine.decide(asks, { seed: index });
      if (index < WARM_UP) return decision;
      times.cpu_ms.push(cpu_ms() - started_cpu_ms);
      times.wall_ms.push(performance.now() - started_ms);
      return decision;
    };
    if (index % 2 === 0) run(plain, without);
    const { candidates } = run(question, within);
    if (index % 2 === 1) run(plain, without);
    if (index >= WARM_UP && candidates[0]?.context_said !== undefined) spoke += 1;
  }
  return { within, without, spoke };
}

/** Of this thread. */
function cpu_ms(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
