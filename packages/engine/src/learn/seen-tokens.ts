/**
 * All that is known around a question (page, account, release), as tokens `key:value` that learning can count.
 *
 * What the flat record says of a key gives way to the page's and the account's own word on it. Numbers come in bins, so
 * that neighbours share a token; routes are templates already. Values are data: never read as words of the question.
 * Limits: 50 tokens of 120 characters; where there are more, the most telling kinds stay. Cost O(text).
 *
 * @example seenTokens({ context: {}, page: null, facts: { seats: 12 }, recent: [], release: '4.2' })
 * // => ['release:4.2', 'seats:10-99']
 */
import { contextTokens, MAX_TOKEN_LENGTH, MAX_TOKENS } from './context-tokens.ts';

/** One thing that happened on the page, shortly before the question. */
export interface SeenEvent {
  readonly kind: 'click' | 'submit' | 'route' | 'request-failed' | 'script-error' | 'custom';
  readonly name: string;
  readonly route: string;
  /** Of a failed request, 0 where no answer came. */
  readonly status: number | null;
}

/** The page that the customer asked from. */
export interface SeenPage {
  /** A template such as `/invoices/*`. */
  readonly route: string;
  readonly query: Readonly<Record<string, string>>;
  /** Time on this route. */
  readonly seconds: number;
  /** Oldest first. */
  readonly events: readonly SeenEvent[];
  readonly viewport: { readonly width: number } | null;
  readonly locale: string | null;
  readonly release: string | null;
}

export type Fact = string | number | boolean | null;

/** What was known when a question was asked; all of it may be missing. */
export interface Seen {
  /** What the page said by itself, unsigned. */
  readonly context: Readonly<Record<string, string>>;
  readonly page: SeenPage | null;
  /** What the company's own systems say of the account. */
  readonly facts: Readonly<Record<string, Fact>>;
  /** Names of what happened to the account lately, newest first. */
  readonly recent: readonly string[];
  /** Release of the product that the customer is on. */
  readonly release: string | null;
}

const MAX_RECENT = 8;
const MAX_QUERY_KEYS = 5;
const NARROW_PX = 600;
const MAX_MAGNITUDE = 1e9;
const STAYS: readonly (readonly [below_s: number, name: string])[] = [
  [10, '0s-10s'],
  [60, '10s-60s'],
  [300, '1m-5m'],
  [Infinity, '5m+'],
];

export function seenTokens(seen: Seen): string[] {
  const { page } = seen;
  const events = page === null ? [] : page.events.toReversed();
  const release = seen.release ?? page?.release;
  const told = [
    ...events.flatMap(failure),
    ...(page === null ? [] : [token('page', page.route)]),
    ...events.flatMap((event) => deed(event, page?.route)),
    ...(release ? [token('release', release)] : []),
    ...seen.recent.slice(0, MAX_RECENT).map((name) => token('recent', name)),
    ...(page === null ? [] : queryTokens(page.query)),
    ...entriesOf(seen.facts).flatMap(([key, value]) => factToken(key, value)),
  ].filter((each) => each !== '');
  const keys = new Set(told.map(keyOf));
  const unsigned = contextTokens(seen.context).filter((each) => !keys.has(keyOf(each)));
  const around = page === null ? [] : surroundings(page).filter((each) => each !== '');
  return [...new Set([...told, ...unsigned, ...around])].slice(0, MAX_TOKENS).toSorted();
}

function failure({ kind, route, status }: SeenEvent): string[] {
  if (kind === 'request-failed') return [token('error', `${status ?? 0} ${route}`)];
  return kind === 'script-error' ? [token('script-error', route)] : [];
}

/** What the customer did there; where they came from, of a change of the route. */
function deed({ kind, name, route }: SeenEvent, now: string | undefined): string[] {
  if (kind === 'route') return route === now ? [] : [token('was', route)];
  if (kind === 'request-failed' || kind === 'script-error') return [];
  return [token('did', `${route}|${kind} ${name}`)];
}

function queryTokens(query: Readonly<Record<string, string>>): string[] {
  return entriesOf(query)
    .slice(0, MAX_QUERY_KEYS)
    .map(([key, value]) => token(`q.${key}`, value));
}

function surroundings({ seconds, viewport, locale }: SeenPage): string[] {
  const stay = STAYS.find(([below]) => seconds < below);
  return [
    token('stay', stay?.[1] ?? ''),
    token('locale', locale?.split(/[-_]/u)[0] ?? ''),
    token('screen', viewport === null ? '' : viewport.width < NARROW_PX ? 'narrow' : 'wide'),
  ];
}

function factToken(key: string, value: unknown): string[] {
  if (typeof value === 'boolean') return [token(key, value ? 'yes' : 'no')];
  if (typeof value === 'number') return Number.isFinite(value) ? [token(key, magnitude(value))] : [];
  return typeof value === 'string' ? [token(key, value)] : [];
}

/** Bins by powers of ten: `0`, `1-9`, `10-99` … up to a milliard. */
function magnitude(value: number): string {
  if (value < 0) return 'below 0';
  if (value < 1) return value === 0 ? '0' : '0-1';
  let from = 1;
  while (from < MAX_MAGNITUDE && 10 * from <= value) from *= 10;
  return from < MAX_MAGNITUDE ? `${from}-${10 * from - 1}` : `${from}+`;
}

/** Empty where there is nothing to say. A key holds no colon, so that a token has one reading. */
function token(key: string, value: string): string {
  const [name, said] = [plain(key).replaceAll(':', '.'), plain(value)];
  if (name === '' || said === '') return '';
  return `${name}:${said}`.slice(0, MAX_TOKEN_LENGTH).toWellFormed().trimEnd();
}

/** One line in lower case, without what no database takes. */
function plain(text: string): string {
  return text
    .slice(0, 2 * MAX_TOKEN_LENGTH)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toLowerCase();
}

function entriesOf<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const keyOf = (each: string): string => each.slice(0, each.indexOf(':'));
