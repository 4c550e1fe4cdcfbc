/**
 * What bad lessons do: floods in the generated world, mislabels on Banking77, at 0, 5, 10 and 20 %.
 *
 * Floods: near-equal questions of few accounts, all settled wrongly; `guarded` stands behind the influence caps,
 * `unguarded` learns everything that people said. Mislabels: human resolutions that are another one, drawn uniformly;
 * the labels that certificates stand on go wrong with them. There `guarded` has a second person look at the suspect
 * ones, and `true_labels` is told the truth as label (careful audits), and taught the wrong lessons. Everything is
 * judged by the truth, over genuine tickets.
 */
import { type ReplayTicket, STREAM_BASELINES } from '@understudy/engine';
import { meanOf, rangeOf } from '../../packages/engine/src/evaluate/over-seeds.ts';
import { Influence } from '../../packages/engine/src/learn/influence.ts';
import { SuspectLabels } from '../../packages/engine/src/learn/suspect-labels.ts';
import { readRows } from '../data/rows.ts';
import { stagedStream } from '../data/staged-stream.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';
import { DEFAULT_WORLD, generateWorld } from '../world/generate.ts';
import {
  type JudgedOptions,
  type JudgedTicket,
  type LessonGuard,
  replayJudged,
} from '../world/judged-replay.ts';
import { flooded, mislabelled } from '../world/poison.ts';
import { type PoisonFigures, poisonFigures } from '../world/poison-figures.ts';
import { encodeWorld } from '../world/world-tickets.ts';

const SEEDS = 1;
const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };
const SHARES = [0, 0.05, 0.1, 0.2];
/** The share whose figures stand at the top of the result. */
const SHOWN = 0.1;
const DAYS = 100;
/** Every fifth message of Banking77: 77 issues still, and time for all shares. */
const EVERY = 5;
const ISSUES_AT_START = 40;
const ARMS = ['guarded', 'unguarded', 'true_labels', 'append_knn'] as const;

type Arm = (typeof ARMS)[number];
/** `true_labels`: mislabels only. */
type ByArm = Readonly<Partial<Record<Arm, Partial<PoisonFigures>>>>;

interface Attacked {
  readonly name: string;
  readonly config: { readonly encoder_id: string; readonly dimensions: number };
  readonly tickets: readonly JudgedTicket[];
  readonly isAttack: (index: number) => boolean;
  readonly seed: number;
}

export const poison: Scenario = {
  id: 'poison',
  about: 'floods of wrong lessons, and mislabels, at 0 to 20 %: with influence caps and without',
  run: async (options) => {
    const seeds = Array.from({ length: options.seeds ?? SEEDS }, (_, i) => i + 1);
    const floods = await measureShares(seeds, options, attackWorld);
    const mislabels = await measureShares(seeds, options, attackBanking);
    const shown = (arm: Arm) => {
      const runs = runsOf(floods.get(SHOWN) ?? [], arm);
      return { ...meanOf(runs), range: rangeOf(runs) };
    };
    return {
      scenario: 'poison',
      seeds: seeds.length,
      share: SHOWN,
      ...shown('guarded'),
      baselines: { unguarded: shown('unguarded'), append_knn: shown('append_knn') },
      floods: tablesOf(floods),
      mislabels: tablesOf(mislabels),
      config: { ...DEFAULT_WORLD, days: DAYS, ...SETTINGS, shares: SHARES, banking77_every: EVERY },
      versions: versions(),
      command: options.command,
    };
  },
};

type Guards = Pick<JudgedOptions, 'guard' | 'suspects'>;
type Attack = (share: number, seed: number, options: ScenarioOptions) => Promise<Attacked>;

async function measureShares(seeds: readonly number[], options: ScenarioOptions, attack: Attack) {
  const found = new Map<number, ByArm[]>();
  for (const share of SHARES) {
    const runs: ByArm[] = [];
    for (const seed of seeds) runs.push(await measure(await attack(share, seed, options), options));
    found.set(share, runs);
  }
  return found;
}

const attackWorld: Attack = async (share, seed, options) => {
  const settings = { ...DEFAULT_WORLD, seed, days: DAYS };
  const stream = flooded(generateWorld(settings).slice(0, options.limit), share, seed);
  const world = await encodeWorld(settings, stream, options);
  const isAttack = (index: number) => stream[index].wrong_because === 'flood';
  return { name: `floods ${share}`, ...world, isAttack, seed };
};

