/** Errors of the HTTP API: a problem is thrown anywhere inside a request and leaves as RFC 9457 JSON. */
import { PROBLEM_CODES, type Problem, type ProblemCode } from '@understudy/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { FlowError } from '../flow-error.ts';
import { DatabaseError } from '../store/index.ts';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

const STATUS: Readonly<Record<ProblemCode, number>> = {
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'identity-invalid': 403,
  'identity-required': 403,
  'not-found': 404,
  conflict: 409,
  'idempotency-mismatch': 422,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'rate-limited': 429,
  'setup-done': 409,
  'setup-token-invalid': 403,
  'import-running': 409,
  'disk-full': 507,
  unavailable: 503,
  internal: 500,
};

type FieldErrors = NonNullable<Problem['errors']>;

export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldErrors | undefined;
  constructor(code: ProblemCode, detail?: string, errors?: FieldErrors) {
    super(detail ?? PROBLEM_CODES[code]);
    this.name = 'ProblemError';
    this.code = code;
    this.errors = errors;
  }
}

/** The thing, or `not-found`: what the caller may not see does not exist for them. */
export function found<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) throw new ProblemError('not-found', `No such ${what}.`);
  return thing;
}

/** Whatever was thrown, as a problem. Unknown errors become `internal` and say nothing about themselves. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof FlowError)
    return new ProblemError(error.code, error.message || undefined, error.errors);
  if (error instanceof DatabaseError && error.retry) return new ProblemError('unavailable');
  if (isDiskFull(error)) return new ProblemError('disk-full');
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error);
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ProblemError('payload-too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new ProblemError('unsupported-media-type');
  if (statusCode === 429) return new ProblemError('rate-limited');
  if (isMalformedBody(code, error)) {
    return new ProblemError('invalid-request', 'The body is not well-formed JSON.', [
      { path: 'body', message: 'expected JSON' },
    ]);
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new ProblemError('invalid-request');
  return new ProblemError('internal');
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, error: ProblemError): FastifyReply {
  const status = STATUS[error.code];
  const body: Problem = {
    type: `https://understudy.dev/errors#${error.code}`,
    title: PROBLEM_CODES[error.code],
    status,
    code: error.code,
    request_id: request.id,
    ...(error.message === PROBLEM_CODES[error.code] ? {} : { detail: error.message }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
  };
  if (error.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  if (error.code === 'unavailable') void reply.header('retry-after', '5');
  // The response schemas describe success only; a problem is serialised here.
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .send(body);
}

function fromValidation(error: Pick<FastifyError, 'validation' | 'validationContext'>): ProblemError {
  const where = error.validationContext ?? 'body';
  const errors = (error.validation ?? []).map((issue) => ({
    path: `${where}${issue.instancePath.replaceAll('/', '.')}`,
    message: issue.message ?? 'invalid',
  }));
  return new ProblemError('invalid-request', undefined, errors);
}

function isMalformedBody(code: string | undefined, error: unknown): boolean {
  return (
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    error instanceof SyntaxError
  );
}

/** The database's disk, or the one that an upload goes to. */
function isDiskFull(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'disk-full' || code === 'ENOSPC';
}
