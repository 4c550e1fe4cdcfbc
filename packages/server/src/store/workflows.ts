/**
 * Workflows and their versions. Which version stands is told by the lessons that brought them: the newest one whose
 * lesson is approved. So reviews, undos and rollbacks of lessons change workflows without writing here.
 */
import { type Selectable, sql } from 'kysely';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { json, type Tx, type WorkflowVersionTable } from './tables.ts';

export type WorkflowVersion = Omit<Selectable<WorkflowVersionTable>, 'workspace_id'>;

/** Of a workflow that has a version in force, or one that waits for a review. */
export interface WorkflowRow extends Omit<WorkflowVersion, 'workflow_id' | 'lesson_id'> {
  readonly id: string;
  readonly resolution_id: string;
  readonly resolution_title: string;
  readonly retired_at: Date | null;
  readonly is_proposed: boolean;
  /** The newest lesson that waits; null where none does. */
  readonly proposal_id: string | null;
}

/** The version that stands, else the one that waits. */
function standing(tx: Tx) {
  const told = sql<WorkflowRow>`(
    select distinct on (w.id) w.id, w.resolution_id, r.title as resolution_title, w.retired_at,
      v.version, v.title, v.text, v.evidence, v.author, v.at, l.status = 'open' as is_proposed,
      (select o.id from workflow_versions p join lessons o on o.id = p.lesson_id
        where p.workflow_id = w.id and o.status = 'open' order by p.version desc limit 1) as proposal_id
    from workflows w
    join workflow_versions v on v.workflow_id = w.id
    join lessons l on l.id = v.lesson_id and l.status in ('open', 'approved')
    join resolutions r on r.id = w.resolution_id
    order by w.id, (l.status = 'approved') desc, v.version desc
  )`;
  return tx.selectFrom(told.as('w')).selectAll();
}

export async function getWorkflow(tx: Tx, id: string): Promise<WorkflowRow | undefined> {
  return standing(tx).where('w.id', '=', id).executeTakeFirst();
}

/** The newest change first. `q`: words of the title or the text. */
export async function pageWorkflows(
  tx: Tx,
  query: PageRequest & { readonly q?: string | undefined },
): Promise<Page<WorkflowRow>> {
  const words = (query.q ?? '').split(/\s+/).filter((word) => word !== '');
  let select = standing(tx);
  for (const word of words)
    select = select.where(sql<boolean>`strpos(lower(w.title || ' ' || w.text), lower(${word})) > 0`);
  return newestFirst(select, query, { at: 'w.at', id: 'w.id', timeOf: ({ at }) => at });
}

/** What stands or waits for one of these resolutions, retired or not; newest first. */
export async function workflowsOf(tx: Tx, resolutions: readonly string[]): Promise<WorkflowRow[]> {
  if (resolutions.length === 0) return [];
  return standing(tx).where('w.resolution_id', 'in', resolutions).orderBy('w.at', 'desc').execute();
}

/** Resolutions that a workflow was ever written or proposed for, whatever became of it. */
export async function resolutionsWithWorkflow(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('workflows').select('resolution_id').execute();
  return new Set(rows.map(({ resolution_id }) => resolution_id));
}

/** Newest first, of approved lessons. */
export async function listWorkflowVersions(tx: Tx, workflow_id: string): Promise<WorkflowVersion[]> {
  return tx
    .selectFrom('workflow_versions as v')
    .innerJoin('lessons as l', 'l.id', 'v.lesson_id')
    .selectAll('v')
    .where('v.workflow_id', '=', workflow_id)
    .where('l.status', '=', 'approved')
    .orderBy('v.version', 'desc')
    .limit(100)
    .execute();
}

/** What a lesson brought, oldest first: what it proposed, then what its reviewer made of it. */
export async function workflowVersionsOf(tx: Tx, lesson_id: string): Promise<WorkflowVersion[]> {
  return tx
    .selectFrom('workflow_versions')
    .selectAll()
    .where('lesson_id', '=', lesson_id)
    .orderBy('version')
    .execute();
}

/** The version before one that stood, for a lesson that changes a workflow. */
export async function workflowVersionBefore(
  tx: Tx,
  { workflow_id, version }: Pick<WorkflowVersion, 'workflow_id' | 'version'>,
): Promise<WorkflowVersion | undefined> {
  return tx
    .selectFrom('workflow_versions as v')
    .innerJoin('lessons as l', 'l.id', 'v.lesson_id')
    .selectAll('v')
    .where('v.workflow_id', '=', workflow_id)
    .where('v.version', '<', version)
    .where('l.status', '=', 'approved')
    .orderBy('v.version', 'desc')
    .executeTakeFirst();
}

/** Held until the transaction ends, so that two people write one after the other. Known ones stay as they are. */
export async function holdWorkflow(
  tx: Tx,
  workflow: { readonly id: string; readonly resolution_id: string; readonly at: Date },
): Promise<void> {
  const { id, resolution_id, at } = workflow;
  await tx
    .insertInto('workflows')
    .values({ id, resolution_id, created_at: at, retired_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
  await tx.selectFrom('workflows').select('id').where('id', '=', id).forUpdate().execute();
}

/** Under the next number. The workflow is held. */
export async function addWorkflowVersion(
  tx: Tx,
  added: Omit<WorkflowVersion, 'version'>,
): Promise<WorkflowVersion> {
  const { evidence, ...rest } = added;
  const { newest } = await tx
    .selectFrom('workflow_versions')
    .select((eb) => eb.fn.coalesce(eb.fn.max('version'), sql<number>`0`).as('newest'))
    .where('workflow_id', '=', added.workflow_id)
    .executeTakeFirstOrThrow();
  return tx
    .insertInto('workflow_versions')
    .values({ ...rest, version: Number(newest) + 1, evidence: evidence && json(evidence) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What the reviewer of a lesson made of it goes; what was proposed stays. */
export async function dropWorkflowEdits(tx: Tx, lesson_id: string): Promise<void> {
  const [first, ...edits] = await workflowVersionsOf(tx, lesson_id);
  if (first === undefined || edits.length === 0) return;
  await tx
    .deleteFrom('workflow_versions')
    .where('lesson_id', '=', lesson_id)
    .where('version', '>', first.version)
    .execute();
}

export async function setWorkflowRetired(
  tx: Tx,
  { id, retired_at }: { readonly id: string; readonly retired_at: Date | null },
): Promise<void> {
  await tx.updateTable('workflows').set({ retired_at }).where('id', '=', id).execute();
}
