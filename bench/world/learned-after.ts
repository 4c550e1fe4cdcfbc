/**
 * After how many resolutions is an answer known that only the context tells?
 *
 * Twice in the generated world. `from_nothing`: a desk that begins empty, every answer young. `late`: a desk that has worked
 * for weeks, in which some of these answers are asked for the first time; each repeat teaches it other tickets of such an
 * answer, one after the other, and asks the same six others after each. Beside it, the same memory asked without the
 * context. A question counts for the number of human resolutions that the answer had by then.
 */
import { clopperPearsonLower, clopperPearsonUpper, Engine, Replay, SeededRandom } from '@understudy/engine';
import type { ScenarioOptions } from '../scenario.ts';
import { DEFAULT_WORLD, generateWorld, type WorldTicket } from './generate.ts';
import type { JudgedTicket } from './judged-replay.ts';
import { ISSUES } from './product.ts';
import { encodeWorld } from './world-tickets.ts';

const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };
const FROM_NOTHING = { seeds: 12, tickets: 600 };
const LATE = {
  seeds: 4,
  from_day: 45,
  answers: [
    'step-domain-proof',
    'step-publish-review',
    'help-connect-app',
    'limit-pro-raise',
    'banner-pay-open',
  ],
  repeats: 4,
  asks: 6,
};
const COUNTS = [0, 1, 2, 3, 5];
const MOST = COUNTS[COUNTS.length - 1];
const MISSED = 0.05;

interface LearnedCell {
  readonly asked: number;
  /** Share whose right answer came first, with its 90 % interval. */
  readonly right: number | null;
  readonly low: number;
  readonly high: number;
  /** The same without the context. */
  readonly text_only: number | null;
}

type Told = 'page' | 'account';
/** By the number of resolutions. */
type Cells = Readonly<Record<string, LearnedCell>>;
type Desk = 'late' | 'from_nothing';

/** What tells an answer of an issue that has several: the page, or plan, role and life cycle. */
const TOLD = new Map<string, Told>(
  ISSUES.filter(({ answers }) => answers.length > 1).flatMap(({ answers }) =>
    answers.map(({ when, use }) => [use, 'page' in when ? 'page' : 'account'] as const),
  ),
);

export async function learnedAfter(
  options: ScenarioOptions,
): Promise<Readonly<Record<`${Desk}_by_${Told}`, Cells>>> {
  const [nothing, late] = [new Tally(), new Tally()];
  const seedsOf = (seeds: number) => Array.from({ length: options.seeds ?? seeds }, (_, i) => i + 1);
  for (const seed of seedsOf(FROM_NOTHING.seeds)) await fromNothing(seed, nothing, options);
  for (const seed of seedsOf(LATE.seeds)) await lateBorn(seed, late, options);
  return {
    late_by_page: late.cells('page'),
    late_by_account: late.cells('account'),
    from_nothing_by_page: nothing.cells('page'),
    from_nothing_by_account: nothing.cells('account'),
  };
}

async function fromNothing(seed: number, tally: Tally, options: ScenarioOptions): Promise<void> {
  const count = Math.min(FROM_NOTHING.tickets, options.limit ?? Infinity);
  const { tickets, judged, replay } = await worldOf(seed, options, count);
  const seen = new Map<string, number>();
  for (const [i, { truth, said }] of tickets.entries()) {
    options.onProgress({ phase: `learned from nothing, seed ${seed}`, done: i, total: count });
    if (truth !== null)
      tally.ask({ engine: replay.engine, right: truth, seen: seen.get(truth) ?? 0 }, judged[i]);
    replay.step(judged[i].ticket);
    const { revealed } = replay.records[replay.records.length - 1];
    if (revealed && said !== null) seen.set(said, (seen.get(said) ?? 0) + 1);
  }
}

async function lateBorn(seed: number, tally: Tally, options: ScenarioOptions): Promise<void> {
  const { tickets, judged, replay } = await worldOf(seed, options);
  const isLate = ({ truth, said }: WorldTicket) =>
    [truth, said].some((id) => LATE.answers.includes(id ?? ''));
  const days = Math.min(LATE.from_day, (options.limit ?? Infinity) / DEFAULT_WORLD.tickets_per_day);
  const before = judged.filter((_, i) => tickets[i].day < days && !isLate(tickets[i]));
  for (const [i, { ticket }] of before.entries()) {
    options.onProgress({ phase: `learned late, seed ${seed}`, done: i, total: before.length });
    replay.step(ticket);
  }
  const desk = replay.engine.snapshot();
  const random = new SeededRandom(`learned-after/${seed}`);
  for (const right of LATE.answers) {
    const own = judged.filter((_, i) => {
      const { truth, said, day } = tickets[i];
      return truth === right && said === right && day >= LATE.from_day;
    });
    for (let repeat = 0; repeat < LATE.repeats; repeat++) {
      const drawn = random.shuffle(own);
      const asks = drawn.slice(MOST, MOST + LATE.asks);
      const engine = Engine.restore(desk);
      for (let seen = 0; seen <= MOST; seen++) {
        if (seen > 0) teach(engine, drawn[seen - 1]);
        for (const ask of asks) tally.ask({ engine, right, seen }, ask);
      }
    }
  }
}

function teach(engine: Engine, { ticket: { question, resolutions } }: JudgedTicket): void {
  const [resolution] = resolutions;
  const exemplar = { id: `${question.id}/late`, resolution_id: resolution.id, question };
  engine.learn({ kind: 'lesson-applied', seq: engine.version + 1, exemplar });
  engine.learn({ kind: 'resolution-upserted', seq: engine.version + 1, resolution });
}

async function worldOf(seed: number, options: ScenarioOptions, count = Infinity) {
  const settings = { ...DEFAULT_WORLD, seed };
  const tickets = generateWorld(settings).slice(0, count);
  const { config, tickets: judged } = await encodeWorld(settings, tickets, options);
  const replay = new Replay({ config, seed, settings: SETTINGS, freeze_at: Infinity });
  return { tickets, judged, replay };
}

class Tally {
  readonly #counts = new Map<string, { asked: number; right: number; by_text: number }>();

  /** Nothing where the words tell the answer, or where the number is none of those that are looked at. */
  ask(
    { engine, right, seen }: { engine: Engine; right: string; seen: number },
    { ticket: { question } }: JudgedTicket,
  ): void {
    const told = TOLD.get(right);
    if (told === undefined || !COUNTS.includes(seen)) return;
    const isRight = (context: readonly string[]) =>
      engine.decide({ ...question, context }, { seed: 1 }).candidates[0]?.resolution_id === right;
    const key = `${told} ${seen}`;
    const { asked, right: known, by_text } = this.#counts.get(key) ?? { asked: 0, right: 0, by_text: 0 };
    this.#counts.set(key, {
      asked: asked + 1,
      right: known + (isRight(question.context) ? 1 : 0),
      by_text: by_text + (isRight([]) ? 1 : 0),
    });
  }

  cells(told: Told): Cells {
    return Object.fromEntries(COUNTS.map((count) => [count, this.#cell(told, count)]));
  }

  #cell(told: Told, resolutions: number): LearnedCell {
    const { asked, right, by_text } = this.#counts.get(`${told} ${resolutions}`) ?? NONE;
    return {
      asked,
      right: asked === 0 ? null : right / asked,
      low: clopperPearsonLower(right, asked, MISSED),
      high: clopperPearsonUpper(right, asked, MISSED),
      text_only: asked === 0 ? null : by_text / asked,
    };
  }
}

const NONE = { asked: 0, right: 0, by_text: 0 };
