/**
 * What a page told, without personal data and secrets: the page redacts before it sends, and nobody has to believe it.
 * Pure.
 */
import type { PageContext } from '@understudy/contract';
import { redactText } from './redaction.ts';

/** Query keys whose values open doors, or name somebody. */
const SECRET_KEY =
  /^(?:code|state|user|name)$|token|secret|passw|pwd|auth|session|signature|api.?key|jwt|otp|mail|phone/i;

export function redactPage(page: PageContext): PageContext {
  return {
    route: redactRoute(page.route),
    title: page.title === null ? null : clean(page.title, 200),
    query: Object.fromEntries(
      Object.entries(page.query).flatMap(([key, value]) =>
        SECRET_KEY.test(key) ? [] : [[clean(key, 50), clean(value, 100)] as const],
      ),
    ),
    seconds: page.seconds,
    events: page.events.map((event) => ({
      ...event,
      name: clean(event.name, 120),
      route: redactRoute(event.route),
    })),
    viewport: page.viewport,
    locale: page.locale === null ? null : clean(page.locale, 35),
    release: page.release === null ? null : clean(page.release, 60),
  };
}

/** One line, without what no database takes; `most` characters, since a placeholder may be longer than what it stands for. */
const clean = (text: string, most: number): string =>
  redactText(
    text
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .trim(),
  ).slice(0, most);

/** Segment by segment, for a slash may be part of an address; also what is written as it goes over the wire (`ann%40example.org`). */
function redactRoute(route: string): string {
  return route.split('/').map(redactSegment).join('/').slice(0, 200);
}

function redactSegment(segment: string): string {
  const plain = decoded(segment);
  const redacted = clean(plain, 200);
  return redacted === plain ? clean(segment, 200) : redacted.replaceAll(/[?#]/g, '');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
