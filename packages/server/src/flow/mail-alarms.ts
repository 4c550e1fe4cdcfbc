/**
 * Writes the e-mails about alarms: one an alarm, to everybody who hears of them, and at most six an hour. The last one of
 * an hour takes all alarms that are left (of a flood, some hundreds); what comes after it waits for the hour to end. An alarm that is over by then is
 * told to nobody.
 */
import type { JobTable } from '../jobs/jobs.ts';
import type { MailPorts } from '../mail/ports.ts';
import { writeNoticeMails } from '../notice-mail.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms' | 'log'> & Pick<MailPorts, 'mail'>;

export const MOST_AN_HOUR = 6;
const HOUR_MS = 3_600_000;

export async function mailAlarms(parts: Ports, { workspace_id }: JobTable['mail-alarms']): Promise<void> {
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const alarms = await store.takeAlarmsToMail(tx);
    if (alarms.length === 0) return;
    const now_ms = parts.now_ms();
    const { alarms: to } = await store.getNotices(tx);
    if (parts.mail === null || to.length === 0) {
      parts.log.warn({ workspace_id, alarms: alarms.length }, 'alarms were not mailed');
      await store.markAlarmsMailed(tx, { ids: alarms.map(({ id }) => id), at: null });
      return;
    }
    const [first, ...others] = await store.alarmMailTimes(tx, new Date(now_ms - HOUR_MS));
    const free = MOST_AN_HOUR - (first === undefined ? 0 : 1 + others.length);
    if (first !== undefined && free <= 0) {
      const startAfter = new Date(first.getTime() + HOUR_MS);
      const options = { startAfter, singletonKey: workspace_id };
      await parts.jobs.enqueue(tx, 'mail-alarms', { workspace_id }, options);
      return;
    }
    for (const [i, some] of inMails(alarms, free).entries()) {
      await writeNoticeMails(parts, tx, { workspace_id, to, ...write(some, parts.mail.public_url) });
      // A millisecond apart, for they are counted by their times.
      await store.markAlarmsMailed(tx, { ids: some.map(({ id }) => id), at: new Date(now_ms + i) });
    }
    if (alarms.length === store.MOST_TO_MAIL)
      await parts.jobs.enqueue(tx, 'mail-alarms', { workspace_id }, { singletonKey: workspace_id });
  });
}

function inMails(alarms: readonly store.AlarmRow[], free: number): (readonly store.AlarmRow[])[] {
  if (alarms.length <= free) return alarms.map((alarm) => [alarm]);
  const single = alarms.slice(0, free - 1);
  return [...single.map((alarm) => [alarm]), alarms.slice(single.length)];
}

function write(alarms: readonly store.AlarmRow[], public_url: string) {
  const [only] = alarms;
  const isOne = only !== undefined && alarms.length === 1;
  const paragraphs = alarms.flatMap((alarm) => [
    ...(isOne ? [] : [`# ${alarm.title}`]),
    alarm.text,
    ...(alarm.done === null ? [] : [`Done already: ${alarm.done}`]),
    `${public_url}${alarm.link}`,
  ]);
  const subject = isOne ? only.title : `${alarms.length} alarms`;
  return { subject, paragraphs };
}
