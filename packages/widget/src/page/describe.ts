/** From what was seen on the page to what goes with a message. Pure: redaction happens here and in `redact.ts`. */
import type { PageContext, PageEvent, PageSettings } from '@understudy/contract';
import type { Facts } from '../sdk/commands.ts';
import { type HiddenWords, queryOf, redactText, routeOf, union } from './redact.ts';

/** One thing that happened, as it was seen. */
export interface SeenEvent {
  readonly kind: PageEvent['kind'];
  readonly name: string;
  readonly pathname: string;
  readonly hash: string;
  readonly status: number | null;
  /** Of the page's clock. */
  readonly at_ms: number;
}

export interface SeenPage {
  readonly pathname: string;
  readonly hash: string;
  readonly search: string;
  readonly title: string;
  /** Of the page's clock: now, and when this route was entered. */
  readonly now_ms: number;
  readonly since_ms: number;
  /** Oldest first. */
  readonly events: readonly SeenEvent[];
  readonly viewport: { readonly width: number; readonly height: number };
  readonly locale: string;
  readonly release: string | null;
  /** Words of what the page marks as private; null where there are too many to compare with: then no words are told. */
  readonly private_words: HiddenWords | null;
  /** Words that stand in fields; null likewise. */
  readonly typed_words: HiddenWords | null;
}

export const MAX_EVENTS = 20;
const MAX_LABEL = 120;
const MAX_TITLE = 200;

/** Null where the workspace does not want to know of this page. */
export function describePage(seen: SeenPage, settings: PageSettings): PageContext | null {
  const names: HiddenWords = seen.private_words ?? new Set();
  const route = routeOf(seen.pathname, seen.hash, names);
  if (!settings.enabled || !isAllowed(seen.pathname, settings.paths)) return null;
  const hidden = union(seen.private_words, seen.typed_words);
  const events = seen.events
    .filter((event) => isAllowed(event.pathname, settings.paths) || event.kind === 'request-failed')
    .slice(-MAX_EVENTS)
    .map((event): PageEvent => {
      const name = event.kind === 'route' ? routeOf(event.name, '', names) : redactLabel(event.name, hidden);
      return {
        kind: event.kind,
        name: name.slice(0, MAX_LABEL),
        route: routeOf(event.pathname, event.hash, names),
        status: event.status,
        ago_ms: count(seen.now_ms - event.at_ms),
      };
    });
  return {
    route,
    title: hidden === null ? null : redactText(seen.title, MAX_TITLE, hidden) || null,
    query: queryOf(seen.search, settings.query_keys, names),
    seconds: count((seen.now_ms - seen.since_ms) / 1_000),
    events,
    viewport: { width: count(seen.viewport.width), height: count(seen.viewport.height) },
    locale: /^[A-Za-z]{2,3}(?:-[A-Za-z\d]{2,4}){0,2}$/u.test(seen.locale) ? seen.locale : null,
    release: seen.release !== null && /^[\w.+-]{1,60}$/u.test(seen.release) ? seen.release : null,
  };
}

/** What the page itself says, as far as it is no secret. */
export function describeFacts(facts: Facts): Record<string, string> {
  const told: [string, string][] = [];
  for (const [key, value] of Object.entries(facts)) {
    const name = redactText(key, 50);
    if (name === '' || name.includes('*') || value === null) continue;
    if (typeof value === 'number') {
      if (Math.abs(value) < 1e7) told.push([name, String(value)]);
    } else told.push([name, redactText(String(value), 500)]);
  }
  return Object.fromEntries(told);
}

export const redactLabel = (name: string, hidden: HiddenWords | null): string =>
  hidden === null ? '*' : redactText(name, MAX_LABEL, hidden) || '*';

/** `*` in a pattern stands for anything. Everything is allowed where nothing is listed. */
export function isAllowed(pathname: string, patterns: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(pathname, pattern.split('*')));
}

/** The fixed parts stand in the text one after the other; no backtracking, whatever the pattern. */
function matches(text: string, [first = '', ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

const count = (value: number): number => (value > 0 ? Math.min(Math.round(value), 2 ** 31) : 0);
