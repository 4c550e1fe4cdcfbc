import { describe, expect, test } from 'vitest';
import { findViolations, RULES } from './rules.ts';
import { parseSource } from './source.ts';

const DOORS = new Map([
  ['@understudy/engine', 'packages/engine/src/index.ts'],
  ['@understudy/server', 'packages/server/src/index.ts'],
]);

function broken(tree: Record<string, string>): readonly string[] {
  const files = Object.entries(tree).map(([path, text]) => parseSource(path, text));
  return findViolations({ files, doors: DOORS }).map(({ rule, path, line }) => `${rule} ${path}:${line}`);
}

const ENGINE = 'packages/engine/src';
const SERVER = 'packages/server/src';
const long = (lines: number) => 'export {};\n'.repeat(lines);

/** Each rule with trees that break it, and trees that come close and do not. */
const cases: readonly {
  rule: string;
  breaks: Record<string, string>;
  at: string;
  keeps: Record<string, string>;
}[] = [
  {
    rule: 'levels',
    breaks: { [`${ENGINE}/index.ts`]: `import { x } from '@understudy/contract';` },
    at: `${ENGINE}/index.ts:1`,
    keeps: { [`${SERVER}/main.ts`]: `import { x } from '@understudy/contract';` },
  },
  {
    rule: 'levels',
    breaks: { 'packages/console/src/a.ts': `\nimport type { S } from '../../server/src/b.ts';` },
    at: 'packages/console/src/a.ts:2',
    keeps: {
      'packages/console/src/a.ts': `import { b } from './b.ts';`,
      'packages/console/src/a.test.ts': `import { d } from '../../../tests/doubles/d.ts';`,
    },
  },
  {
    rule: 'levels',
    breaks: { [`${SERVER}/a.ts`]: `const c = await import('understudy-cli');` },
    at: `${SERVER}/a.ts:1`,
    keeps: { 'packages/cli/src/main.ts': `const s = await import('@understudy/server');` },
  },
  {
    rule: 'stages',
    breaks: { [`${ENGINE}/rank/a.ts`]: `export type { X } from '../retrieve/b.ts';` },
    at: `${ENGINE}/rank/a.ts:1`,
    keeps: {
      [`${ENGINE}/rank/a.ts`]: `import { q } from '../domain.ts'; import { m } from '../math/m.ts'; import './c.ts';`,
      [`${ENGINE}/rank/a.test.ts`]: `import { b } from '../retrieve/b.ts';`,
      [`${ENGINE}/evaluate/replay.ts`]: `import { b } from '../retrieve/b.ts';`,
      [`${ENGINE}/engine.ts`]: `import { b } from './retrieve/b.ts';`,
    },
  },
  {
    rule: 'flow',
    breaks: { [`${SERVER}/flow/send-reply.ts`]: `import { handOff } from './hand-off.ts';` },
    at: `${SERVER}/flow/send-reply.ts:1`,
    keeps: { [`${SERVER}/main.ts`]: `import { handOff } from './flow/hand-off.ts';` },
  },
  {
    rule: 'pure-engine',
    breaks: { [`${ENGINE}/a.ts`]: `import { readFileSync } from 'fs';` },
    at: `${ENGINE}/a.ts:1`,
    keeps: { [`${ENGINE}/a.test.ts`]: `import { readFileSync } from 'node:fs';` },
  },
  ...['Date.now()', 'new Date()', 'Math.random()', 'console.log(1)', 'process.exit()', 'fetch("x")'].map(
    (code) => ({
      rule: 'pure-engine',
      breaks: { [`${ENGINE}/a.ts`]: `export const f = () => ${code};` },
      at: `${ENGINE}/a.ts:1`,
      keeps: {
        [`${ENGINE}/a.ts`]: `// ${code}\nexport const text = '${code}'; new Date(0); step.process; ({ fetch: 1 });`,
        [`${SERVER}/a.ts`]: `export const f = () => ${code};`,
      },
    }),
  ),
  {
    rule: 'sql-in-store',
    breaks: { [`${SERVER}/jobs/a.ts`]: `import { sql } from 'kysely';` },
    at: `${SERVER}/jobs/a.ts:1`,
    keeps: {
      [`${SERVER}/store/a.ts`]: `import { sql } from 'kysely';`,
      [`${SERVER}/a.ts`]: `import 'pg-boss';`,
    },
  },
  {
    rule: 'sql-in-store',
    breaks: { 'packages/cli/src/a.ts': `export const q = \`select a from b where c = \${d}\`;` },
    at: 'packages/cli/src/a.ts:1',
    keeps: {
      'packages/cli/src/a.ts': `export const q = 'Select a file from your disk'.trim() ?? 'update now';`,
    },
  },
  {
    rule: 'one-environment',
    breaks: { [`${SERVER}/http/a.ts`]: `export const port = process.env['PORT'];` },
    at: `${SERVER}/http/a.ts:1`,
    keeps: { [`${SERVER}/env.ts`]: `export const port = process.env['PORT'];` },
  },
  {
    rule: 'names',
    breaks: { 'packages/widget/src/string-utils.ts': '' },
    at: 'packages/widget/src/string-utils.ts:1',
    keeps: { 'packages/widget/src/common-words.ts': '', 'packages/widget/src/library.ts': '' },
  },
  {
    rule: 'cycles',
    breaks: {
      'tools/a.ts': `import type { B } from './b.ts';`,
      'tools/b.ts': `export * from './c.ts';`,
      'tools/c.ts': `import './a.ts';`,
    },
    at: 'tools/c.ts:1',
    keeps: {
      'tools/a.ts': `import './b.ts'; import './c.ts';`,
      'tools/b.ts': `import './c.ts';`,
      'tools/c.ts': '',
    },
  },
  {
    rule: 'size',
    breaks: { 'tools/a.ts': long(301) },
    at: 'tools/a.ts:301',
    keeps: {
      'tools/a.ts': long(300),
      'tools/a.test.ts': long(400),
      'packages/contract/src/endpoints.ts': long(400),
    },
  },
];

describe.each(cases)('$rule', ({ rule, breaks, at, keeps }) => {
  test(`trips on ${at}`, () => {
    const found = broken(breaks);
    expect(found.map((each) => each.split(' ')[0])).toEqual(Array(found.length).fill(rule));
    expect(found.some((each) => each.split(':').at(-1) === at.split(':').at(-1))).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });

  test('lets through what only looks like it', () => {
    expect(broken(keeps)).toEqual([]);
  });
});

test('every rule has a tree that trips it', () => {
  expect([...new Set(cases.map((each) => each.rule))]).toEqual(Object.keys(RULES));
});

test('a cycle through a package door is found', () => {
  const found = broken({
    'packages/engine/src/index.ts': `export * from './x.ts';`,
    'packages/engine/src/x.ts': `import type { E } from '@understudy/engine';`,
  });
  expect(found).toEqual(['cycles packages/engine/src/index.ts:1']);
});
