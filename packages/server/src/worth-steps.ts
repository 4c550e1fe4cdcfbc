/** The formulas of worth with the figures put in, one sentence a step, for people to check by hand. Pure. */
import type { CostModel } from '@understudy/contract';
import type { Worth, WorthInterval } from '@understudy/engine';

export function worthSteps(given: {
  readonly found: Worth;
  readonly answered: number;
  readonly stayed: number;
  readonly minutes: { readonly mean: number; readonly error: number; readonly count: number } | null;
  readonly risk: number | null;
  readonly model: CostModel;
  readonly hasMoney: boolean;
  readonly cost: number;
}): string[] {
  const { found, answered, stayed, model, hasMoney } = given;
  const [risk, minutes] = [given.risk ?? 0, given.minutes?.mean ?? 0];
  const { currency, wage_per_hour, wrong_answer_cost } = model;
  const right = 1 - risk;
  const steps = [
    model.handle_minutes === null
      ? `A conversation takes a person ${plain(minutes)} ± ${plain(given.minutes?.error ?? 0)} minutes (mean and standard error of ${given.minutes?.count} threads).`
      : `A conversation takes a person ${plain(minutes)} minutes, as the cost model says.`,
    `Answered alone: ${plain(answered)}, of which ${plain(stayed)} stayed with the AI agent; right: ${percent(right)}, from audits.`,
    `Hours = ${plain(stayed)} × ${plain(right)} × ${plain(minutes)} / 60 = ${spread(found.hours)}.`,
  ];
  if (!hasMoney) return steps;
  const money = `Money = ${plain(found.hours.value)} h × ${plain(wage_per_hour)} − ${plain(answered)} × ${plain(risk)} × ${plain(wrong_answer_cost)}`;
  return [
    ...steps,
    `${money} = ${spread(found.money)} ${currency}.`,
    `Cost = ${plain(given.cost)} ${currency} of licence; net = ${spread(found.net)} ${currency}.`,
    ...(found.cost_per_resolution === null
      ? []
      : [
          `Cost per resolution = ${plain(given.cost)} / (${plain(stayed)} × ${plain(right)}) = ${spread(found.cost_per_resolution)} ${currency}.`,
        ]),
  ];
}

const plain = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 1 });
const percent = (share: number): string => `${plain(100 * share)} %`;
const spread = ({ value, low, high }: WorthInterval): string =>
  `${plain(value)} (90 %: ${plain(low)} to ${plain(high)})`;
