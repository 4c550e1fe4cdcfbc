/** Guides as the wire has them. */
import type { Guide, GuideDetail, GuideStep, Message, VisitorGuide } from '@understudy/contract';
import * as store from './store/index.ts';
import { toWireMessage } from './translate.ts';

export const toWireSteps = (steps: readonly store.StoredGuideStep[]): GuideStep[] =>
  steps.map((step) => ({ ...step, fingerprint: step.fingerprint && { ...step.fingerprint } }));

export function toWireGuide(row: store.GuideRow): Guide {
  const { id, state, title, version, resolution_id, resolution_title, proposal_id, author, at } = row;
  return {
    id,
    state,
    title,
    version,
    steps: toWireSteps(row.steps),
    resolution: { id: resolution_id, title: resolution_title },
    proposal: proposal_id,
    author,
    changed_at: at.toISOString(),
  };
}

export function toVisitorGuide({ id, title, version, steps }: store.GuideRow): VisitorGuide {
  return { id, title, version, steps: toWireSteps(steps) };
}

export function toWireGuideDetail(row: store.GuideRow, runs: readonly store.RunsOfStep[]): GuideDetail {
  const sum = (which: (each: store.RunsOfStep) => boolean) =>
    runs.filter(which).reduce((total, each) => total + each.runs, 0);
  return {
    ...toWireGuide(row),
    runs: {
      started: sum(() => true),
      completed: sum(({ state }) => state === 'completed'),
      broken: sum(({ broken_step }) => broken_step !== null),
      steps: row.steps.map((_, at) => ({
        left: sum(({ state, step }) => state !== 'completed' && step === at),
        broken: sum(({ broken_step }) => broken_step === at),
      })),
    },
  };
}

/** As a customer gets them: an answer comes with the guide that shows it, while that one works. */
export async function withGuides(tx: store.Tx, rows: readonly store.Message[]): Promise<Message[]> {
  const answers = rows.filter(({ author, kind }) => author === 'ai' && kind === 'message');
  const guides = await store.guidesOfAnswers(
    tx,
    answers.flatMap(({ decision_id }) => decision_id ?? []),
  );
  return rows.map((row) => {
    const guide_id = row.author === 'ai' && row.decision_id !== null && guides.get(row.decision_id);
    return { ...toWireMessage(row), ...(guide_id && { guide_id }) };
  });
}
