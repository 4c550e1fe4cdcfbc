import type { Problem, Webhook } from '@understudy/contract';
import { expect, test } from 'vitest';
import { ApiError } from '../api/client.ts';
import { refusalWords, standingOf, tryWords, urlProblem } from './words.ts';

test('an address is refused with what is wrong about it', () => {
  expect(urlProblem('https://hooks.example.com/x?y=1')).toBeNull();
  expect(urlProblem(' http://hooks.example.com ')).toBeNull();
  expect(urlProblem('hooks.example.com')).toContain('no address');
  expect(urlProblem('ftp://hooks.example.com')).toContain('not to ftp://');
  expect(urlProblem('https://ada:secret@hooks.example.com')).toContain('name and password');
});

test('stopped counts more than off, and off more than failures', () => {
  const of = (part: Partial<Webhook>) =>
    standingOf({ on: true, stopped: null, failures: 0, ...part } as Webhook).label;
  expect([
    of({}),
    of({ failures: 2 }),
    of({ on: false, failures: 2 }),
    of({ on: false, stopped: 'gone' }),
  ]).toEqual(['On', 'Failing', 'Off', 'Stopped']);
});

test('a try says what was answered, and how soon', () => {
  const at = '2026-11-27T09:00:00Z';
  expect(tryWords({ at, status: 200, error: null, took_ms: 141.4 })).toBe('HTTP 200 in 141 ms');
  expect(tryWords({ at, status: 502, error: 'HTTP 502', took_ms: 2_340 })).toBe('HTTP 502 in 2.3 s');
  expect(tryWords({ at, status: null, error: 'No answer within 15 s', took_ms: 15_000 })).toBe(
    'No answer within 15 s',
  );
});

test('a refusal is told by its parts where it has any', () => {
  const problem = {
    title: 'Invalid',
    code: 'invalid-request',
    errors: [{ path: 'url', message: 'too long' }],
  };
  expect(refusalWords(new ApiError('invalid-request', 400, problem as Problem))).toBe('too long');
  expect(refusalWords(new Error('away'))).toBe('away');
});