const attackBanking: Attack = async (share, seed, { limit, onProgress }) => {
  const all = readRows('banking77');
  const texts = all.map((row) => row.text);
  const encoded = await encodeCached('banking77', texts, (done, total) =>
    onProgress({ phase: 'encoding', done, total }),
  );
  const messages = all.map((row, i) => ({ row, vector: encoded.vectors[i] }));
  const stream = stagedStream({
    messages: messages.filter((_, i) => i % EVERY === 0).slice(0, limit),
    strangers: [],
    issues_at_start: ISSUES_AT_START,
    tickets_per_day: 50,
    seed: `poison/${seed}`,
  });
  const clean = stream.tickets.map((ticket) => ({ ticket, truth: ticket.right ?? [] }));
  const { encoder_id, dimensions } = encoded;
  const config = { encoder_id, dimensions };
  return {
    name: `mislabels ${share}`,
    config,
    tickets: mislabelled(clean, share, seed),
    isAttack: () => false,
    seed,
  };
};

async function measure(attacked: Attacked, options: ScenarioOptions): Promise<ByArm> {
  const { name, isAttack, seed, config } = attacked;
  const replay = (arm: Arm, tickets: readonly JudgedTicket[], guards: Guards) => {
    const phase = `${name}, ${arm}, seed ${seed}`;
    const { onProgress } = options;
    const steps = replayJudged(tickets, { config, seed, settings: SETTINGS, phase, onProgress, ...guards });
    return poisonFigures(steps, attacked.tickets, isAttack);
  };
  const { tickets } = attacked;
  const hasAccounts = tickets.some(({ ticket }) => ticket.question.account !== null);
  const guards = hasAccounts ? { guard: influenceGuard() } : { suspects: new SuspectLabels() };
  return {
    guarded: replay('guarded', tickets, guards),
    unguarded: replay('unguarded', tickets, {}),
    ...(hasAccounts ? {} : { true_labels: replay('true_labels', tickets.map(truthfully), {}) }),
    append_knn: await appendKnn(attacked),
  };
}

const truthfully = (each: JudgedTicket): JudgedTicket => ({
  ...each,
  ticket: { ...each.ticket, right: each.truth },
});

/** As the engine would ask, lesson by lesson. */
function influenceGuard(): LessonGuard {
  const influence = new Influence();
  const lessonsOf = ({ question, resolutions }: ReplayTicket) =>
    resolutions.map(({ id }) => ({ ...question, resolution_id: id }));
  return {
    admits: (ticket) => lessonsOf(ticket).every((lesson) => influence.heldBecause(lesson) === null),
    learned: (ticket) => {
      for (const lesson of lessonsOf(ticket)) influence.add(lesson);
    },
  };
}

/** In its favour, its threshold is tuned on the truth; attackers' tickets teach it, and are not scored. */
async function appendKnn({ tickets, isAttack, seed }: Attacked): Promise<Partial<PoisonFigures>> {
  const told = tickets.map(({ ticket, truth }, i) => ({ ...ticket, right: isAttack(i) ? null : truth }));
  const baseline = STREAM_BASELINES.find(({ name }) => name === 'append_knn');
  if (baseline === undefined) throw new Error('expected append_knn among the baselines, found none');
  const { coverage, risk, risk_upper90, harm_per_1000, hit_at_1, hit_at_3 } = await baseline.run(told, {
    ...SETTINGS,
    seed,
    freeze_at: 0,
  });
  return {
    coverage,
    risk,
    risk_upper90,
    harm_per_1000,
    hit_at_1,
    hit_at_3,
    poisoned_held: null,
    good_held: 0,
  };
}

/** One table an arm, one row a share. */
function tablesOf(found: ReadonlyMap<number, readonly ByArm[]>): Record<string, Record<string, object>> {
  const tables = ARMS.map((arm) => {
    const rows = [...found].map(([share, runs]) => [String(share), runsOf(runs, arm)] as const);
    const measured = rows.filter(([, runs]) => runs.length > 0);
    return [arm, Object.fromEntries(measured.map(([share, runs]) => [share, meanOf(runs)]))] as const;
  });
  return Object.fromEntries(tables.filter(([, rows]) => Object.keys(rows).length > 0));
}

function runsOf(runs: readonly ByArm[], arm: Arm): Partial<PoisonFigures>[] {
  return runs.flatMap((byArm) => byArm[arm] ?? []);
}
