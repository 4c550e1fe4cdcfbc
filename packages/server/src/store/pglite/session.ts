/**
 * The one session of the embedded database, shared by everybody in turn, and opened again when it was lost.
 *
 * Whoever holds it runs alone until the release. A holder whose thread died is told so by every further call:
 * the second half of a transaction never runs on the new thread as if it were the whole.
 */
import { refuseNesting } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import type { Result, WorkerOptions } from './protocol.ts';
import { WorkerLink } from './worker-link.ts';

/** Callers that may wait for their turn; more are refused at once. */
export const MAX_WAITING = 10_000;
const RETRY_DELAYS_MS = [0, 200, 1_000, 5_000];

export interface SessionOptions extends WorkerOptions {
  /** A statement that runs longer is stopped, together with its thread. */
  readonly statement_limit_ms: number;
  /** A holder that does nothing for longer loses its turn, and its transaction is rolled back. */
  readonly idle_limit_ms: number;
}
export interface Hold {
  query(sql: string, params: readonly unknown[]): Promise<Result>;
  exec(sql: string): Promise<readonly Result[]>;
  release(): void;
}
export interface SessionEvents {
  readonly onLost: () => void;
  /** Runs on the new thread before anybody else gets it. */
  readonly onBack: (hold: Omit<Hold, 'release'>) => Promise<void>;
  readonly onNotification: (channel: string, payload: string) => void;
}

const toParam = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
    : value;

export class Session {
  readonly #options: SessionOptions;
  readonly #events: SessionEvents;
  #link: Promise<WorkerLink>;
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;
  #isClosed = false;

  private constructor(options: SessionOptions, events: SessionEvents, link: WorkerLink) {
    this.#options = options;
    this.#events = events;
    this.#link = Promise.resolve(link);
    this.#watch(link);
  }

  static async open(options: SessionOptions, events: SessionEvents): Promise<Session> {
    const link = await WorkerLink.start(options, events.onNotification);
    return new Session(options, events, link);
  }

  /** Waits for its turn. The holder must release. */
  async hold(limit_ms = this.#options.statement_limit_ms): Promise<Hold> {
    refuseNesting();
    if (this.#isClosed) throw new DatabaseError('database-unavailable', 'the database is closed');
    if (this.#waiting >= MAX_WAITING) {
      throw new DatabaseError('database-unavailable', `${MAX_WAITING} callers wait for the database already`);
    }
    const before = this.#turn;
    const turn = Promise.withResolvers<void>();
    this.#turn = turn.promise;
    this.#waiting++;
    await before;
    this.#waiting--;
    try {
      return holdUntil(calls(await this.#liveLink(), limit_ms), turn.resolve, this.#options.idle_limit_ms);
    } catch (error) {
      turn.resolve();
      throw new DatabaseError('database-unavailable', 'the embedded database does not open', {
        cause: error,
      });
    }
  }

  /** Between the end of a thread and the news of it, `#link` is still the old one. */
  async #liveLink(): Promise<WorkerLink> {
    const link = await this.#link;
    if (!link.isOver) return link;
    await link.ended;
    return this.#link;
  }

  /** Writes a dump of the whole database to a file; for tests and back-ups. */
  async dump(file: string): Promise<void> {
    const hold = await this.hold();
    try {
      await (await this.#link).call({ op: 'dump', sql: file, limit_ms: 600_000 });
    } finally {
      hold.release();
    }
  }

  /** Ends the thread as a crash would. */
  async terminate(): Promise<void> {
    await (await this.#link).terminate();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    const last = await this.hold().catch(() => null);
    this.#isClosed = true;
    if (!last) return;
    const link = await this.#link;
    await link.call({ op: 'close', sql: '', limit_ms: 30_000 }).catch(() => []);
    await link.terminate();
    last.release();
  }

  #watch(link: WorkerLink): void {
    void link.ended.then(() => {
      if (this.#isClosed) return;
      this.#events.onLost();
      this.#link = this.#reopen(0);
      this.#link.catch(() => {}); // whoever waits is told; here nobody may be waiting
    });
  }

  /** The first failure is told to everybody who waits; trying goes on behind it. */
  async #reopen(attempt: number): Promise<WorkerLink> {
    const delay_ms = RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)] ?? 0;
    await new Promise((resolve) => setTimeout(resolve, delay_ms));
    if (this.#isClosed) throw new DatabaseError('database-unavailable', 'the database is closed');
    try {
      const link = await WorkerLink.start(this.#options, this.#events.onNotification);
      await this.#events.onBack(calls(link, this.#options.statement_limit_ms));
      this.#watch(link);
      return link;
    } catch (error) {
      const next = this.#reopen(attempt + 1);
      next.catch(() => {});
      queueMicrotask(() => {
        this.#link = next;
      });
      throw error;
    }
  }
}

/** Somebody who waits for the network inside a transaction, or forgets to release, must not stop everybody else. */
function holdUntil(link: Omit<Hold, 'release'>, release: () => void, limit_ms: number): Hold {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const takeBack = () => {
    isOver = true;
    void link
      .exec('ROLLBACK')
      .catch(() => [])
      .then(release);
  };
  const watched = async <T>(run: () => Promise<T>): Promise<T> => {
    if (isOver)
      throw new DatabaseError(
        'transaction-idle',
        `nothing was done in it for ${limit_ms} ms; it was rolled back`,
      );
    clearTimeout(timer);
    try {
      return await run();
    } finally {
      if (!isOver) timer = setTimeout(takeBack, limit_ms);
    }
  };
  timer = setTimeout(takeBack, limit_ms);
  return {
    query: (sql, params) => watched(() => link.query(sql, params)),
    exec: (sql) => watched(() => link.exec(sql)),
    release() {
      clearTimeout(timer);
      if (!isOver) release();
      isOver = true;
    },
  };
}

function calls(link: WorkerLink, limit_ms: number): Omit<Hold, 'release'> {
  return {
    async query(sql, params) {
      const [result] = await link.call({ op: 'query', sql, params: params.map(toParam), limit_ms });
      return result ? withBuffers(result) : { rows: [] };
    },
    exec: (sql) => link.call({ op: 'exec', sql, limit_ms }),
  };
}

function withBuffers(result: Result): Result {
  for (const column of result.binary ?? []) {
    for (const row of result.rows) {
      const hex = row[column];
      if (typeof hex === 'string') row[column] = Buffer.from(hex.slice(2), 'hex');
    }
  }
  return result;
}
