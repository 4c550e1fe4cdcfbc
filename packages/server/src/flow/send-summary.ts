/**
 * The summary of a day, a week or a month: the sentences of the overview (is it learning, is it safe, what is it worth,
 * what needs people) with the counts behind them. By e-mail, and to webhooks as `summary.ready`.
 *
 * The job of each summary plans the next one; a change of the schedule makes a planned one void.
 */
import type { Counts, DailyFigures, Measure, Notices, Overview } from '@understudy/contract';
import type { JobTable } from '../jobs/jobs.ts';
import type { MailPorts } from '../mail/ports.ts';
import { nextSummaryAt, SUMMARY_DAYS } from '../next-summary.ts';
import { writeNoticeMails } from '../notice-mail.ts';
import type { Parts } from '../parts.ts';
import { promiseWebhook } from '../raise-alarm.ts';
import { readOverview } from '../read-overview.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'now_ms'> & Pick<MailPorts, 'mail'>;

const DAY_MS = 86_400_000;

export async function sendSummary(
  parts: Ports,
  { workspace_id, due }: JobTable['send-summary'],
): Promise<void> {
  const read = await readSummary(parts, workspace_id);
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const { next_summary_at, ...notices } = await store.lockNotices(tx);
    if (next_summary_at?.toISOString() !== due) return;
    await write(parts, tx, { workspace_id, read, to: notices.summary.to });
    const next = nextSummaryAt(notices.summary, parts.now_ms());
    await store.putNotices(tx, { ...notices, next_summary_at: next });
    if (next === null) return;
    const job = { workspace_id, due: next.toISOString() };
    await parts.jobs.enqueue(tx, 'send-summary', job, { startAfter: next });
  });
}

/** Now, whatever the schedule. Answers to whom it goes by e-mail. */
export async function sendSummaryNow(parts: Ports, workspace_id: string): Promise<string[]> {
  const read = await readSummary(parts, workspace_id);
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const { summary } = await store.getNotices(tx);
    return write(parts, tx, { workspace_id, read, to: summary.to });
  });
}

/** Of whole days: the last one is yesterday. */
async function readSummary(parts: Ports, workspace_id: string): Promise<Overview> {
  const { summary } = await parts.database.asWorkspace(workspace_id, store.getNotices);
  const dayOf = (ago: number) => new Date(parts.now_ms() - ago * DAY_MS).toISOString().slice(0, 10);
  const range = { from: dayOf(SUMMARY_DAYS[summary.every]), to: dayOf(1), topic_id: null };
  return readOverview(parts, workspace_id, range);
}

async function write(
  parts: Ports,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly read: Overview;
    readonly to: Notices['summary']['to'];
  },
): Promise<string[]> {
  const { workspace_id, read } = given;
  const { range, learning, safety, needs, worth } = read;
  const waits = needs.map(({ text }) => text).join(', ');
  const sentences = [
    learning.text,
    safety.text,
    worth.text,
    waits === '' ? 'Nothing waits for you.' : `Waits for you: ${waits}.`,
  ];
  const data = {
    ...range,
    text: sentences.join(' '),
    counts: summed(learning.days),
    risk: safety.risk,
    needs,
    worth,
  };
  await promiseWebhook(parts, tx, { workspace_id, event: 'summary.ready', data });
  if (parts.mail === null) return [];
  const to = [...new Set(given.to)];
  const { name } = await store.getWorkspace(tx);
  const { from, to: last } = range;
  const subject = `${name}: ${from === last ? last : `${from} to ${last}`}`;
  const paragraphs = [...sentences, `${parts.mail.public_url}/overview`];
  await writeNoticeMails(parts, tx, { workspace_id, to, subject, paragraphs });
  return to;
}

function summed(days: readonly DailyFigures[]): Counts {
  const sums: Counts = {};
  for (const { counts } of days)
    for (const [measure, count] of Object.entries(counts) as [Measure, number][])
      sums[measure] = (sums[measure] ?? 0) + count;
  return sums;
}
