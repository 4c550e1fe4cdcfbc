/** What must never leave a page is planted wherever a page can hold it, and looked for in what would be sent. */
import { endpoints, type PageSettings } from '@understudy/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeFacts, describePage, type SeenEvent, type SeenPage } from './describe.ts';
import { wordsOf } from './redact.ts';

const RUNS = 10_000;
const wire = endpoints.postVisitorMessage.body.shape.page;

const digits = (min: number, max = min) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`));
const grouped = (text: string, size: number, by: string) =>
  text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(by) ?? text;
const matching = (pattern: RegExp) => fc.stringMatching(pattern);

/** Every kind that people put into addresses, titles and labels. */
const secret = fc.oneof(
  matching(/^[a-z]{3,9}\.[a-z]{3,9}\+?[a-z0-9]{0,4}@[a-z]{3,9}\.(?:com|example|co)$/),
  fc.tuple(digits(16), fc.constantFrom('', ' ', '-')).map(([card, by]) => grouped(card, 4, by)),
  fc.tuple(digits(20), fc.constantFrom('', ' ')).map(([account, by]) => grouped(`DE${account}`, 4, by)),
  fc
    .tuple(digits(7, 10), fc.constantFrom('', ' ', '-', '.'))
    .map(([tel, by]) => `+49 ${grouped(tel, 3, by)}`),
  matching(/^eyJ[A-Za-z0-9_-]{20,40}\.[A-Za-z0-9_-]{20,60}\.[A-Za-z0-9_-]{20,43}$/),
  matching(/^(?:sk_live_|rk_test_|ghp_|xoxb-|glpat-|key-)[A-Za-z0-9]{20,36}$/),
  matching(/^AKIA[A-Z0-9]{16}$/),
  matching(/^[0-9a-f]{16,64}$/),
  fc.uuid(),
  fc.uint8Array({ minLength: 16, maxLength: 48 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  digits(4, 12),
);
const private_name = fc
  .tuple(matching(/^[B-Z][a-z]{2,7}ov$/), matching(/^[B-Z][a-zäöüé]{2,8}sen$/))
  .map(([given, family]) => `${given} ${family}`);
const word = fc.constantFrom(
  'Billing',
  'invoice',
  'Save',
  'settings',
  'Übersicht',
  'Q3',
  '–',
  '·',
  '注文',
  'a',
);

/** A text that holds the secret somewhere among words, or between brackets, or right behind a colon. */
const around = (planted: string) =>
  fc
    .tuple(
      fc.array(word, { maxLength: 4 }),
      fc.constantFrom('%', '(%)', 'id: %', '“%”', '%,'),
      fc.array(word),
    )
    .map(([before, form, after]) => [...before, form.replace('%', () => planted), ...after].join(' '));

const pathWith = (planted: string) =>
  fc
    .tuple(fc.array(fc.constantFrom('app', 'users', 'v1', 'edit'), { maxLength: 3 }), fc.boolean())
    .map(([before, raw]) => {
      const segment = raw ? planted.replaceAll(/[/?#\s]/g, '-') : encodeURIComponent(planted);
      return `/${[...before, segment, 'details'].join('/')}`;
    });

const event = (planted: string, name: string): fc.Arbitrary<SeenEvent> =>
  fc.record({
    kind: fc.constantFrom('click', 'submit', 'request-failed', 'script-error', 'custom', 'route'),
    name: fc.oneof(around(planted), around(name), pathWith(planted)),
    pathname: fc.oneof(pathWith(planted), pathWith(name)),
    hash: fc.oneof(
      fc.constant(''),
      pathWith(planted).map((path) => `#${path}`),
    ),
    status: fc.constantFrom(null, 0, 403, 500),
    at_ms: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  });

const settings: PageSettings = {
  enabled: true,
  paths: [],
  origins: [],
  query_keys: ['q', 'tab'],
  selectors: ['[data-understudy]'],
  buttons: true,
};

