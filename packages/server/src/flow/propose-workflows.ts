/**
 * The night's look at how people do their work: where it is steady enough, a workflow is proposed for review.
 *
 * The rule stands in the engine (`PROPOSAL_RULE`). A topic that ever had a workflow, or a proposal, gets none by itself:
 * what a person rejected or took back is not asked again. Idempotent. Limit: `MOST_PROPOSED` a night, the rest the next.
 */
import { type WorkflowEvidence, writeWorkflow } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { keepWorkflow } from '../keep-workflow.ts';
import type { SteadyTopic } from '../models/read-workflows.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

const MOST_PROPOSED = 20;
const TERMS_OF_A_TITLE = 4;

/** Answers the workflows' ids. */
export async function proposeWorkflows(
  parts: Pick<Parts, 'database' | 'models' | 'log' | 'now_ms'>,
  { workspace_id }: JobTable['propose-workflows'],
): Promise<readonly string[]> {
  await parts.models.catchUp(workspace_id);
  const known = await parts.database.asWorkspace(workspace_id, store.resolutionsWithWorkflow);
  const steady = await parts.models.ask(workspace_id, 'steadyTopics', { without: [...known] });
  if (steady.length === 0) return [];
  const at = new Date(parts.now_ms());
  const proposed = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const rows = await store.getResolutions(
      tx,
      steady.map(({ resolution_id }) => resolution_id),
    );
    const inUse = new Set(rows.filter(({ retired_at }) => retired_at === null).map(({ id }) => id));
    const ids: string[] = [];
    for (const each of steady.filter(({ resolution_id }) => inUse.has(resolution_id)).slice(0, MOST_PROPOSED))
      ids.push(await keepProposed(tx, each, at));
    if (ids.length > 0) await announceLearning(tx);
    return ids;
  });
  if (proposed.length > 0) parts.log.info({ workspace_id, proposed: proposed.length }, 'workflows proposed');
  return proposed;
}

async function keepProposed(
  tx: store.Tx,
  { topic, resolution_id, proposed: { lines, evidence } }: SteadyTopic,
  at: Date,
): Promise<string> {
  return keepWorkflow(tx, {
    resolution_id,
    title: titleOf(topic.terms),
    text: writeWorkflow(lines),
    source_key: `mined workflow ${resolution_id}`,
    evidence,
    why: whyOf(evidence),
    writer: null,
    at,
  });
}

function whyOf({ paths, agents, main_share, resolved }: WorkflowEvidence): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const ways = `${percent(main_share)} went the most frequent way, about ${percent(resolved)} ended well`;
  return `mined from ${paths} conversations of ${agents} people: ${ways}`;
}

/** The words that set the topic apart: nobody's own, as a question would be. */
function titleOf(terms: readonly string[]): string {
  const words = terms.slice(0, TERMS_OF_A_TITLE).join(', ') || 'workflow';
  return words.charAt(0).toUpperCase() + words.slice(1);
}
