/** What a customer saw and did, in words. Pure. */
import type { PageContext, PageEvent } from '@understudy/contract';
import { plural } from '../ui/format.ts';

const MINUTE_S = 60;

export function eventWords({ kind, name, route, status }: PageEvent): string {
  switch (kind) {
    case 'click':
      return `Clicked “${name}”`;
    case 'submit':
      return `Sent the form “${name}”`;
    case 'route':
      return `Went to ${name === '' ? route : name}`;
    case 'request-failed':
      return `Request failed: ${status === null || status === 0 ? 'no answer from' : status} ${route}`;
    case 'script-error':
      return `Error on the page: ${name}`;
    default:
      return `“${name}”`;
  }
}

export const isFailure = ({ kind }: PageEvent): boolean =>
  kind === 'request-failed' || kind === 'script-error';

/** `5 s`, `3 min`: how long before the message, or on the page. */
export function spanWords(seconds: number): string {
  if (seconds < MINUTE_S) return `${Math.round(seconds)} s`;
  if (seconds < 60 * MINUTE_S) return `${Math.floor(seconds / MINUTE_S)} min`;
  return plural(Math.floor(seconds / (60 * MINUTE_S)), 'hour');
}

/** What else is known of a page, one row each. */
export function pageRows(page: PageContext): readonly (readonly [name: string, value: string])[] {
  const { title, seconds, query, viewport, locale, release } = page;
  const rows: (readonly [string, string | null])[] = [
    ['Title', title],
    ['Time on page', spanWords(seconds)],
    ...Object.entries(query).map(([key, value]) => [key, value] as const),
    ['Release', release],
    ['Window', viewport && `${viewport.width} × ${viewport.height}`],
    ['Language', locale],
  ];
  return rows.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value] as const]));
}
