import type { PageEvent } from '@understudy/contract';
import { expect, it } from 'vitest';
import { eventWords, pageRows, spanWords } from './page-words.ts';

const event = (part: Partial<PageEvent>): PageEvent => ({
  kind: 'click',
  name: 'Upgrade',
  route: '/billing/*',
  status: null,
  ago_ms: 4_000,
  ...part,
});

it('says what happened on a page', () => {
  expect(eventWords(event({}))).toBe('Clicked “Upgrade”');
  expect(eventWords(event({ kind: 'route', name: '/team' }))).toBe('Went to /team');
  const failed = { kind: 'request-failed', route: '/api/pay' } as const;
  expect(eventWords(event({ ...failed, status: 403 }))).toBe('Request failed: 403 /api/pay');
  expect(eventWords(event({ ...failed, status: 0 }))).toBe('Request failed: no answer from /api/pay');
  expect(eventWords(event({ kind: 'custom', name: 'export started' }))).toBe('“export started”');
});

it('says how long', () => {
  expect([0.4, 40, 60, 3_599, 7_300].map(spanWords)).toEqual(['0 s', '40 s', '1 min', '59 min', '2 hours']);
});

it('leaves out what is not known of a page', () => {
  const page = {
    route: '/billing/*',
    title: null,
    query: { tab: 'usage' },
    seconds: 12,
    events: [],
    viewport: { width: 390, height: 844 },
    locale: null,
    release: '',
  };
  expect(pageRows(page)).toEqual([
    ['Time on page', '12 s'],
    ['tab', 'usage'],
    ['Window', '390 × 844'],
  ]);
});
