import { expect, it } from 'vitest';
import { contextTokens } from './context-tokens.ts';
import { type Seen, type SeenEvent, type SeenPage, seenTokens } from './seen-tokens.ts';

const NOTHING: Seen = { context: {}, page: null, facts: {}, recent: [], release: null };
const PAGE: SeenPage = {
  route: '/billing/*',
  query: {},
  seconds: 30,
  events: [],
  viewport: null,
  locale: null,
  release: null,
};
const event = (kind: SeenEvent['kind'], given: Partial<SeenEvent> = {}): SeenEvent => ({
  kind,
  name: '',
  route: '/billing/*',
  status: null,
  ...given,
});

it('names the page, what was done there, what failed, the account and the release', () => {
  const events = [
    event('route', { route: '/pricing' }),
    event('route'),
    event('click', { name: 'Upgrade' }),
    event('request-failed', { route: '/api/pay', status: 403 }),
    event('script-error'),
  ];
  const query = { tab: 'Usage' };
  const page = { ...PAGE, events, query, locale: 'de-AT', release: '4.2', viewport: { width: 390 } };
  const facts = { plan: 'Free', sso: true, trial: false, seats: 12, churned: null };
  expect(seenTokens({ ...NOTHING, page, facts, recent: ['upgraded'] })).toEqual([
    'did:/billing/*|click upgrade',
    'error:403 /api/pay',
    'locale:de',
    'page:/billing/*',
    'plan:free',
    'q.tab:usage',
    'recent:upgraded',
    'release:4.2',
    'screen:narrow',
    'script-error:/billing/*',
    'seats:10-99',
    'sso:yes',
    'stay:10s-60s',
    'trial:no',
    'was:/pricing',
  ]);
});

it('says what the flat record alone said before', () => {
  const context = { page: 'https://app.example.com/invoices/4711?x=1', plan: 'Pro' };
  expect(seenTokens({ ...NOTHING, context })).toEqual(contextTokens(context));
  expect(seenTokens(NOTHING)).toEqual([]);
});

it('lets no unsigned word stand against what the account or the page itself says', () => {
  const context = { plan: 'enterprise', url: '/admin', release: '9.9', colour: 'blue' };
  const tokens = seenTokens({ context, page: PAGE, facts: { plan: 'free' }, recent: [], release: '4.2' });
  expect(tokens).toEqual(['colour:blue', 'page:/billing/*', 'plan:free', 'release:4.2', 'stay:10s-60s']);
});

it.each([
  [0, '0'],
  [0.4, '0-1'],
  [1, '1-9'],
  [9.99, '1-9'],
  [10, '10-99'],
  [99, '10-99'],
  [100, '100-999'],
  [1e6, '1000000-9999999'],
  [1e300, '1000000000+'],
  [-3, 'below 0'],
])('puts %d among its neighbours', (value, bin) => {
  expect(seenTokens({ ...NOTHING, facts: { n: value } })).toEqual([`n:${bin}`]);
});

it.each([
  [0, '0s-10s'],
  [9, '0s-10s'],
  [10, '10s-60s'],
  [60, '1m-5m'],
  [300, '5m+'],
  [1e9, '5m+'],
])('puts a stay of %d s among its neighbours', (seconds, bin) => {
  expect(seenTokens({ ...NOTHING, page: { ...PAGE, seconds } })).toContain(`stay:${bin}`);
});

it('keeps within 50 tokens of 120 characters, and drops the least telling first', () => {
  const facts = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, 'x'.repeat(10_000)]));
  const query = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 'v']));
  const events = Array.from({ length: 20 }, (_, i) =>
    event('request-failed', { route: `/api/${i}`, status: 500 }),
  );
  const recent = Array.from({ length: 500 }, (_, i) => `happened ${i}`);
  const tokens = seenTokens({
    context: facts as Record<string, string>,
    page: { ...PAGE, query, events },
    facts,
    recent,
    release: '1',
  });
  expect(tokens).toHaveLength(50);
  expect(Math.max(...tokens.map((each) => each.length))).toBe(120);
  expect(tokens).toEqual(
    expect.arrayContaining(['page:/billing/*', 'release:1', 'error:500 /api/19', 'recent:happened 0']),
  );
  expect(tokens).not.toContain('stay:10s-60s');
});

it('takes hostile keys and values for what they are: words', () => {
  const facts = JSON.parse(
    '{"__proto__":"polluted","constructor":"x","a:b":"c","":"none","empty":" ","deep":{"plan":"pro"},"list":[1]}',
  ) as Record<string, string>;
  const tokens = seenTokens({ ...NOTHING, facts: { ...facts, inf: Infinity, nan: Number.NaN } });
  expect(tokens).toEqual(['__proto__:polluted', 'a.b:c', 'constructor:x']);
  const own = seenTokens({ ...NOTHING, facts, context: { toString: 'x' } });
  expect(own).toEqual(['__proto__:polluted', 'a.b:c', 'constructor:x', 'toString:x']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('leaves no half of a letter, no line and nothing invisible, which a database would refuse', () => {
  const long = `${'x'.repeat(117)}😀`;
  const facts = { a: long, b: 'one\ntwo\u0000three\u202Efour', c: '\uD83D' };
  const tokens = seenTokens({ ...NOTHING, facts });
  expect(tokens.every((each) => each.isWellFormed())).toBe(true);
  expect(tokens).toContain('b:one two three four');
});

it('says the same whatever order the keys come in', () => {
  const facts = { b: '1', a: '2', c: '3' };
  const turned = { c: '3', a: '2', b: '1' };
  expect(seenTokens({ ...NOTHING, facts })).toEqual(seenTokens({ ...NOTHING, facts: turned }));
});
