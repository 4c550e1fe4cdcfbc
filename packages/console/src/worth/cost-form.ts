/** The cost model as it is typed: texts to numbers, with what is wrong in plain words. Pure. */
import type { CostModel } from '@understudy/contract';

export interface CostTexts {
  readonly currency: string;
  readonly wage_per_hour: string;
  readonly licence_per_month: string;
  /** Empty: as measured. */
  readonly handle_minutes: string;
  readonly wrong_answer_cost: string;
  /** In percent. */
  readonly hold_out: string;
}
export type CostErrors = { readonly [K in keyof CostTexts]?: string };

const trimmed = (value: number): string => String(Number(value.toFixed(6)));

export const textsOf = (model: CostModel): CostTexts => ({
  currency: model.currency,
  wage_per_hour: trimmed(model.wage_per_hour),
  licence_per_month: trimmed(model.licence_per_month),
  handle_minutes: model.handle_minutes === null ? '' : trimmed(model.handle_minutes),
  wrong_answer_cost: trimmed(model.wrong_answer_cost),
  hold_out: trimmed(model.hold_out * 100),
});

/** `1 234,5`, `1,234.5` and `1234.5` are the same number; NaN where it is none. */
const numberOf = (text: string): number => {
  const whole = text.trim().replaceAll(/[\s\u202f']/g, '');
  // What has three digits behind every comma is written as this page writes numbers.
  const plain = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(whole)
    ? whole.replaceAll(',', '')
    : whole.replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
};

const MOST = 1_000_000_000;

/** The model, or what is wrong with which field. */
export function readCosts(texts: CostTexts): {
  readonly model: CostModel | null;
  readonly errors: CostErrors;
} {
  const errors: { -readonly [K in keyof CostTexts]?: string } = {};
  const amount = (key: 'wage_per_hour' | 'licence_per_month' | 'wrong_answer_cost') => {
    const value = numberOf(texts[key]);
    if (Number.isNaN(value)) errors[key] = 'A number is needed, such as 38.50.';
    else if (value < 0) errors[key] = 'It cannot be below zero.';
    else if (value > MOST) errors[key] = 'At most one thousand million.';
    return value;
  };
  const currency = texts.currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) errors.currency = 'Three letters, such as EUR.';
  const minutes = texts.handle_minutes.trim() === '' ? null : numberOf(texts.handle_minutes);
  if (minutes !== null && !(minutes > 0 && minutes <= 600))
    errors.handle_minutes = 'Between 0 and 600 minutes, or empty: as measured.';
  const percent = numberOf(texts.hold_out);
  if (!(percent >= 0 && percent <= 20)) errors.hold_out = 'Between 0 and 20 %.';
  const model = {
    currency,
    wage_per_hour: amount('wage_per_hour'),
    licence_per_month: amount('licence_per_month'),
    handle_minutes: minutes,
    wrong_answer_cost: amount('wrong_answer_cost'),
    hold_out: percent / 100,
  };
  return { model: Object.keys(errors).length === 0 ? model : null, errors };
}
