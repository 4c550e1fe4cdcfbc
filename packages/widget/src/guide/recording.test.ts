import { expect, it } from 'vitest';
import { finished, MOST_STEPS, withDeed, withText } from './recording.ts';

const fingerprint = (role: string, name: string | null) => ({
  role,
  name,
  test_id: null,
  text: name,
  selector: null,
});
const clicked = (name: string | null, role = 'button') =>
  ({ kind: 'clicked', route: '/billing', fingerprint: fingerprint(role, name) }) as const;
const filled = (name: string | null, role = 'textbox') =>
  ({ kind: 'filled', route: '/billing', fingerprint: fingerprint(role, name) }) as const;

it.each([
  [clicked('Export'), 'Click “Export”', 'click'],
  [clicked('Invoices', 'link'), 'Open “Invoices”', 'click'],
  [clicked('Keep me signed in', 'checkbox'), 'Tick “Keep me signed in”', 'click'],
  [clicked(null), 'Click here', 'click'],
  [filled('Company'), 'Fill in “Company”', 'input'],
  [filled('Country', 'combobox'), 'Choose “Country”', 'input'],
  [filled(null), 'Fill in this field', 'input'],
])('%o becomes “%s”', (deed, text, advance) => {
  expect(withDeed([], deed)).toEqual([{ route: '/billing', text, fingerprint: deed.fingerprint, advance }]);
});

it('takes many letters in one field for one step, and two clicks for two', () => {
  const typed = [filled('Company'), filled('Company'), clicked('Save'), clicked('Save'), filled('Company')];
  const steps = typed.reduce(withDeed, [] as ReturnType<typeof withDeed>);
  expect(steps.map(({ text }) => text)).toEqual([
    'Fill in “Company”',
    'Click “Save”',
    'Click “Save”',
    'Fill in “Company”',
  ]);
});

it('ends at as many steps as a guide may have', () => {
  const many = Array.from({ length: 50 }, (_, i) => clicked(`b ${i}`));
  expect(many.reduce(withDeed, [] as ReturnType<typeof withDeed>)).toHaveLength(MOST_STEPS);
});

it('lets a step be reworded, and hands none in without words', () => {
  const steps = withDeed(withDeed([], clicked('Save')), clicked('Export'));
  expect(withText(steps, 1, 'Then export').map(({ text }) => text)).toEqual(['Click “Save”', 'Then export']);
  expect(finished(withText(steps, 0, '  ')).map(({ text }) => text)).toEqual(['Here', 'Click “Export”']);
});
