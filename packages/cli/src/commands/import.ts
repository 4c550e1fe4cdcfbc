/** `understudy import FILE`: streams tickets and articles to the running server and follows it until it has learned. */
import { basename } from 'node:path';
import { type CsvMapping, TicketFileError } from '@understudy/connectors/ticket-file';
import type { Result } from '@understudy/contract';
import { call, type Server, upload } from '../api-client.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { Progress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { fileSize, type RejectedRow, readRows, toLines, writeRejected } from '../ticket-rows.ts';

export interface ImportOptions {
  readonly source: string | undefined;
  /** What the topics of the file name. */
  readonly topics: 'categories' | 'issues';
  readonly dry_run: boolean;
  readonly mapping: CsvMapping;
  readonly json: boolean;
}

interface Context {
  readonly terminal: Terminal;
  /** Gives a server, and what to do with it afterwards. */
  readonly connect: () => Promise<{ readonly server: Server; readonly release: () => Promise<void> }>;
  readonly poll_ms?: number;
}

type Job = Result<'startImport'>;

interface Outcome {
  readonly file: string;
  readonly state: string;
  readonly read: number;
  readonly accepted: number;
  readonly known: number;
  readonly rejected: number;
  readonly resolutions: number | null;
  /** Lessons that a check blocked: they wait in Review. */
  readonly waiting: number;
  readonly rejected_file: string | null;
}

export async function importFile(file: string, options: ImportOptions, context: Context): Promise<number> {
  const outcome = options.dry_run
    ? await validate(file, options, context)
    : await send(file, options, context);
  context.terminal.print(options.json ? JSON.stringify(outcome) : sentence(outcome, options.dry_run));
  return outcome.rejected > 0 ? EXIT.rejected : EXIT.done;
}

/** Reads the whole file and keeps nothing; no server is asked. */
async function validate(file: string, { mapping }: ImportOptions, { terminal }: Context): Promise<Outcome> {
  const rejected: RejectedRow[] = [];
  let accepted = 0;
  for await (const row of reading(file, mapping, terminal)) {
    if (row.kind === 'rejected') rejected.push({ line: row.line, reason: row.reason });
    else accepted += 1;
  }
  const read = accepted + rejected.length;
  refuseEmpty(file, read);
  return {
    file,
    state: 'checked',
    read,
    accepted,
    known: 0,
    rejected: rejected.length,
    resolutions: null,
    waiting: 0,
    rejected_file: writeRejected(file, rejected),
  };
}

async function send(file: string, options: ImportOptions, context: Context): Promise<Outcome> {
  fileSize(file);
  const { server, release } = await context.connect();
  try {
    await requireSetUp(server);
    await awaitOthers(server, context);
    const rejected: RejectedRow[] = [];
    const rows = reading(file, options.mapping, context.terminal);
    const query = { source: options.source ?? basename(file), dry_run: 'false', topics: options.topics };
    const started = await uploadRows(
      server,
      query,
      toLines(rows, (row) => rejected.push(row)),
    );
    const job = requireDone(await follow(server, started, context));
    rejected.push(...(await rejectedByServer(server, job)));
    refuseEmpty(file, job.read + rejected.length);
    const { state, accepted, known, resolutions, waiting } = job;
    const read = accepted + known + rejected.length;
    const rejected_file = writeRejected(file, rejected);
    const kept = { accepted, known, rejected: rejected.length, resolutions, waiting };
    return { file, state, read, ...kept, rejected_file };
  } finally {
    await release();
  }
}

/** Before that nobody is known to the server, and it could only say so. */
async function requireSetUp(server: Server): Promise<void> {
  const { setup_done } = await call(server, 'version');
  if (setup_done) return;
  throw new CliError(
    'not-set-up',
    `Expected an owner of ${server.url}, found that nobody has set it up yet.`,
    {
      advice:
        'Open the set-up link that `understudy start` prints (the newest one, also in the log), then run this again.',
    },
  );
}

/** One import at a time: one that was left behind (Ctrl-C, a restart) goes on in the server, and ours comes after it. */
async function awaitOthers(server: Server, context: Context): Promise<void> {
  const [latest] = (await call(server, 'latestImport', { query: { limit: 1 } })).items;
  if (latest === undefined || !isUnderWay(latest)) return;
  context.terminal.note(`An import of "${latest.source}" is under way; this one begins when it is done …`);
  await follow(server, latest, context);
}

