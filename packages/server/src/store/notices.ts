/** Who hears of alarms and summaries by e-mail, and these e-mails. */
import type { Notices } from '@understudy/contract';
import type { Selectable, Updateable } from 'kysely';
import { json, type NoticeMailTable, type NoticeTable, type Tx } from './tables.ts';

export type NoticeRow = Omit<Selectable<NoticeTable>, 'workspace_id'>;
export type NoticeMailRow = Selectable<NoticeMailTable>;

const NOBODY: NoticeRow = {
  alarms: [],
  summary: { every: 'never', to: [], hour: 7 },
  next_summary_at: null,
};

const select = (tx: Tx) => tx.selectFrom('notices').select(['alarms', 'summary', 'next_summary_at']);

export async function getNotices(tx: Tx): Promise<NoticeRow> {
  return (await select(tx).executeTakeFirst()) ?? NOBODY;
}

/** Held until the transaction ends. */
export async function lockNotices(tx: Tx): Promise<NoticeRow> {
  return (await select(tx).forUpdate().executeTakeFirst()) ?? NOBODY;
}

export async function putNotices(
  tx: Tx,
  { alarms, summary, next_summary_at }: Notices & { readonly next_summary_at: Date | null },
): Promise<void> {
  const row = { alarms: json(alarms), summary: json(summary), next_summary_at };
  await tx
    .insertInto('notices')
    .values(row)
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(row))
    .execute();
}

export async function insertNoticeMail(
  tx: Tx,
  mail: Pick<NoticeMailRow, 'id' | 'address' | 'subject' | 'text' | 'at'>,
): Promise<void> {
  await tx.insertInto('notice_mails').values(mail).execute();
}

/** Held until the transaction ends. */
export async function lockNoticeMail(tx: Tx, id: string): Promise<NoticeMailRow | undefined> {
  return tx.selectFrom('notice_mails').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateNoticeMail(
  tx: Tx,
  id: string,
  change: Updateable<NoticeMailTable> & { readonly at: Date },
): Promise<void> {
  await tx.updateTable('notice_mails').set(change).where('id', '=', id).execute();
}

/** What was sent, or given up, before that. */
export async function pruneNoticeMails(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('notice_mails').where('at', '<', before).where('state', '<>', 'waiting').execute();
}
