/** Errors on the wire: RFC 9457 problem details with a stable code that `docs/errors.md` explains. */
import { z } from 'zod';

export const PROBLEM_CODES = {
  'invalid-request': 'The request does not have the form that this endpoint takes.',
  unauthenticated: 'No valid session, key or visitor token came with the request.',
  forbidden: 'The caller is known, but may not do this.',
  'identity-invalid': 'The identity token is not accepted; `errors` says everything that is wrong with it.',
  'identity-required':
    'This workspace serves visitors only whose identity the host page’s server has signed.',
  'not-found': 'No such thing, or none that the caller may see.',
  conflict: 'The thing is in a state that does not allow this, or somebody else was faster.',
  'idempotency-mismatch': 'The idempotency key was used before with another body.',
  'payload-too-large': 'The body is larger than this endpoint takes.',
  'unsupported-media-type': 'The content type is not one that this endpoint takes.',
  'rate-limited': 'Too many requests; try again after the time in Retry-After.',
  'setup-done': 'This installation has an owner already.',
  'setup-token-invalid': 'The set-up link is wrong or was used.',
  'import-running': 'An import of this workspace is running; wait for it or cancel it.',
  'disk-full': 'The disk of the server is full: nothing can be stored until there is space again.',
  unavailable: 'The database or another part is away for the moment; try again.',
  internal: 'Something went wrong on our side; the request id leads to the log line.',
} as const;
export type ProblemCode = keyof typeof PROBLEM_CODES;

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(PROBLEM_CODES) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().optional(),
  request_id: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
