/** Errors of the store. `retry` says whether the same call may work a little later. */
const RETRY = {
  'database-unavailable': true,
  'statement-too-slow': true,
  'transaction-nested': false,
  'transaction-idle': true,
  'workspace-missing': false,
  'folder-in-use': false,
  'folder-not-writable': false,
  'disk-full': false,
  'schema-too-new': false,
  'migration-changed': false,
  'database-incompatible': false,
} as const;
export type DatabaseErrorCode = keyof typeof RETRY;

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  readonly retry: boolean;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = RETRY[code];
  }
}