/** A failure to read the file breaks the upload off; what is told is the cause, not the connection's end. */
async function uploadRows(
  server: Server,
  query: Parameters<typeof upload>[1],
  lines: AsyncIterable<Uint8Array>,
): Promise<Job> {
  let cause: unknown = null;
  async function* watched() {
    try {
      yield* lines;
    } catch (error) {
      cause = error;
      throw error;
    }
  }
  return upload(server, query, watched()).catch((error: unknown) => {
    throw cause ?? error;
  });
}

function reading(file: string, csvMapping: CsvMapping, terminal: Terminal) {
  const total = fileSize(file) / 1e6;
  const progress = new Progress(terminal);
  const onBytes = (bytes: number) =>
    progress.show({ phase: 'Reading', done: bytes / 1e6, total, unit: 'MB' });
  return endingWith(readRows(file, { csvMapping, onBytes }), () => progress.end());
}

async function* endingWith<T>(source: AsyncIterable<T>, end: () => void): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw error instanceof TicketFileError ? explained(error) : error;
  } finally {
    end();
  }
}

const explained = ({ code, message }: TicketFileError): CliError =>
  new CliError(code, `The file cannot be read: ${message}.`, {
    advice: '`--map id=HEADER --map description=HEADER` says which column of a CSV is what.',
    exit_code: EXIT.usage,
  });

const PHASES = {
  reading: ['Storing', 'rows'],
  mining: ['Finding answers', 'tickets'],
  encoding: ['Reading questions', 'texts'],
  learning: ['Learning', 'tickets'],
  done: ['Done', 'tickets'],
} as const;

/** A busy server may be late with an answer while it goes on importing: asked again so many times in a row. */
const MAX_SILENCES = 10;

const isUnderWay = ({ state }: Job): boolean => state === 'running' || state === 'learning';

/** Asks how the import stands until it ends, however it ends. */
async function follow(server: Server, started: Job, { terminal, poll_ms = 500 }: Context): Promise<Job> {
  const progress = new Progress(terminal);
  let job = started;
  let silences = 0;
  while (isUnderWay(job)) {
    const [phase, unit] = PHASES[job.progress.stage];
    progress.show({ phase, done: job.progress.done, total: job.progress.total, unit });
    await new Promise((resolve) => setTimeout(resolve, poll_ms));
    try {
      job = await call(server, 'getImport', { params: { id: started.id } });
      silences = 0;
    } catch (error) {
      silences += 1;
      const isLate = error instanceof CliError && error.code === 'server-unreachable';
      if (!isLate || silences > MAX_SILENCES) throw error;
    }
  }
  progress.end();
  return job;
}

function requireDone(job: Job): Job {
  if (job.state === 'done') return job;
  throw new CliError(
    'import-failed',
    `The import ended as "${job.state}"${job.error ? `: ${job.error}` : ''}.`,
    {
      advice:
        'What was accepted is kept; the same command goes on from there, rows that are known are skipped.',
    },
  );
}

async function rejectedByServer(server: Server, job: Job): Promise<readonly RejectedRow[]> {
  const rows: RejectedRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Result<'listRejectedRows'> = await call(server, 'listRejectedRows', {
      params: { id: job.id },
      query: cursor === null ? { limit: 100 } : { limit: 100, cursor },
    });
    rows.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}

function refuseEmpty(file: string, rows: number): void {
  if (rows > 0) return;
  throw new CliError('nothing-to-read', `Expected tickets in ${file}, found no rows.`, {
    advice: 'One JSON object per line, or a CSV with a header; `examples/first-replay` has a small file.',
  });
}

function sentence(
  { read, accepted, known, rejected, resolutions, waiting, rejected_file }: Outcome,
  isDryRun: boolean,
): string {
  const parts = [
    isDryRun ? `${read} rows read, ${accepted} could be imported` : `${read} rows read, ${accepted} new`,
    ...(known > 0 ? [`${known} known already`] : []),
    ...(resolutions === null ? [] : [`${resolutions} resolutions found`]),
    ...(waiting > 0 ? [`${waiting} wait for a review`] : []),
    ...(rejected > 0 ? [`${rejected} rejected, see ${rejected_file}`] : []),
  ];
  return `${parts.join(', ')}.`;
}
