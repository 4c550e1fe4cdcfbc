/** What people do with the workflows of the desk, with the refusals of the server; and what usually comes next. */
import type { Body, NextStep, Params, Query, Result, WorkflowDetail } from '@understudy/contract';
import type { Desk } from './desk.ts';
import { before } from './fixtures.ts';
import { Refusal } from './refusal.ts';
import { makeWorkflows } from './workflows.ts';

const RULE = { paths: 10, agents: 2 };
const NEXT: readonly NextStep['next'][] = [
  { step: 'look-up-account', words: 'Look up account', probability: 0.97, count: 57, of: 58 },
  { step: 'change-address', words: 'Change address', probability: 0.81, count: 46, of: 58 },
  null,
];

export function workflowHandlers(desk: Desk) {
  const find = (id: string): WorkflowDetail => {
    const found = desk.workflows.find((workflow) => workflow.id === id);
    if (!found) throw new Refusal(404, 'not-found', 'No such workflow.');
    return found;
  };
  const change = (id: string, part: Partial<WorkflowDetail>): WorkflowDetail => {
    const after = { ...find(id), ...part };
    desk.workflows = desk.workflows.map((workflow) => (workflow.id === id ? after : workflow));
    return after;
  };
  const check = (text: string) => {
    if (text.includes('back to 9'))
      throw new Refusal(409, 'conflict', 'Line 2 leads back to line 9, which is no step before it.');
  };
  return {
    listWorkflows: ({ query }: { query: Query<'listWorkflows'> }): Result<'listWorkflows'> => {
      const q = (query.q ?? '').toLowerCase();
      const items = desk.workflows.filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(q));
      return { items, next_cursor: null, rule: RULE };
    },
    getWorkflow: ({ params }: { params: Params<'getWorkflow'> }) => find(params.id),
    writeWorkflow: ({ body }: { body: Body<'writeWorkflow'> }) => {
      check(body.text);
      const made: WorkflowDetail = {
        ...(makeWorkflows()[0] as WorkflowDetail),
        id: 'wfl_written1',
        title: body.title,
        text: body.text,
        evidence: null,
        versions: [],
      };
      desk.workflows = [made, ...desk.workflows];
      return made;
    },
    editWorkflow: ({ params, body }: { params: Params<'editWorkflow'>; body: Body<'editWorkflow'> }) => {
      check(body.text);
      const { version, versions } = find(params.id);
      const added = {
        ...body,
        version: version + 1,
        author: desk.me.name,
        lesson_id: 'les_workflow3',
        at: before(0),
      };
      return change(params.id, { ...body, version: version + 1, versions: [added, ...versions] });
    },
    retireWorkflow: ({ params }: { params: Params<'retireWorkflow'> }) => {
      change(params.id, { state: 'retired' });
      return { ok: true as const };
    },
    restoreWorkflow: ({ params }: { params: Params<'restoreWorkflow'> }) => {
      change(params.id, { state: 'in-force' });
      return { ok: true as const };
    },
    getNextStep: ({ query }: { query: Query<'getNextStep'> }): NextStep => {
      const done = (query.done ?? '').split('\n').filter((step) => step !== '').length;
      const workflow = desk.workflows.find(({ state }) => state === 'in-force');
      if (workflow === undefined) return { workflow: null, next: null };
      const { id, title, text } = workflow;
      return { workflow: { id, title, text }, next: NEXT[done] ?? null };
    },
  };
}
