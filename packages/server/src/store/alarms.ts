/** Alarms: one of a key is open at a time, and says who did what about it. */
import type { Alarm } from '@understudy/contract';
import { type Selectable, sql } from 'kysely';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { type AlarmTable, json, type Tx } from './tables.ts';

export type AlarmRow = Omit<Selectable<AlarmTable>, 'workspace_id'>;
type Entry = Alarm['history'][number];

/** What is told of an alarm; `key`: what it is about. */
export type RaisedAlarm = Pick<AlarmRow, 'key' | 'kind' | 'severity' | 'title' | 'text' | 'done' | 'link'>;

const also = (entry: Entry) => sql<Alarm['history']>`alarms.history || ${json([entry])}`;

/** The row of one that is new; undefined where it was open already: then it says what it says now. */
export async function insertAlarm(
  tx: Tx,
  args: RaisedAlarm & { readonly id: string; readonly at: Date; readonly is_mail_due: boolean },
): Promise<AlarmRow | undefined> {
  const { at, ...rest } = args;
  await holdAlarmKey(tx, args.key);
  const { done } = rest;
  const text = done === null ? 'Raised.' : `Raised. ${done}`;
  const history = json<Alarm['history']>([{ at: at.toISOString(), by: null, text }]);
  const row = await tx
    .insertInto('alarms')
    .values({ ...rest, history, raised_at: at, settled_at: null, settled_by: null, settled_note: null })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'key']).where('settled_at', 'is', null).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) await tellAnew(tx, args);
  return row;
}

/** What the system has done meanwhile stands in the history, too. */
async function tellAnew(
  tx: Tx,
  { key, done, at, ...told }: RaisedAlarm & { readonly at: Date },
): Promise<void> {
  const { kind, severity, title, text, link } = told;
  const now = { kind, severity, title, text, link, done };
  const entry: Entry = { at: at.toISOString(), by: null, text: done ?? '' };
  await tx
    .updateTable('alarms')
    .set({
      ...now,
      history: sql<
        Alarm['history']
      >`case when ${done}::text is distinct from done and ${done}::text is not null
        then ${also(entry)} else history end`,
    })
    .where('key', '=', key)
    .where('settled_at', 'is', null)
    .execute();
}

export async function getAlarm(tx: Tx, id: string): Promise<AlarmRow | undefined> {
  return tx.selectFrom('alarms').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function getOpenAlarm(tx: Tx, key: string): Promise<AlarmRow | undefined> {
  return tx
    .selectFrom('alarms')
    .selectAll()
    .where('key', '=', key)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
}

/** Of one kind: those that are open, and those of the given keys, whatever became of them. */
export async function listAlarmKeys(
  tx: Tx,
  { kind, keys }: { readonly kind: AlarmRow['kind']; readonly keys: readonly string[] },
): Promise<{ readonly key: string; readonly is_open: boolean }[]> {
  return tx
    .selectFrom('alarms')
    .select(['key', (eb) => eb('settled_at', 'is', null).as('is_open')])
    .where('kind', '=', kind)
    .where((eb) => eb.or([eb('settled_at', 'is', null), ...(keys.length > 0 ? [eb('key', 'in', keys)] : [])]))
    .execute() as Promise<{ key: string; is_open: boolean }[]>;
}

/** Newest first. */
export async function pageAlarms(
  tx: Tx,
  query: PageRequest & { readonly state?: 'open' | 'settled' | undefined },
): Promise<Page<AlarmRow>> {
  const is = query.state === 'open' ? 'is' : 'is not';
  const select = tx
    .selectFrom('alarms')
    .selectAll()
    .$if(query.state !== undefined, (all) => all.where('settled_at', is, null));
  return newestFirst(select, query, { at: 'raised_at', id: 'id', timeOf: ({ raised_at }) => raised_at });
}

export async function countOpenAlarms(tx: Tx): Promise<number> {
  const open = tx.selectFrom('alarms').where('settled_at', 'is', null);
  return (await open.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n;
}

/** Undefined where it is not open. `by` null: it was over. */
export async function settleAlarm(
  tx: Tx,
  args: { readonly id: string; readonly by: string | null; readonly note: string | null; readonly at: Date },
): Promise<AlarmRow | undefined> {
  const { id, by, note, at } = args;
  const text = note === null || note === '' ? 'Settled.' : `Settled: ${note}`;
  return tx
    .updateTable('alarms')
    .set({
      settled_at: at,
      settled_by: by,
      settled_note: note,
      is_mail_due: false,
      history: also({ at: at.toISOString(), by, text }),
    })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** Until the transaction ends, nobody else opens one of this key. */
export async function holdAlarmKey(tx: Tx, key: string): Promise<void> {
  const name = sql`'alarm ' || current_workspace() || ' ' || ${key}::text`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** Undefined where it is open. The caller holds its key, and knows that no other one of it is open. */
export async function reopenAlarm(
  tx: Tx,
  args: { readonly id: string; readonly by: string; readonly note: string | null; readonly at: Date },
): Promise<AlarmRow | undefined> {
  const { id, by, note, at } = args;
  const text = note === null || note === '' ? 'Opened again.' : `Opened again: ${note}`;
  return tx
    .updateTable('alarms')
    .set({
      settled_at: null,
      settled_by: null,
      settled_note: null,
      history: also({ at: at.toISOString(), by, text }),
    })
    .where('id', '=', id)
    .where('settled_at', 'is not', null)
    .returningAll()
    .executeTakeFirst();
}

export const MOST_TO_MAIL = 200;

/** Those that no e-mail has told of yet, the oldest first, at most `MOST_TO_MAIL`; held until the transaction ends. */
export async function takeAlarmsToMail(tx: Tx): Promise<AlarmRow[]> {
  return tx
    .selectFrom('alarms')
    .selectAll()
    .where('is_mail_due', '=', true)
    .orderBy('raised_at')
    .orderBy('id')
    .limit(MOST_TO_MAIL)
    .forUpdate()
    .execute();
}

/** `at` null: nobody was there to tell. */
export async function markAlarmsMailed(
  tx: Tx,
  { ids, at }: { readonly ids: readonly string[]; readonly at: Date | null },
): Promise<void> {
  await tx.updateTable('alarms').set({ is_mail_due: false, mailed_at: at }).where('id', 'in', ids).execute();
}

/** When the e-mails about alarms since then were written, the oldest first. */
export async function alarmMailTimes(tx: Tx, since: Date): Promise<Date[]> {
  const rows = await tx
    .selectFrom('alarms')
    .select('mailed_at')
    .distinct()
    .where('mailed_at', '>', since)
    .orderBy('mailed_at')
    .execute();
  return rows.flatMap(({ mailed_at }) => mailed_at ?? []);
}
