/**
 * A person writes a workflow by hand, gives one another text, takes one out of use or back into it.
 *
 * What is written is in force at once, as an approved lesson of who wrote it, and can be taken back like any other.
 * Writing what stands already changes nothing. Errors: `FlowError` not-found, conflict.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { keepWorkflow } from '../keep-workflow.ts';
import type { Parts } from '../parts.ts';
import { checkWorkflowText } from '../settle-workflow.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'now_ms'>;

interface Writing {
  readonly workspace_id: string;
  readonly writer: { readonly member_id: string | null; readonly name: string };
  readonly title: string;
  readonly text: string;
}

/** What a new workflow of this topic would stand for; read only. */
export async function resolutionOfTopic(
  parts: Ports,
  { workspace_id, topic_id }: { readonly workspace_id: string; readonly topic_id: string },
): Promise<string> {
  const topics = await parts.models.topics(workspace_id);
  const topic = topics.find(({ id }) => id === topic_id);
  if (topic === undefined) throw new FlowError('not-found', 'No such topic.');
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const known = (await store.workflowsOf(tx, topic.resolutions)).filter((row) => row.retired_at === null);
    if (known.some((row) => row.is_proposed))
      throw new FlowError('conflict', 'One waits for a review: edit and approve it there.');
    if (known.length > 0) throw new FlowError('conflict', 'This topic has a workflow: edit that one.');
    const rows = await store.getResolutions(tx, topic.resolutions);
    const inUse = new Set(rows.filter((row) => row.retired_at === null).map(({ id }) => id));
    const leading = topic.resolutions.find((id) => inUse.has(id));
    if (leading === undefined) throw new FlowError('conflict', 'No resolution of this topic is in use.');
    return leading;
  });
}

export async function writeWorkflow(
  parts: Ports,
  given: Writing & { readonly resolution_id: string },
): Promise<void> {
  checkWorkflowText(given.text);
  await parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const id = await keep(parts, tx, given);
    // One that was taken out of use before gives way.
    await store.setWorkflowRetired(tx, { id, retired_at: null });
  });
}

export async function editWorkflow(
  parts: Ports,
  given: Writing & { readonly workflow_id: string },
): Promise<void> {
  checkWorkflowText(given.text);
  await parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const row = await found(tx, given.workflow_id);
    if (row.is_proposed) throw new FlowError('conflict', 'It waits for a review: edit and approve it there.');
    if (row.title === given.title && row.text === given.text) return;
    await keep(parts, tx, { ...given, resolution_id: row.resolution_id });
  });
}

export async function setWorkflowInUse(
  parts: Ports,
  given: { readonly workspace_id: string; readonly workflow_id: string; readonly inUse: boolean },
): Promise<void> {
  await parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const { id, is_proposed } = await found(tx, given.workflow_id);
    if (is_proposed) throw new FlowError('conflict', 'It waits for a review: approve or reject it there.');
    const retired_at = given.inUse ? null : new Date(parts.now_ms());
    await store.setWorkflowRetired(tx, { id, retired_at });
    await announceLearning(tx);
  });
}

async function found(tx: store.Tx, id: string): Promise<store.WorkflowRow> {
  const row = await store.getWorkflow(tx, id);
  if (row === undefined) throw new FlowError('not-found', 'No such workflow.');
  return row;
}

async function keep(
  parts: Ports,
  tx: store.Tx,
  { title, text, writer, resolution_id }: Writing & { readonly resolution_id: string },
): Promise<string> {
  const at = new Date(parts.now_ms());
  const source_key = `written workflow ${newId('outcome', at.getTime())}`;
  const id = await keepWorkflow(tx, {
    resolution_id,
    title,
    text,
    source_key,
    evidence: null,
    why: 'a person wrote it',
    writer,
    at,
  });
  await announceLearning(tx);
  return id;
}
