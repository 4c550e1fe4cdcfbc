/** What the main thread and the database's worker thread say to each other. */
export interface WorkerOptions {
  /** Folder of the database, or null for one in memory. */
  readonly folder: string | null;
  /** A dump to start a database in memory from. */
  readonly template: string | null;
}

export interface Request {
  readonly id: number;
  readonly op: 'query' | 'exec' | 'dump' | 'close';
  readonly sql: string;
  readonly params: readonly unknown[];
}

export interface Result {
  readonly rows: Record<string, unknown>[];
  readonly affectedRows?: number;
  /** Columns of type bytea; between the threads their values are the hex text of the protocol. */
  readonly binary?: readonly string[];
}

/** The fields of a PostgreSQL error that callers look at. */
export interface WireError {
  readonly message: string;
  readonly code?: string;
  readonly detail?: string;
  readonly constraint?: string;
}

export type Reply =
  | { readonly kind: 'up' }
  | { readonly kind: 'result'; readonly id: number; readonly results: readonly Result[] }
  | { readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'notification'; readonly channel: string; readonly payload: string };
