/** `understudy replay FILE`: what would have been learned from past tickets, against the twin that never learned. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Origin, runReplay } from '@understudy/engine';
import { CliError } from '../cli-error.ts';
import { Progress } from '../progress.ts';
import { readReplayTickets } from '../replay/read-replay-tickets.ts';
import { htmlReport } from '../report/html-report.ts';
import { terminalReport } from '../report/terminal-report.ts';
import type { Terminal } from '../terminal.ts';
import { fileSize, readRows } from '../ticket-rows.ts';
import { VERSION } from '../version.ts';

export interface ReplayRequest {
  readonly file: string;
  readonly max_error: number;
  readonly audit_rate: number;
  readonly seeds: number;
  readonly topics: Origin['topics'];
  readonly baselines: 'quick' | 'all' | 'none';
  readonly limit: number | undefined;
  readonly report: string | undefined;
  readonly json: boolean;
}

const ENCODER_THREADS = 2;

export async function replayFile(request: ReplayRequest, terminal: Terminal): Promise<void> {
  fileSize(request.file);
  const progress = new Progress(terminal);
  const { tickets, encoder_id, dimensions, rejected } = await readAndEncode(request, progress);
  if (rejected > 0)
    terminal.note(`${rejected} rows could not be read; \`understudy import FILE --dry-run\` says why.`);
  // Loaded here: it is slow to load, and no other command needs it.
  const { baselinesFor } = await import('../replay/replay-baselines.ts');
  const report = await runReplay({
    tickets,
    scenario: basename(request.file),
    seeds: request.seeds,
    settings: { max_error: request.max_error, audit_rate: request.audit_rate },
    config: { encoder_id, dimensions },
    baselines: baselinesFor(tickets(1), request.baselines),
    clock: () => performance.now(),
    rss_mib: () => process.resourceUsage().maxRSS / 1024,
    onProgress: (step) => progress.show({ ...step, unit: 'tickets' }),
    pause: () => setImmediate(),
    versions: { understudy: VERSION, node: process.versions.node },
    command: commandOf(request),
  });
  progress.end();
  if (request.report !== undefined) writeReport(request.report, htmlReport(report));
  terminal.print(request.json ? JSON.stringify(report) : terminalReport(report, { colour: terminal.colour }));
  if (request.report !== undefined) terminal.note(`Report written to ${request.report}`);
}

/** The encoder's threads end before the replay begins: it needs their memory. */
async function readAndEncode({ file, topics, limit }: ReplayRequest, progress: Progress) {
  const { createDefaultEncoder } = await import('@understudy/server/encoder');
  const encoder = await createDefaultEncoder({ workers: ENCODER_THREADS });
  try {
    let rejected = 0;
    const rows = seeing(readRows(file), (row) => {
      if (row.kind === 'rejected') rejected += 1;
    });
    const tickets = await readReplayTickets(rows, {
      source: basename(file),
      topics,
      encoder,
      limit: limit ?? Number.POSITIVE_INFINITY,
      onProgress: (step) => progress.show({ ...step, unit: 'tickets' }),
    });
    if (tickets === null) throw nothingToReplay(file);
    return { tickets, encoder_id: encoder.id, dimensions: encoder.dimensions, rejected };
  } finally {
    await encoder.close();
  }
}

async function* seeing<T>(items: AsyncIterable<T>, see: (item: T) => void): AsyncGenerator<T> {
  for await (const item of items) {
    see(item);
    yield item;
  }
}

function writeReport(path: string, html: string): void {
  try {
    writeFileSync(path, html);
  } catch (error) {
    throw new CliError('file-unwritable', `The report did not reach ${path} (${(error as Error).message}).`, {
      advice: 'Check that the folder is there, can be written and has space.',
    });
  }
}

/** What to type to see the same figures again; the folder of the file is nobody's business. */
function commandOf({ file, max_error, audit_rate, seeds, topics, limit }: ReplayRequest): string {
  const rest = limit === undefined ? '' : ` --limit ${limit}`;
  return `understudy replay ${basename(file)} --topics ${topics} --max-error ${max_error} --audit-rate ${audit_rate} --seeds ${seeds}${rest}`;
}

const nothingToReplay = (file: string): CliError =>
  new CliError(
    'nothing-to-read',
    `Expected tickets with answers in ${file}, found none that can be scored.`,
    {
      advice:
        'An answer that came twice, a linked article, or an issue as topic (--topics issues) can; see `understudy replay --help`.',
    },
  );
