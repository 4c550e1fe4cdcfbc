/**
 * The log: JSON lines with ids, counts and codes. Never a text of a customer, an address, or a secret:
 * callers pass ids only, and what Fastify would add about a request is cut down to method, route and status.
 */
import { type Logger, pino } from 'pino';

export type { Logger };

/** A logger that writes to standard error, which keeps standard output for what a person should read. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorWithoutData },
      redact: {
        paths: ['*.text', '*.email', '*.password', '*.token', 'text', 'email', 'password', 'token'],
        censor: '[cut]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** An error without the properties that drivers hang on it (`detail` of PostgreSQL repeats the row). */
function errorWithoutData(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an Error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    code,
    message: error.message.slice(0, 500),
    stack: error.stack?.slice(0, 4_000),
  };
}
