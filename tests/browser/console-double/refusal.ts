/** An answer of the API that is not 2xx. */
import type { Problem } from '@understudy/contract';

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly errors: Problem['errors'];
  constructor(status: number, code: string, detail?: string, errors?: Problem['errors']) {
    super(code);
    this.errors = errors;
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}
