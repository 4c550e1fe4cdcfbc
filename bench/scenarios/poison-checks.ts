/**
 * Poison against the product's checks of lessons: 10 % of human resolutions wrong, 5 % poisoned tickets, floods by one
 * account, all together on Banking77 with late issues and in the generated world, and each alone (with the checks) on the
 * beginning of them.
 *
 * `checks`: what is doubted or blocked waits, and nobody ever reviews it. `reviewed`: a person who tells good from bad
 * does, at once. `unchecked`: every lesson is learned as it comes. Beside them kNN that appends. Judged by the truth,
 * over the tickets of genuine customers.
 */
import { STREAM_BASELINES } from '@understudy/engine';
import { plainResolution } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';
import { attacked, type Desk, type DeskTicket, isAttack, type Shares } from '../world/attacked-desk.ts';
import { type CheckFigures, checkFigures } from '../world/check-figures.ts';
import { type CheckedOptions, replayChecked } from '../world/checked-replay.ts';
import { bankingDesk, DESK_SETTINGS, type DeskOptions, worldDesk } from '../world/desks-to-attack.ts';

const SEEDS = 1;
const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };
const THREATS: Readonly<Record<string, Shares>> = {
  none: { mistakes: 0, texts: 0, floods: 0 },
  mistakes: { mistakes: 0.1, texts: 0, floods: 0 },
  texts: { mistakes: 0, texts: 0.05, floods: 0 },
  floods: { mistakes: 0, texts: 0, floods: 0.1 },
  all: { mistakes: 0.1, texts: 0.05, floods: 0.1 },
};
/** Messages of a stream under one threat alone. */
const ALONE = 2_500;
const STREAMS = { banking77: bankingDesk, world: worldDesk } as const;
type Stream = keyof typeof STREAMS;
type Arm = 'checks' | 'reviewed' | 'unchecked';
const ARMS: Readonly<Record<Arm, Pick<CheckedOptions, 'checks' | 'reviews'>>> = {
  checks: { checks: true, reviews: 'nobody' },
  reviewed: { checks: true, reviews: 'approves-good' },
  unchecked: { checks: false, reviews: 'nobody' },
};

export const poisonChecks: Scenario = {
  id: 'poison-checks',
  about:
    'wrong human resolutions, poisoned tickets and floods against the checks of lessons, and without them',
  run: async (options) => {
    const seeds = Array.from({ length: options.seeds ?? SEEDS }, (_, i) => i + 1);
    const streams: Record<string, object> = {};
    const shown: Partial<Record<Stream, StreamFigures>> = {};
    for (const stream of Object.keys(STREAMS) as Stream[]) {
      const found = await measureStream(stream, seeds, options);
      shown[stream] = found;
      streams[stream] = found.threats;
    }
    const banking = shown.banking77 as StreamFigures;
    const world = shown.world as StreamFigures;
    return {
      scenario: 'poison-checks',
      seeds: seeds.length,
      ...banking.all.checks,
      world: world.all.checks,
      baselines: Object.fromEntries(
        Object.entries(banking.all)
          .filter(([name]) => name !== 'checks')
          .map(([name, figures]) => [name, { ...figures, world: world.all[name] }]),
      ),
      streams,
      config: { ...SETTINGS, ...DESK_SETTINGS, threats: THREATS, messages_alone: ALONE },
      versions: versions(),
      command: options.command,
    };
  },
};

interface StreamFigures {
  /** Threat by threat, arm by arm: means over the seeds; of the first seed where it comes alone. */
  readonly threats: Readonly<Record<string, Readonly<Record<string, object>>>>;
  /** All threats together. */
  readonly all: Readonly<Record<string, object>>;
}

