import { expect, test } from 'vitest';
import { readCosts, textsOf } from './cost-form.ts';

const MODEL = {
  currency: 'EUR',
  wage_per_hour: 38.5,
  licence_per_month: 900,
  handle_minutes: null,
  wrong_answer_cost: 12,
  hold_out: 0.02,
};

test('what was saved reads back as it was', () => {
  expect(readCosts(textsOf(MODEL))).toEqual({ model: MODEL, errors: {} });
  expect(textsOf(MODEL)).toMatchObject({ handle_minutes: '', hold_out: '2' });
});

test('numbers as people type them', () => {
  const texts = { ...textsOf(MODEL), wage_per_hour: ' 1 234,5 ', handle_minutes: '7.5', currency: 'chf' };
  expect(readCosts(texts).model).toMatchObject({
    wage_per_hour: 1_234.5,
    handle_minutes: 7.5,
    currency: 'CHF',
  });
  const wage = (wage_per_hour: string) => readCosts({ ...texts, wage_per_hour }).model?.wage_per_hour;
  expect(['1,234.5', '1,234,567', '38,5', '0,125'].map(wage)).toEqual([1_234.5, 1_234_567, 38.5, 0.125]);
});

test.each([
  ['wage_per_hour', 'much', 'A number is needed, such as 38.50.'],
  ['wage_per_hour', '', 'A number is needed, such as 38.50.'],
  ['licence_per_month', '-1', 'It cannot be below zero.'],
  ['wrong_answer_cost', '2000000000', 'At most one thousand million.'],
  ['handle_minutes', '0', 'Between 0 and 600 minutes, or empty: as measured.'],
  ['hold_out', '21', 'Between 0 and 20 %.'],
  ['hold_out', '', 'Between 0 and 20 %.'],
  ['currency', 'EURO', 'Three letters, such as EUR.'],
] as const)('%s “%s” is refused at its field alone', (field, text, error) => {
  const { model, errors } = readCosts({ ...textsOf(MODEL), [field]: text });
  expect(model).toBeNull();
  expect(errors).toEqual({ [field]: error });
});
