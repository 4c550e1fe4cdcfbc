/** Exit codes of the command line; `understudy --help` shows them. */
export const EXIT = { done: 0, failed: 1, usage: 2, rejected: 3, unreachable: 4 } as const;

export type CliErrorCode =
  | 'file-unreadable'
  | 'argument-invalid'
  | 'nothing-to-read'
  | 'csv-mapping-missing'
  | 'not-set-up'
  | 'server-unreachable'
  | 'server-refused'
  | 'import-failed'
  | 'file-unwritable';

/** What was expected and found, and what to do; shown without a stack. */
export class CliError extends Error {
  readonly code: CliErrorCode;
  readonly advice: string;
  readonly exit_code: number;

  constructor(
    code: CliErrorCode,
    message: string,
    { advice, exit_code = EXIT.failed }: { advice: string; exit_code?: number },
  ) {
    super(message);
    this.name = 'CliError';
    this.code = code;
    this.advice = advice;
    this.exit_code = exit_code;
  }
}
