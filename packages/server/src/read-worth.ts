/**
 * Return on investment of a range of days: counts from the figures, minutes from the team's own threads, the risk from
 * audits, and the cost model that the lead has set. The formulas stand in the engine (`watch/worth.ts`) and in
 * `docs/worth.md`; `steps` says them with the figures put in.
 */
import type { CostModel, Interval, Worth } from '@understudy/contract';
import {
  differenceOf,
  meanInterval,
  meanMinutes,
  WORTH_LEVEL,
  worthOf,
  type WorthInterval,
} from '@understudy/engine';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { shareOf } from './translate-figures.ts';
import { worthSteps } from './worth-steps.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'now_ms'>;

/** Before the lead has set one: hours can be told, money cannot. */
export const FIRST_MODEL: CostModel = {
  currency: 'EUR',
  wage_per_hour: 0,
  licence_per_month: 0,
  handle_minutes: null,
  wrong_answer_cost: 0,
  hold_out: 0,
};
const LEAST_THREADS = 20;
const DAY_MS = 86_400_000;

interface Request extends store.DayRange {
  readonly workspace_id: string;
}

export async function readWorth(parts: Ports, request: Request): Promise<Worth> {
  const savings = await readSavings(parts, request);
  const drawn = await parts.database.asWorkspace(request.workspace_id, (tx) =>
    store.holdOutMinutes(tx, savings.range),
  );
  return { ...savings, hold_out: holdOutOf(drawn) };
}

/** All but what the hold-out measured, which takes longer. */
export async function readSavings(
  parts: Ports,
  { workspace_id, from, to }: Request,
): Promise<Omit<Worth, 'hold_out'>> {
  const range = { from, to };
  const { overall } = await parts.models.estimate(workspace_id, parts.now_ms());
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    kept: await store.getCostModel(tx),
    minutes: await store.handledMinutes(tx, range),
    months: await store.monthCounts(tx, range),
  }));
  const model = read.kept ?? FIRST_MODEL;
  const measured = read.minutes.length < LEAST_THREADS ? null : meanMinutes(read.minutes);
  const minutes =
    model.handle_minutes === null ? measured : { mean: model.handle_minutes, error: 0, count: 0 };
  const months = read.months.map(({ month, alone, stayed }) => ({
    month,
    alone,
    stayed,
    share: shareOfMonth(month, range),
  }));
  const { risk, effective_audits } = overall;
  const audits =
    risk === null ? null : { wrong: risk * effective_audits, right: (1 - risk) * effective_audits };
  const found =
    minutes === null || audits === null
      ? null
      : worthOf({
          months,
          audits,
          minutes,
          model,
          seed: `${workspace_id} ${from} ${to}`,
        });
  const hasMoney = found !== null && read.kept !== undefined;
  const cost = months.reduce((sum, { share }) => sum + share * model.licence_per_month, 0);
  const of = (interval: WorthInterval | null | undefined, isKnown: boolean) =>
    isKnown && interval ? toWireInterval(interval) : null;
  const answered = months.reduce((sum, { alone }) => sum + alone, 0);
  const stayed = months.reduce((sum, month) => sum + month.stayed, 0);
  const confirmed = read.months.reduce((sum, month) => sum + month.confirmed, 0);
  const missing = missingOf({ measured: read.minutes.length, minutes, audits, kept: read.kept });
  return {
    range,
    model,
    handle_minutes: measured === null ? null : toWireInterval(meanInterval(measured)),
    threads_measured: read.minutes.length,
    hours_saved: of(found?.hours, true),
    money_saved: of(found?.money, hasMoney),
    cost,
    cost_per_resolution: of(found?.cost_per_resolution, hasMoney),
    net: of(found?.net, hasMoney),
    missing,
    months: months.map(({ month, alone }, place) => ({
      month,
      hours: of(found?.months[place].hours, true),
      money: of(found?.months[place].money, hasMoney),
      cost: found?.months[place].cost ?? 0,
      total: of(found?.months[place].total, hasMoney),
      answered: alone,
    })),
    resolved: shareOf({ confirmed, 'answered-alone': answered }, 'confirmed', 'answered-alone'),
    steps:
      found === null ? [] : worthSteps({ found, answered, stayed, minutes, risk, model, hasMoney, cost }),
  };
}

const toWireInterval = ({ value, low, high }: WorthInterval): Interval => {
  return { value, low, high, confidence: WORTH_LEVEL };
};

/** Days of the month that lie in the range, of all its days. */
function shareOfMonth(month: string, { from, to }: store.DayRange): number {
  const first = Date.parse(`${month}-01`);
  const next = new Date(first).setUTCMonth(new Date(first).getUTCMonth() + 1);
  const begin = Math.max(first, Date.parse(from));
  const end = Math.min(next, Date.parse(to) + DAY_MS);
  return Math.max(0, end - begin) / (next - first);
}

function missingOf(given: {
  readonly measured: number;
  readonly minutes: object | null;
  readonly audits: object | null;
  readonly kept: CostModel | undefined;
}): string[] {
  const { measured, minutes, audits, kept } = given;
  return [
    ...(minutes === null
      ? [
          `Minutes of people: measured in ${measured} of the ${LEAST_THREADS} threads that are needed. Or set them in the cost model.`,
        ]
      : []),
    ...(audits === null ? ['The share of wrong answers: no answer given alone was audited so far.'] : []),
    ...(kept === undefined ? ['The wage and the licence: nobody has set the cost model.'] : []),
  ];
}

function holdOutOf({
  held,
  others,
}: {
  readonly held: readonly number[];
  readonly others: readonly number[];
}): Worth['hold_out'] {
  if (held.length + others.length === 0) return null;
  const [one, other] = [meanMinutes(held), meanMinutes(others)];
  return {
    held: held.length,
    others: others.length,
    minutes_held: one === null ? null : toWireInterval(meanInterval(one)),
    minutes_others: other === null ? null : toWireInterval(meanInterval(other)),
    saved: one === null || other === null ? null : toWireInterval(differenceOf(one, other)),
  };
}
