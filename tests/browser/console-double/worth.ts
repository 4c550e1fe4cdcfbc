/** What the double is worth: computed from its cost model, so that a change of the model changes the page. */
import type { CostModel, DailyFigures, Interval, Worth } from '@understudy/contract';
import { shareOf, totals } from './figure-days.ts';

export interface WorthDesk {
  model: CostModel;
  threads: number;
}

export const makeWorthDesk = (): WorthDesk => ({
  model: {
    currency: 'EUR',
    wage_per_hour: 40,
    licence_per_month: 900,
    handle_minutes: null,
    wrong_answer_cost: 12,
    hold_out: 0.02,
  },
  threads: 641,
});

const around = (value: number, share: number): Interval => ({
  value,
  low: value * (1 - share),
  high: value * (1 + share),
  confidence: 0.9,
});

const plain = (value: number): string => Math.round(value).toLocaleString('en-GB');

export function worthOf(
  { model, threads }: WorthDesk,
  days: readonly DailyFigures[],
  from: string,
  to: string,
): Worth {
  const shown = days.filter(({ day }) => day >= from && day <= to);
  const counts = totals(shown);
  const isMeasured = threads >= 20 && shown.length > 0;
  const minutes = model.handle_minutes ?? 9.4;
  const resolved = shareOf(counts, 'durable', 'answered-alone');
  const months = [...new Set(shown.map(({ day }) => day.slice(0, 7)))];
  const moneyOf = (answered: number) => {
    const hours = (answered * 0.94 * minutes) / 60;
    return { hours, money: hours * model.wage_per_hour - answered * 0.03 * model.wrong_answer_cost };
  };
  let [total, spread] = [0, 0];
  const rows = months.map((month): Worth['months'][number] => {
    const answered = totals(shown.filter(({ day }) => day.startsWith(month)))['answered-alone'] ?? 0;
    const { hours, money } = moneyOf(answered);
    total += money - model.licence_per_month;
    spread += money * 0.1;
    return {
      month,
      hours: isMeasured ? around(hours, 0.1) : null,
      money: isMeasured ? around(money, 0.1) : null,
      cost: model.licence_per_month,
      total: isMeasured ? { value: total, low: total - spread, high: total + spread, confidence: 0.9 } : null,
      answered,
    };
  });
  const answered = counts['answered-alone'] ?? 0;
  const { hours, money } = moneyOf(answered);
  const cost = model.licence_per_month * months.length;
  return {
    range: { from, to },
    model,
    handle_minutes: isMeasured ? around(9.4, 0.08) : null,
    threads_measured: isMeasured ? threads : 0,
    hours_saved: isMeasured ? around(hours, 0.1) : null,
    money_saved: isMeasured ? around(money, 0.1) : null,
    cost,
    cost_per_resolution: isMeasured ? around(cost / Math.max(1, resolved.count), 0.06) : null,
    net: isMeasured
      ? { value: money - cost, low: money * 0.9 - cost, high: money * 1.1 - cost, confidence: 0.9 }
      : null,
    missing: isMeasured ? [] : ['Fewer than 20 threads of your team were measured in these days.'],
    hold_out:
      model.hold_out > 0 && isMeasured
        ? {
            held: 71,
            others: 3_341,
            minutes_held: { value: 9.1, low: 7.9, high: 10.4, confidence: 0.9 },
            minutes_others: { value: 1.2, low: 0.9, high: 1.5, confidence: 0.9 },
            saved: { value: 7.9, low: 6.6, high: 9.3, confidence: 0.9 },
          }
        : null,
    months: rows,
    resolved,
    steps: isMeasured
      ? [
          `${plain(answered)} answered alone × 94 % resolved = ${plain(answered * 0.94)} that nobody had to handle`,
          `× ${minutes} minutes = ${Math.round(hours)} hours`,
          `× ${model.wage_per_hour} ${model.currency} an hour − ${Math.round(answered * 0.03)} wrong × ${model.wrong_answer_cost} ${model.currency} = ${plain(money)} ${model.currency}`,
          `− ${months.length} months × ${model.licence_per_month} ${model.currency} = ${plain(money - cost)} ${model.currency}`,
        ]
      : [],
  };
}
