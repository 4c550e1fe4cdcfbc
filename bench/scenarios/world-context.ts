/**
 * Does what is known around a question help where it should, and not hurt where it says nothing?
 *
 * One generated world, three arms: our engine with the context, without it, and with contexts dealt out to the wrong
 * tickets. Judged by the truth; learned and certified on what human agents said, 2 % of it wrong. Beside these, how many
 * resolutions it takes until such an answer is known (`world/learned-after.ts`).
 */
import {
  type Metrics,
  type ReplayTicket,
  SeededRandom,
  STREAM_BASELINES,
  summarise,
} from '@understudy/engine';
import { meanOf, rangeOf } from '../../packages/engine/src/evaluate/over-seeds.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';
import { coverageAtRisk, type Judged } from '../world/coverage-at-risk.ts';
import { DEFAULT_WORLD, generateWorld, type WorldTicket } from '../world/generate.ts';
import { type JudgedStep, type JudgedTicket, replayJudged } from '../world/judged-replay.ts';
import { learnedAfter } from '../world/learned-after.ts';
import { type EncodedWorld, encodeWorld } from '../world/world-tickets.ts';

const SEEDS = 3;
const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };
const BESIDE = ['tfidf_knn', 'append_knn', 'svm_30d'];
const TWIN_SHARE = 0.1;

const ARMS = ['with_context', 'text_only', 'random_context'] as const;
type Arm = (typeof ARMS)[number];

interface Figures extends Partial<Metrics> {
  readonly ambiguous_tickets?: number;
  readonly ambiguous_coverage?: number;
  readonly ambiguous_risk?: number;
  readonly ambiguous_hit_at_1?: number | null;
}

export const worldContext: Scenario = {
  id: 'world-context',
  about: 'a generated product: the same words on two pages need two answers',
  run: async (options) => {
    const seeds: SeedRun[] = [];
    for (let seed = 1; seed <= (options.seeds ?? SEEDS); seed++) seeds.push(await runSeed(seed, options));
    const runs = seeds.map(({ figures }) => figures);
    const answersOf = (arm: Arm) => seeds.flatMap(({ answers }) => answers[arm]);
    const of = (name: string) => runs.map((run) => run[name]);
    const own = meanOf(of('own'));
    const names = Object.keys(runs[0]).filter((name) => name !== 'own');
    const baselines = Object.fromEntries(
      names.map((name) => [name, { ...meanOf(of(name)), range: rangeOf(of(name)) }]),
    );
    const loss = (field: keyof Metrics) =>
      difference(baselines['text_only'], baselines['random_context'], field);
    return {
      scenario: 'world-context',
      seeds: runs.length,
      ...own,
      loss_with_random_context: loss('hit_at_1'),
      loss_in_coverage_with_random_context: loss('coverage'),
      learned_after: await learnedAfter(options),
      coverage_at_risk: coverageAtRisk(Object.fromEntries(ARMS.map((arm) => [arm, answersOf(arm)]))),
      range: rangeOf(of('own')),
      baselines,
      config: { ...DEFAULT_WORLD, ...SETTINGS, twin_frozen_at: TWIN_SHARE },
      versions: versions(),
      command: options.command,
    };
  },
};

/** Above 0: the first is better. */
function difference(first: Figures, second: Figures, field: keyof Metrics): number | null {
  const [a, b] = [first[field], second[field]];
  return typeof a === 'number' && typeof b === 'number' ? a - b : null;
}

interface SeedRun {
  readonly figures: Record<string, Figures>;
  readonly answers: Readonly<Record<Arm, Judged>>;
}

async function runSeed(seed: number, options: ScenarioOptions): Promise<SeedRun> {
  const settings = { ...DEFAULT_WORLD, seed };
  const tickets = generateWorld(settings).slice(0, options.limit);
  const world = await encodeWorld(settings, tickets, options);
  const replay = (arm: string, given: readonly JudgedTicket[]) => {
    const phase = `${arm}, seed ${seed}`;
    const freeze_at = Math.floor(given.length * TWIN_SHARE);
    const { config } = world;
    return replayJudged(given, {
      config,
      seed,
      settings: SETTINGS,
      freeze_at,
      phase,
      onProgress: options.onProgress,
    });
  };
  const textOnly = withContexts(world.tickets, () => []);
  const arms: Record<Arm, readonly JudgedStep[]> = {
    with_context: replay('with context', world.tickets),
    text_only: replay('text only', textOnly),
    random_context: replay('random context', shuffledContexts(world.tickets, seed)),
  };
  const { with_context, text_only, random_context } = arms;
  return {
    figures: {
      own: figuresOf(with_context, tickets),
      frozen: frozenFigures(with_context),
      text_only: figuresOf(text_only, tickets),
      random_context: figuresOf(random_context, tickets),
      ...(await besideUs(world, seed, options)),
    },
    answers: {
      with_context: with_context.map(({ record }) => record),
      text_only: text_only.map(({ record }) => record),
      random_context: random_context.map(({ record }) => record),
    },
  };
}

function figuresOf(steps: readonly JudgedStep[], tickets: readonly WorldTicket[]): Figures {
  const records = steps.map(({ record }) => record);
  const all = summarise(records, { rss_mib: process.memoryUsage().rss / 2 ** 20, timed: true });
  const ambiguous = records.filter((_, i) => tickets[i].ambiguous);
  const part = summarise(ambiguous, { rss_mib: null, timed: false });
  return {
    ...all,
    ambiguous_tickets: part.tickets,
    ambiguous_coverage: part.coverage,
    ambiguous_risk: part.risk,
    ambiguous_hit_at_1: part.hit_at_1,
  };
}

function frozenFigures(steps: readonly JudgedStep[]): Figures {
  const records = steps.map(({ record }) => ({ ...record, ...record.frozen }));
  const { tickets, coverage, risk, risk_upper90, hit_at_1, hit_at_3 } = summarise(records, {
    rss_mib: null,
    timed: false,
  });
  return { tickets, coverage, risk, risk_upper90, hit_at_1, hit_at_3 };
}

function withContexts(
  tickets: readonly JudgedTicket[],
  contextOf: (i: number) => readonly string[],
): JudgedTicket[] {
  return tickets.map(({ ticket, truth }, i) => {
    const replayed: ReplayTicket = { ...ticket, question: { ...ticket.question, context: contextOf(i) } };
    return { ticket: replayed, truth };
  });
}

/** As many of each token as before, all in the wrong places. */
function shuffledContexts(tickets: readonly JudgedTicket[], seed: number): JudgedTicket[] {
  const contexts = tickets.map(({ ticket }) => ticket.question.context);
  const shuffled = new SeededRandom(`world-context/${seed}`).shuffle(contexts);
  return withContexts(tickets, (i) => shuffled[i]);
}

/** In their favour, the thresholds of these are tuned on the truth, not on what human agents said. */
async function besideUs(
  { tickets }: EncodedWorld,
  seed: number,
  options: ScenarioOptions,
): Promise<Record<string, Figures>> {
  const figures: Record<string, Figures> = {};
  const told = tickets.map(({ ticket, truth }) => ({ ...ticket, right: truth }));
  const freeze_at = Math.floor(tickets.length * TWIN_SHARE);
  for (const baseline of STREAM_BASELINES.filter(({ name }) => BESIDE.includes(name))) {
    options.onProgress({ phase: `${baseline.name}, seed ${seed}`, done: 0, total: tickets.length });
    figures[baseline.name] = { ...(await baseline.run(told, { ...SETTINGS, seed, freeze_at })) };
  }
  return figures;
}
