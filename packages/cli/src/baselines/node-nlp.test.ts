import { expect, test } from 'vitest';
import { LIMITS, NodeNlpBaseline, withinLimits } from './node-nlp.ts';

const examples = [
  { text: 'I forgot my password', label: 'password' },
  { text: 'how do I reset the password', label: 'password' },
  { text: 'password reset mail never came', label: 'password' },
  { text: 'send me the invoice of May', label: 'invoice' },
  { text: 'the invoice has a wrong address', label: 'invoice' },
  { text: 'where do I download invoices', label: 'invoice' },
];

test('learns to tell labels apart, and forgets on the next training', async () => {
  const baseline = new NodeNlpBaseline();
  expect(await baseline.predict('anything')).toEqual([]);
  await baseline.train(examples);
  const ranked = await baseline.predict('my password does not work, please reset it');
  expect(ranked[0]?.label).toBe('password');
  expect(ranked.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
  expect(ranked.map((each) => each.confidence)).toEqual(
    ranked.map((each) => each.confidence).toSorted((a, b) => b - a),
  );
  await baseline.train(examples.map(({ text, label }) => ({ text, label: `new-${label}` })));
  expect((await baseline.predict('reset password'))[0]?.label).toBe('new-password');
});

test('a single label teaches nothing', async () => {
  const baseline = new NodeNlpBaseline();
  await baseline.train(examples.slice(0, 3));
  expect(await baseline.predict('password')).toEqual([]);
});

test('takes the newest examples of the commonest labels', () => {
  const many = [{ text: 'rare', label: 'rare' }, ...examples, { text: 'newest', label: 'invoice' }];
  const chosen = withinLimits(many, { ...LIMITS, max_labels: 2, max_examples: 3 });
  expect(chosen.map((each) => each.text)).toEqual([
    'the invoice has a wrong address',
    'where do I download invoices',
    'newest',
  ]);
});
