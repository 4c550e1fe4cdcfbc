/** `understudy replay FILE`: what would have been learned from past tickets, against the twin that never learned. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CliError } from '../cli-error.ts';
import { Progress } from '../progress.ts';
import { readReplayTickets } from '../replay/read-replay-tickets.ts';
import { runReplay } from '../replay/run-replay.ts';
import { htmlReport } from '../report/html-report.ts';
import { terminalReport } from '../report/terminal-report.ts';
import type { Terminal } from '../terminal.ts';
import { readRows } from '../ticket-rows.ts';

export interface ReplayRequest {
  readonly file: string;
  readonly max_error: number;
  readonly seeds: number;
  readonly limit: number | undefined;
  readonly report: string | undefined;
  readonly json: boolean;
}

export async function replayFile(request: ReplayRequest, terminal: Terminal): Promise<void> {
  // Loaded here: both are slow to load, and no other command needs them.
  const { createDefaultEncoder } = await import('@understudy/server/encoder');
  const { NodeNlpBaseline } = await import('../baselines/node-nlp.ts');
  const encoder = await createDefaultEncoder();
  const progress = new Progress(terminal);
  try {
    const tickets = await readReplayTickets(readRows(request.file), {
      encoder,
      limit: request.limit ?? Number.POSITIVE_INFINITY,
      onProgress: (done) => progress.show({ phase: 'Reading', done, total: null, unit: 'tickets' }),
    });
    if (tickets.length === 0) throw nothingToReplay(request.file);
    const report = await runReplay({
      tickets,
      scenario: basename(request.file),
      seeds: request.seeds,
      max_error: request.max_error,
      config: { encoder_id: encoder.id, dimensions: encoder.dimensions },
      command: commandOf(request),
      clock: () => performance.now(),
      baselines: [new NodeNlpBaseline()],
      onProgress: ({ phase, done, total }) => progress.show({ phase, done, total, unit: 'tickets' }),
    });
    progress.end();
    if (request.report !== undefined) writeFileSync(request.report, htmlReport(report));
    terminal.print(
      request.json ? JSON.stringify(report) : terminalReport(report, { colour: terminal.colour }),
    );
    if (request.report !== undefined) terminal.note(`Report written to ${request.report}`);
  } finally {
    await encoder.close();
  }
}

/** What to type to see the same figures again; the folder of the file is nobody's business. */
function commandOf({ file, max_error, seeds, limit }: ReplayRequest): string {
  const rest = limit === undefined ? '' : ` --limit ${limit}`;
  return `understudy replay ${basename(file)} --max-error ${max_error} --seeds ${seeds}${rest}`;
}

const nothingToReplay = (file: string): CliError =>
  new CliError(
    'nothing-to-read',
    `Expected tickets with replies in ${file}, found none that can be replayed.`,
    {
      advice:
        'A ticket needs a text, and a resolution, a topic or an answer of an agent; see `understudy import FILE --dry-run`.',
    },
  );
