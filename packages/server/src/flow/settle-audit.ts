/**
 * A verdict that cannot be taken back any more counts: it becomes an outcome, and a label of the ledger that weighs
 * by the probability with which the answer was drawn. Its correction, if there is one, is drawn as a lesson; an answer
 * that was wrong is refused for questions like this one.
 *
 * Done at least once: a verdict is settled once. A job of a verdict that was taken back finds nothing, or the
 * verdict after it, and comes again in time.
 */
import type { Decision, Question, ShadowLabel } from '@understudy/engine';
import { announceAudits } from '../announce.ts';
import { addBlockingTest } from '../blocking-test.ts';
import { newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import type { Parts } from '../parts.ts';
import { refuseAnswer } from '../refuse-answer.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms' | 'audit_undo_ms'>;

export async function settleAudit(parts: Ports, job: JobTable['settle-audit']): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(job.workspace_id, async (tx) => {
    const audit = await store.lockAudit(tx, job.decision_id);
    if (audit === undefined || audit.judged_at === null || audit.settled_at !== null) return;
    const due = new Date(audit.judged_at.getTime() + parts.audit_undo_ms);
    if (due > at) return parts.jobs.enqueue(tx, 'settle-audit', job, { startAfter: due });
    await store.settleAudit(tx, { id: audit.decision_id, at });
    await settle(parts, tx, { workspace_id: job.workspace_id, audit, at });
    await announceAudits(tx);
  });
}

interface Settled {
  readonly workspace_id: string;
  readonly audit: store.AuditRow;
  readonly at: Date;
}

async function settle(parts: Ports, tx: store.Tx, { workspace_id, audit, at }: Settled): Promise<void> {
  const { decision_id, conversation_id, verdict, correction, judged_by } = audit;
  const row = await store.getDecision(tx, decision_id);
  if (row === undefined) return;
  await store.appendOutcome(tx, {
    id: newId('outcome', at.getTime()),
    conversation_id,
    decision_id,
    kind: 'audit-verdict',
    source_event: decision_id,
    detail: { verdict, correction, judged_by },
    at,
  });
  await keepTest(tx, row, audit);
  if (verdict === 'wrong' || verdict === 'harmless') {
    const by = { member_id: audit.judge_id, name: judged_by ?? '' };
    await refuseAnswer(parts, tx, { workspace_id, decision: row, by, at });
  }
  const label = labelOf(row, audit);
  if (label !== null) {
    const payload: PendingEvent[] = [{ kind: 'decision-labelled', label }];
    await store.promise(tx, { id: `audit.${decision_id}`, kind: 'apply-lesson', payload });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
    if (!label.correct)
      await parts.jobs.enqueue(tx, 'watch-lessons', { workspace_id }, { singletonKey: workspace_id });
  }
  if (correction !== null) await parts.jobs.enqueue(tx, 'draw-correction', { workspace_id, decision_id });
}

/** What was right must stay; what was wrong, harmless or not, must not come back. */
async function keepTest(tx: store.Tx, row: store.DecisionRow, audit: store.AuditRow): Promise<void> {
  const { verdict, judged_at } = audit;
  if (verdict === null || verdict === 'unsure' || judged_at === null || row.resolution_id === null) return;
  await addBlockingTest(tx, {
    question: row.question as Question,
    resolution_id: row.resolution_id,
    expect: verdict === 'right' ? 'must' : 'must-not',
    source: 'audit',
    decision_id: row.id,
    at: judged_at,
  });
}

/** Null where nobody could tell: that is no label. Wrong but harmless is wrong. */
function labelOf(
  row: store.DecisionRow,
  { verdict, audit_rate, judged_at }: store.AuditRow,
): ShadowLabel | null {
  if (verdict === 'unsure' || judged_at === null) return null;
  const decision = row.decision as Decision;
  const { confidence, stakes, evidence, confidence_features, audit_probability } = decision;
  const { least_propensity }: Partial<Decision> = decision;
  return {
    decision_id: row.id,
    question_id: (row.question as { readonly id: string }).id,
    resolution_id: decision.resolution_id,
    confidence,
    stakes,
    evidence,
    confidence_features,
    correct: verdict === 'right',
    propensity: audit_probability,
    // Older decisions do not tell: then the workspace's rate was the least.
    least_propensity: least_propensity ?? Math.min(audit_probability, audit_rate),
    ...(verdict === 'harmless' && { harmless: true }),
    at_ms: judged_at.getTime(),
  };
}
