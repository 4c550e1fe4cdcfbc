/**
 * What the customer's page tells about itself with a question.
 *
 * Redacted in the page before it is sent, and again before the first write. Labels, names and routes only: never what
 * somebody typed, never the body of a request.
 */
import { z } from 'zod';

/** A route template: the path without host, query and ids (`/invoices/*`). */
export const route = z
  .string()
  .max(200)
  .regex(/^\/[^?#]*$/u, 'expected a path such as /invoices/*');

export const pageEvent = z.strictObject({
  kind: z.enum(['click', 'submit', 'route', 'request-failed', 'script-error', 'custom']),
  /** Label of an element that the page opted in, name of the page's own event, or what failed. */
  name: z.string().max(120),
  /** Where it happened; for `request-failed` the route of the request. */
  route,
  /** Of a failed request, 0 where no answer came; null for the rest. */
  status: z.int().min(0).max(999).nullable(),
  /** How long before the question. */
  ago_ms: z.int().nonnegative(),
});
export type PageEvent = z.infer<typeof pageEvent>;

export const pageContext = z.strictObject({
  route,
  title: z.string().max(200).nullable(),
  /** Values of the query keys that the workspace allows. */
  query: z.record(z.string().max(50), z.string().max(100)),
  /** Time on this route. */
  seconds: z.int().nonnegative(),
  /** Oldest first. */
  events: z.array(pageEvent).max(20),
  viewport: z.strictObject({ width: z.int().nonnegative(), height: z.int().nonnegative() }).nullable(),
  locale: z.string().max(35).nullable(),
  /** Release of the product, where the page says it. */
  release: z.string().max(60).nullable(),
});
export type PageContext = z.infer<typeof pageContext>;
