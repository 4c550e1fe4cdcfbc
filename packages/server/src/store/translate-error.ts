/** Errors of the engines and of the disk, as the store's own where it has a word for them; others stay as they are. */
import { DatabaseError, type DatabaseErrorCode } from './errors.ts';

const BY_CODE: Readonly<Record<string, DatabaseErrorCode>> = {
  EACCES: 'folder-not-writable',
  EPERM: 'folder-not-writable',
  EROFS: 'folder-not-writable',
  ENOTDIR: 'folder-not-writable',
  ENOSPC: 'disk-full',
  '53100': 'disk-full',
  '57014': 'statement-too-slow', // cancelled by statement_timeout
  '25P03': 'transaction-idle',
  ECONNREFUSED: 'database-unavailable',
  ECONNRESET: 'database-unavailable',
  ENOTFOUND: 'database-unavailable',
  EAI_AGAIN: 'database-unavailable', // names are not resolved for the moment
  EHOSTUNREACH: 'database-unavailable',
  ENETUNREACH: 'database-unavailable',
  ENOENT: 'database-unavailable', // a socket that is not there
  EPIPE: 'database-unavailable',
  ETIMEDOUT: 'database-unavailable',
  '57P01': 'database-unavailable', // the server is shut down,
  '57P02': 'database-unavailable', // crashed,
  '57P03': 'database-unavailable', // or is starting
  '53300': 'database-unavailable', // too many connections
};
const WITHOUT_CODE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

export function translate(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error;
  const given = (error as { readonly code?: unknown }).code;
  const code = typeof given === 'string' ? given : '';
  const known = BY_CODE[code] ?? (code.startsWith('08') ? 'database-unavailable' : undefined);
  if (known) return new DatabaseError(known, error.message, { cause: error });
  if (WITHOUT_CODE.test(error.message))
    return new DatabaseError('database-unavailable', error.message, { cause: error });
  return error;
}
