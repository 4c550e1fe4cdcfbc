/**
 * The summary of a day, a week or a month: the sentences of the overview (is it learning, is it safe, what is it worth,
 * what needs people) with the counts behind them. By e-mail, and to webhooks as `summary.ready`.
 *
 * The job of each summary plans the next one before it does anything else: one that fails is not the last one, and the next
 * one stands in for it. A change of the schedule makes what was planned before void.
 */
import type { Notices, Overview } from '@understudy/contract';
import type { JobTable } from '../jobs/jobs.ts';
import type { MailPorts } from '../mail/ports.ts';
import { nextSummaryAt, summaryRange } from '../next-summary.ts';
import { writeNoticeMails } from '../notice-mail.ts';
import type { Parts } from '../parts.ts';
import { promiseWebhook } from '../raise-alarm.ts';
import { readOverview } from '../read-overview.ts';
import * as store from '../store/index.ts';
import { totalsOf } from '../translate-figures.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'now_ms'> & Pick<MailPorts, 'mail'>;

export async function sendSummary(
  parts: Ports,
  { workspace_id, due }: JobTable['send-summary'],
): Promise<void> {
  const next = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const notices = await store.lockNotices(tx);
    return isDue(notices, due) ? planNext(parts, tx, { workspace_id, summary: notices.summary }) : null;
  });
  if (next === null) return;
  const read = await readSummary(parts, workspace_id);
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const notices = await store.lockNotices(tx);
    if (!isDue(notices, due)) return;
    await write(parts, tx, { workspace_id, read, to: notices.summary.to });
    await store.putNotices(tx, { ...notices, next_summary_at: next });
  });
}

/** Not sent yet, and not put off by a change of the schedule. */
const isDue = ({ next_summary_at }: store.NoticeRow, due: string): boolean =>
  next_summary_at !== null && next_summary_at.getTime() <= Date.parse(due);

async function planNext(
  { jobs, now_ms }: Ports,
  tx: store.Tx,
  { workspace_id, summary }: { readonly workspace_id: string; readonly summary: Notices['summary'] },
): Promise<Date | null> {
  const next = nextSummaryAt(summary, now_ms());
  if (next === null) return null;
  const due = next.toISOString();
  const once = { startAfter: next, singletonKey: `${workspace_id} ${due}` };
  await jobs.enqueue(tx, 'send-summary', { workspace_id, due }, once);
  return next;
}

/** Now, whatever the schedule. Answers to whom it goes by e-mail. */
export async function sendSummaryNow(parts: Ports, workspace_id: string): Promise<string[]> {
  const read = await readSummary(parts, workspace_id);
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const { summary } = await store.getNotices(tx);
    return write(parts, tx, { workspace_id, read, to: summary.to });
  });
}

async function readSummary(parts: Ports, workspace_id: string): Promise<Overview> {
  const { summary } = await parts.database.asWorkspace(workspace_id, store.getNotices);
  const range = { ...summaryRange(summary.every, parts.now_ms()), topic_id: null };
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
    counts: totalsOf(learning.days),
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
