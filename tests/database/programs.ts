/** What is known of PostgreSQL's programs. */
export type Source = 'machine' | 'npm';

export interface Programs {
  readonly source: Source;
  /** The folder with `initdb` and `postgres`. */
  readonly bin: string;
}

export interface Missing {
  /** Why there is none. */
  readonly missing: string;
}
