import { endpoints, type PageContext } from '@understudy/contract';
import { expect, it } from 'vitest';
import { redactPage } from './page-redaction.ts';

const PAGE: PageContext = {
  route: '/customers/ann%40example.org/invoices',
  title: 'Invoices of ann@example.org',
  query: { tab: 'usage', access_token: 'abc', code: '4711', q: 'call +49 170 1234567' },
  seconds: 12,
  events: [
    { kind: 'click', name: 'Mail ann@example.org\u0000', route: '/customers/*', status: null, ago_ms: 5 },
    { kind: 'request-failed', name: 'GET', route: '/api/users/ann@example.org', status: 403, ago_ms: 3 },
  ],
  viewport: { width: 800, height: 600 },
  locale: 'de-DE',
  release: '4.2',
};

it('keeps what happened, and nothing that names somebody or opens a door', () => {
  const redacted = redactPage(PAGE);
  expect(JSON.stringify(redacted)).not.toMatch(/ann|example|abc|4711|1234567|\\u0000/);
  expect(redacted).toMatchObject({
    route: '/customers/[email]/invoices',
    query: { tab: 'usage' },
    seconds: 12,
    locale: 'de-DE',
    release: '4.2',
  });
  expect(redacted.events.map(({ kind, status, ago_ms }) => [kind, status, ago_ms])).toEqual([
    ['click', null, 5],
    ['request-failed', 403, 3],
  ]);
  expect(endpoints.postVisitorMessage.body.shape.page.parse(redacted)).toEqual(redacted);
  expect(redactPage(redacted)).toEqual(redacted);
});

it('survives an address that cannot be decoded', () => {
  expect(redactPage({ ...PAGE, route: '/100%/x' }).route).toBe('/100%/x');
});
