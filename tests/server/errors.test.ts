import { readFileSync } from 'node:fs';
import { PROBLEM_CODES } from '@understudy/contract';
import { expect, it } from 'vitest';
import { START_CODES } from '../../packages/server/src/start-error.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

it('explains every code of the API and of the start, and no other', () => {
  const explained = [...page.matchAll(/^### `([\w-]+)`$/gm)].map((match) => match[1]);
  expect(explained).toEqual([...Object.keys(PROBLEM_CODES), ...Object.keys(START_CODES)]);
});