const page = fc.tuple(secret, private_name, private_name).chain(([planted, name, typed]) =>
  fc.record({
    planted: fc.constant(planted),
    name: fc.constant(name),
    typed: fc.constant(typed),
    seen: fc.record<SeenPage>({
      pathname: fc.oneof(pathWith(planted), pathWith(name.replace(' ', '-'))),
      hash: fc.oneof(
        fc.constant(''),
        pathWith(planted).map((path) => `#${path}`),
      ),
      search: fc.constantFrom(
        `?token=${encodeURIComponent(planted)}`,
        `?q=${encodeURIComponent(planted)}&tab=${encodeURIComponent(name)}`,
        `?tab=${planted}`,
      ),
      title: fc.oneof(around(planted), around(name), around(typed), around(`${name} ${planted}`)),
      now_ms: fc.constant(1_000_000),
      since_ms: fc.double({ min: 0, max: 2e6, noNaN: true }),
      events: fc.array(event(planted, name), { maxLength: 6 }),
      viewport: fc.record({ width: fc.nat(5_000), height: fc.nat(5_000) }),
      locale: fc.constantFrom('en', 'de-AT', planted),
      release: fc.constantFrom(null, '4.2'),
      private_words: fc.constantFrom(new Set(wordsOf(name)), null),
      typed_words: fc.constantFrom(new Set(wordsOf(typed)), null),
    }),
  }),
);

const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => [key, ...texts(part)])
      : [];
const onlyDigits = (text: string) => text.replaceAll(/\D/g, '');

/** In whatever spelling: encoded, in another case, or with its digits set apart otherwise. */
function holds(sent: readonly string[], planted: string): boolean {
  const number = onlyDigits(planted);
  const is_number = /^[\d\s+.A-Z-]+$/.test(planted) && number.length >= 4;
  return sent.some((text) => {
    const plain = text.toLowerCase();
    return (
      plain.includes(planted.toLowerCase()) ||
      plain.includes(encodeURIComponent(planted).toLowerCase()) ||
      plain.includes(planted.replaceAll(/[/?#\s]/g, '-').toLowerCase()) ||
      (is_number && onlyDigits(text).includes(number))
    );
  });
}

it(`no secret leaves ${RUNS.toLocaleString('en')} generated pages`, { timeout: 120_000 }, () => {
  let described = 0;
  fc.assert(
    fc.property(page, ({ planted, name, typed, seen }) => {
      const sent = describePage(seen, settings);
      expect(wire.safeParse(sent).error?.issues).toBeUndefined();
      const said = texts(sent);
      if (holds(said, planted)) throw new Error(`found ${planted} in ${JSON.stringify(sent)}`);
      const told = new Set(said.flatMap((text) => wordsOf(text)));
      const names = seen.private_words ? wordsOf(name) : [];
      expect(names.filter((part) => told.has(part))).toEqual([]);
      const free = new Set(
        [sent?.title, ...(sent?.events ?? []).map((each) => each.name)].flatMap((text) =>
          wordsOf(text ?? ''),
        ),
      );
      expect(wordsOf(typed).filter((part) => free.has(part))).toEqual([]);
      described += 1;
    }),
    { numRuns: RUNS, seed: 5 },
  );
  expect(described).toBe(RUNS);
});

it('nor by what the page says of itself', () => {
  fc.assert(
    fc.property(
      secret.chain((planted) => fc.tuple(fc.constant(planted), around(planted))),
      ([planted, text]) => {
        expect(holds(texts(describeFacts({ plan: text, [planted]: 'free' })), planted)).toBe(false);
      },
    ),
    { numRuns: 2_000, seed: 5 },
  );
});

it('takes numbers as far as they cannot be those of a card or a telephone', () =>
  expect(describeFacts({ seats: 12_000, card: 4111111111111111, sso: true, gone: null })).toEqual({
    seats: '12000',
    sso: 'true',
  }));

it('the redaction is what keeps them: without it they would be found', () => {
  const found = fc
    .sample(page, { numRuns: 200, seed: 5 })
    .filter(({ planted, seen }) => holds([seen.title, seen.pathname, seen.search], planted));
  expect(found.length).toBeGreaterThan(190);
});

it('a page with a megabyte in every field costs little and sends little', () => {
  const huge = `${'Ann Miller ann@example.com '.repeat(40_000)}`;
  const seen: SeenPage = {
    pathname: `/${huge}`,
    hash: `#/${huge}`,
    search: `?q=${huge}`,
    title: huge,
    now_ms: 1,
    since_ms: 0,
    events: Array.from({ length: 20 }, () => ({
      kind: 'click' as const,
      name: huge,
      pathname: `/${huge}`,
      hash: '',
      status: null,
      at_ms: 0,
    })),
    viewport: { width: 1, height: 1 },
    locale: huge,
    release: huge,
    private_words: new Set(),
    typed_words: new Set(),
  };
  const started = performance.now();
  const sent = describePage(seen, settings);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(JSON.stringify(sent).length).toBeLessThan(8_000);
  expect(JSON.stringify(sent)).not.toContain('@');
});
