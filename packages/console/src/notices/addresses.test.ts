import { expect, test } from 'vitest';
import { readAddresses } from './addresses.ts';

test('one a line or by commas, each once', () => {
  expect(readAddresses(' ada@example.com\ngrace@example.com, ada@example.com;\n\n')).toEqual({
    addresses: ['ada@example.com', 'grace@example.com'],
    problem: null,
  });
  expect(readAddresses('')).toEqual({ addresses: [], problem: null });
});

test('names the one that is none', () => {
  for (const wrong of ['ada', 'ada@', 'ada@example', 'Ada <ada@example.com>', 'a b@example.com'])
    expect(readAddresses(`grace@example.com\n${wrong}`).problem).toBe(`“${wrong}” is no e-mail address.`);
});

test('takes twenty', () => {
  const many = (n: number) => Array.from({ length: n }, (_, at) => `a${at}@example.com`).join('\n');
  expect(readAddresses(many(20)).problem).toBeNull();
  expect(readAddresses(many(21)).problem).toContain('At most 20');
});
