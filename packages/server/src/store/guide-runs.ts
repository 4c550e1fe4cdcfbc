/** How far people came with guides, and the recordings from which guides come. */
import { type Selectable, sql } from 'kysely';
import type { GuideRow } from './guides.ts';
import type { GuideRecordingTable, GuideRunTable, Tx } from './tables.ts';

export type GuideRecording = Omit<Selectable<GuideRecordingTable>, 'workspace_id'>;
export type GuideRunReport = Pick<
  Selectable<GuideRunTable>,
  'guide_id' | 'run_id' | 'version' | 'conversation_id' | 'customer_id' | 'state' | 'step' | 'at'
>;

/** One row a run. What came to its end stays there; the first element that was not found is remembered. */
export async function reportGuideRun(tx: Tx, report: GuideRunReport): Promise<void> {
  const isBroken = report.state === 'broken';
  const broken = { broken_step: isBroken ? report.step : null, broken_at: isBroken ? report.at : null };
  await tx
    .insertInto('guide_runs')
    .values({ ...report, ...broken })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'guide_id', 'run_id'])
        .doUpdateSet({
          state: report.state,
          step: report.step,
          at: report.at,
          broken_step: sql`coalesce(guide_runs.broken_step, excluded.broken_step)`,
          broken_at: sql`coalesce(guide_runs.broken_at, excluded.broken_at)`,
        })
        .where('guide_runs.state', '<>', 'completed')
        .where('guide_runs.version', '=', report.version),
    )
    .execute();
}

/** People, each once: several runs of one visitor may all be that of one odd page. */
export interface GuideCounts {
  readonly runs: number;
  readonly breaks: number;
  readonly breaks_of_week: number;
}

/** Of the version that stands, since a person last said that it works. */
export async function countBreaks(
  tx: Tx,
  { id, version, checked_at }: Pick<GuideRow, 'id' | 'version' | 'checked_at'>,
  at: Date,
): Promise<GuideCounts> {
  const { rows } = await sql<GuideCounts>`
    select count(*)::int as runs, count(broken_at)::int as breaks,
      (count(*) filter (where broken_at > ${at}::timestamptz - interval '7 days'))::int as breaks_of_week
    from (
      select max(broken_at) as broken_at from guide_runs where guide_id = ${id} and version = ${version}
        and (${checked_at}::timestamptz is null or at > ${checked_at}::timestamptz)
      group by coalesce(customer_id, run_id)
    ) people
  `.execute(tx);
  return rows[0] ?? { runs: 0, breaks: 0, breaks_of_week: 0 };
}

export interface RunsOfStep {
  readonly state: Selectable<GuideRunTable>['state'];
  readonly step: number;
  readonly broken_step: number | null;
  readonly runs: number;
}

export async function countGuideRuns(
  tx: Tx,
  { id, version }: Pick<GuideRow, 'id' | 'version'>,
): Promise<RunsOfStep[]> {
  const { rows } = await sql<RunsOfStep>`
    select state, step, broken_step, count(*)::int as runs from guide_runs
    where guide_id = ${id} and version = ${version} group by state, step, broken_step
  `.execute(tx);
  return rows;
}

export async function insertGuideRecording(tx: Tx, recording: GuideRecording): Promise<void> {
  await tx.insertInto('guide_recordings').values(recording).execute();
}

/** Once: undefined for one that is used, has run out, or was never started. */
export async function takeGuideRecording(
  tx: Tx,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<GuideRecording | undefined> {
  return tx
    .updateTable('guide_recordings')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returningAll()
    .executeTakeFirst();
}
