/** Workflows: how the team does its work, where it deviates from that, and what usually comes next in a conversation. */
import type { NextStep } from '@understudy/contract';
import { type EncodedQuestion, PROPOSAL_RULE } from '@understudy/engine';
import {
  editWorkflow,
  resolutionOfTopic,
  setWorkflowInUse,
  writeWorkflow,
} from '../../flow/write-workflow.ts';
import { workflowIdOf } from '../../keep-workflow.ts';
import * as store from '../../store/index.ts';
import { linesOf, toWireWorkflow, toWireWorkflowDetail } from '../../translate-workflow.ts';
import type { MemberPrincipal } from '../principal.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Workflows = Pick<
  Handlers,
  | 'listWorkflows'
  | 'getWorkflow'
  | 'writeWorkflow'
  | 'editWorkflow'
  | 'retireWorkflow'
  | 'restoreWorkflow'
  | 'getNextStep'
>;

const RULE = { paths: PROPOSAL_RULE.paths, agents: PROPOSAL_RULE.agents };
const done = { ok: true } as const;

export function workflowHandlers(parts: HttpParts): Workflows {
  const { database, models } = parts;
  const rowOf = (caller: MemberPrincipal, id: string) =>
    database.asWorkspace(caller.workspace_id, async (tx) =>
      found(await store.getWorkflow(tx, id), 'workflow'),
    );
  const setInUse = (inUse: boolean) => async (call: { params: { id: string }; caller: MemberPrincipal }) => {
    const { workspace_id } = call.caller;
    await setWorkflowInUse(parts, { workspace_id, workflow_id: call.params.id, inUse });
    return done;
  };
  return {
    listWorkflows: async ({ query, caller }) => {
      const page = await database.asWorkspace(caller.workspace_id, (tx) => store.pageWorkflows(tx, query));
      return { items: page.items.map(toWireWorkflow), next_cursor: page.next_cursor, rule: RULE };
    },
    getWorkflow: async ({ params, caller }) => {
      const { workspace_id } = caller;
      const row = await rowOf(caller, params.id);
      const { resolution_id, text } = row;
      const deviations = await models.ask(workspace_id, 'followedLines', {
        resolution_id,
        lines: linesOf(text),
      });
      const versions = await database.asWorkspace(workspace_id, (tx) =>
        store.listWorkflowVersions(tx, row.id),
      );
      return toWireWorkflowDetail(row, { found: deviations, versions });
    },
    writeWorkflow: async ({ body, caller, note }) => {
      const { workspace_id } = caller;
      const { topic_id, title, text } = body;
      const resolution_id = await resolutionOfTopic(parts, { workspace_id, topic_id });
      const id = workflowIdOf(resolution_id);
      note({ subject_id: id });
      await writeWorkflow(parts, { workspace_id, writer: caller, resolution_id, title, text });
      return toWireWorkflow(await rowOf(caller, id));
    },
    editWorkflow: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      await editWorkflow(parts, { workspace_id, workflow_id: params.id, writer: caller, ...body });
      return toWireWorkflow(await rowOf(caller, params.id));
    },
    retireWorkflow: setInUse(false),
    restoreWorkflow: setInUse(true),
    getNextStep: async ({ params, query, caller }) => {
      const steps = query.done.split('\n').filter((step) => step.trim() !== '');
      return readNextStep(parts, {
        workspace_id: caller.workspace_id,
        conversation_id: params.id,
        done: steps,
      });
    },
  };
}

const NOTHING: NextStep = { workflow: null, next: null };

/** By the question that was decided on last. */
async function readNextStep(
  parts: HttpParts,
  given: {
    readonly workspace_id: string;
    readonly conversation_id: string;
    readonly done: readonly string[];
  },
): Promise<NextStep> {
  const { workspace_id, conversation_id } = given;
  const question = await parts.database.asWorkspace(workspace_id, async (tx) => {
    found(await store.getConversationRow(tx, conversation_id), 'conversation');
    const last = (await store.findLatestDecision(tx, conversation_id))?.question as
      | EncodedQuestion
      | undefined;
    if (last === undefined) return null;
    const vectors = await store.findVectors(tx, { question_ids: [last.id], encoder_id: parts.encoder.id });
    return { ...last, vector: vectors.get(last.id) ?? null };
  });
  if (question === null) return NOTHING;
  const { resolutions, next } = await parts.models.ask(workspace_id, 'stepAfter', {
    question,
    done: given.done,
  });
  const rows = await parts.database.asWorkspace(workspace_id, (tx) => store.workflowsOf(tx, resolutions));
  const row = rows.find(({ retired_at, is_proposed }) => retired_at === null && !is_proposed);
  return {
    workflow: row === undefined ? null : { id: row.id, title: row.title, text: row.text },
    next: next && { ...next },
  };
}
