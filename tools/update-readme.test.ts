import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fill, type Result } from './update-readme.ts';

const result: Result = {
  tickets: 27_568,
  seeds: 5,
  coverage: 0.4,
  risk: 0.03,
  risk_upper90: 0.045,
  hit_at_3: 0.61,
  baselines: { frozen: { coverage: 0.05, hit_at_3: 0.4 } },
  command: 'npm run bench -- x',
};

test('fills what has a result, empties what has none, and filling again changes nothing', () => {
  const text = 'a <!-- figure:x -->old 99 %<!-- /figure --> b <!-- figure:y -->old<!-- /figure -->';
  const filled = fill(text, (name) => (name === 'x' ? result : null));
  expect(filled).toContain('40.0 % answered alone (frozen twin: 5.0 %), 3.0 % of those wrong (at most 4.5 %');
  expect(filled).toContain('<!-- figure:y --><!-- /figure -->');
  expect(filled).not.toContain('99 %');
  expect(fill(filled, (name) => (name === 'x' ? result : null))).toBe(filled);
});

test('the README holds no figure that was typed: outside the markers there is no percentage', () => {
  const readme = readFileSync('README.md', 'utf8');
  const outside = readme.replace(/<!-- figure:[\s\S]*?<!-- \/figure -->/g, '');
  expect(outside).not.toMatch(/\d\s*%/);
});
