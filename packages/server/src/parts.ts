/** What the steps of `flow/` are given: ports to the world, made once by `main`. */
import type { Encoder } from '@understudy/engine';
import type { Jobs } from './jobs/jobs.ts';
import type { Logger } from './log.ts';
import type { ModelHost } from './models/model-host.ts';
import type { Database } from './store/index.ts';
import type { ReplyWriter } from './writer/reply-writer.ts';

export interface Parts {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly models: ModelHost;
  readonly encoder: Encoder;
  readonly writer: ReplyWriter;
  readonly log: Logger;
  /** The clock, in Unix milliseconds: the only one that steps may read. */
  readonly now_ms: () => number;
  /** A customer's messages within this time are one turn. */
  readonly turn_window_ms: number;
  /** How long a verdict on an audited answer may be taken back. */
  readonly audit_undo_ms: number;
  /** Where uploaded files wait for their import. */
  readonly data_dir: string;
}