async function measureStream(
  stream: Stream,
  seeds: readonly number[],
  options: ScenarioOptions,
): Promise<StreamFigures> {
  const threats: Record<string, Record<string, object>> = {};
  for (const [threat, shares] of Object.entries(THREATS)) {
    const isAll = threat === 'all';
    const arms: readonly Arm[] = isAll ? ['checks', 'reviewed', 'unchecked'] : ['checks'];
    const runs: Record<string, Partial<CheckFigures>>[] = [];
    for (const seed of isAll ? seeds : seeds.slice(0, 1)) {
      const limit = isAll ? options.limit : Math.min(ALONE, options.limit ?? ALONE);
      const under = await attack(stream, { seed, limit }, shares, options);
      const own: Record<string, Partial<CheckFigures>> = {};
      for (const arm of arms) own[arm] = measure(under, arm, `${stream}, ${threat}, ${arm}, seed ${seed}`);
      runs.push(isAll ? { ...own, append_knn: await appendKnn(under) } : own);
    }
    const names = Object.keys(runs[0] ?? {});
    threats[threat] = Object.fromEntries(
      names.map((name) => [name, meanOfAll(runs.map((run) => run[name] ?? {})) as object]),
    );
  }
  return { threats, all: threats['all'] ?? {} };
}

/** Field by field, of those that tell. */
function meanOfAll(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length > 0) return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const records = values.filter(
    (value): value is Record<string, unknown> => typeof value === 'object' && value !== null,
  );
  if (records.length === 0) return null;
  const fields = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return Object.fromEntries(
    fields.map((field) => [field, meanOfAll(records.map((record) => record[field]))]),
  );
}

interface UnderAttack {
  readonly desk: Desk;
  readonly tickets: readonly DeskTicket[];
  readonly questions: Parameters<typeof replayChecked>[0];
  readonly config: CheckedOptions['config'];
  readonly seed: number;
  readonly onProgress: ScenarioOptions['onProgress'];
}

async function attack(
  stream: Stream,
  given: DeskOptions,
  shares: Shares,
  { onProgress }: ScenarioOptions,
): Promise<UnderAttack> {
  const desk = STREAMS[stream](given);
  const tickets = attacked(desk, shares, given.seed);
  const texts = tickets.map(({ text }) => text);
  const { encoder_id, dimensions, vectors } = await encodeCached(stream, texts, (done, total) =>
    onProgress({ phase: 'encoding', done, total }),
  );
  const questions = tickets.map((ticket, i) => {
    const { id, text, context, account, at_ms } = ticket;
    const asked = { id, text, context, account, at_ms, language: 'en', wants_human: false };
    return { ticket, question: { ...asked, vector: vectors[i] } };
  });
  return { desk, tickets, questions, config: { encoder_id, dimensions }, seed: given.seed, onProgress };
}

function measure(under: UnderAttack, arm: Arm, phase: string): CheckFigures {
  const { desk, tickets, questions, config, seed, onProgress } = under;
  const { answers } = desk;
  const how = { config, seed, settings: SETTINGS, answers, phase, onProgress, ...ARMS[arm] };
  return checkFigures(replayChecked(questions, how), tickets, SETTINGS.max_error);
}

/** In its favour, its threshold is tuned on the truth; attackers' tickets teach it, and are not scored. */
async function appendKnn({ questions, seed }: UnderAttack): Promise<Partial<CheckFigures>> {
  const told = questions.map(({ ticket, question }) => ({
    question,
    resolutions: ticket.reply === null ? [] : [plainResolution(ticket.reply.resolution_id)],
    right: isAttack(ticket) ? null : ticket.truth === null ? [] : [ticket.truth],
  }));
  const baseline = STREAM_BASELINES.find(({ name }) => name === 'append_knn');
  if (baseline === undefined) throw new Error('expected append_knn among the baselines, found none');
  const run = await baseline.run(told, { ...SETTINGS, seed, freeze_at: 0 });
  const { coverage, risk, risk_upper90, harm_per_1000, hit_at_1 } = run;
  return { coverage, risk, risk_upper90, harm_per_1000, hit_at_1, poisoned_in_shadow: 0, good_held: 0 };
}
