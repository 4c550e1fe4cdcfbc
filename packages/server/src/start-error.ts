/** Why the server does not start: one line with a stable code, which `docs/errors.md` explains. */
export const START_CODES = {
  'env-invalid': 'A setting in the environment is wrong.',
  'port-in-use': 'Another program listens on this port.',
  'address-not-usable': 'The server may not listen on this address.',
  'data-locked': 'Another server uses this data folder.',
  'data-not-writable': 'The data folder cannot be written.',
  'disk-full': 'The disk of the data folder is full.',
  'database-newer': 'The database was written by a newer version of Understudy.',
  'database-unreachable': 'The database does not answer.',
  'encoder-changed': 'Another encoder than the one that this workspace learned with.',
  'start-failed': 'The server could not start.',
} as const;
export type StartCode = keyof typeof START_CODES;

export class StartError extends Error {
  readonly code: StartCode;
  constructor(code: StartCode, detail: string, options?: ErrorOptions) {
    super(`${START_CODES[code]} ${detail}`, options);
    this.name = 'StartError';
    this.code = code;
  }
}

const CODES: Readonly<Record<string, StartCode>> = {
  EADDRINUSE: 'port-in-use',
  'folder-in-use': 'data-locked',
  'folder-not-writable': 'data-not-writable',
  EACCES: 'data-not-writable',
  EROFS: 'data-not-writable',
  'disk-full': 'disk-full',
  ENOSPC: 'disk-full',
  'schema-too-new': 'database-newer',
  'database-unavailable': 'database-unreachable',
};

/** Whatever kept the server from starting, as one line. */
export function asStartError(error: unknown): StartError {
  if (error instanceof StartError) return error;
  const { code, message } = error as { code?: string; message?: string };
  return new StartError(CODES[code ?? ''] ?? 'start-failed', message ?? String(error), { cause: error });
}
