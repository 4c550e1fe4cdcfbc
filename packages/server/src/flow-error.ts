/** What a step refuses, with a code of the contract; `http/` turns it into a problem. */
import type { Problem, ProblemCode } from '@understudy/contract';

export class FlowError extends Error {
  readonly code: Extract<
    ProblemCode,
    | 'not-found'
    | 'conflict'
    | 'idempotency-mismatch'
    | 'import-running'
    | 'invalid-request'
    | 'payload-too-large'
    | 'unsupported-media-type'
  >;
  readonly errors: Problem['errors'];
  constructor(code: FlowError['code'], message = '', errors?: Problem['errors']) {
    super(message);
    this.name = 'FlowError';
    this.code = code;
    this.errors = errors;
  }
}
