/** Return on investment on the wire: hours and money, with intervals, by a cost model that the lead edits. */
import { z } from 'zod';
import { interval, share } from './figures.ts';

const day = z.iso.date();
const count = z.number().int().nonnegative();
const money = z.number().min(0).max(1_000_000_000);

export const costModel = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Of one hour of a human agent, everything included. */
  wage_per_hour: money,
  /** A month, of this product: licence, machines, care. */
  licence_per_month: money,
  /** Instead of the minutes that were measured; null: as measured. */
  handle_minutes: z.number().positive().max(600).nullable(),
  /** What a wrong answer costs beyond being handled again. */
  wrong_answer_cost: money,
  /** Share of conversations that could have been answered alone and go to people all the same, to measure by. */
  hold_out: z.number().min(0).max(0.2),
});
export type CostModel = z.infer<typeof costModel>;

export const worth = z.object({
  range: z.object({ from: day, to: day }),
  model: costModel,
  /** Of the team's own threads in the range, in minutes; null where fewer than 20 were measured. */
  handle_minutes: interval.nullable(),
  threads_measured: count,
  /** Null where it cannot be said yet; `missing` says why. */
  hours_saved: interval.nullable(),
  money_saved: interval.nullable(),
  cost: z.number().nonnegative(),
  cost_per_resolution: interval.nullable(),
  net: interval.nullable(),
  missing: z.array(z.string()),
  /** With the hold-out: handled minutes per conversation with and without; null where there is none. */
  hold_out: z
    .object({
      held: count,
      others: count,
      minutes_held: interval.nullable(),
      minutes_others: interval.nullable(),
      saved: interval.nullable(),
    })
    .nullable(),
  months: z.array(
    z.object({
      month: z.string(),
      hours: interval.nullable(),
      money: interval.nullable(),
      cost: z.number(),
      total: interval.nullable(),
      answered: count,
    }),
  ),
  resolved: share,
  /** How it is computed, step by step, with the figures put in. */
  steps: z.array(z.string()),
});
export type Worth = z.infer<typeof worth>;
