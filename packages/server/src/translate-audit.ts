/** An audit as people read it: the row of the queue with its decision and the answer as it was sent. */
import type * as wire from '@understudy/contract';
import type * as rows from './store/index.ts';
import { type Referred, toWireDecision } from './translate.ts';

export interface AuditParts extends Referred {
  readonly audit: rows.AuditRow;
  readonly decision: rows.DecisionRow;
  /** Undefined where it was erased. */
  readonly answer: rows.Message | undefined;
  readonly undo_ms: number;
}

export function toWireAudit(parts: AuditParts): wire.Audit {
  const { audit, decision, answer } = parts;
  return {
    id: audit.decision_id,
    conversation_id: audit.conversation_id,
    opened_at: audit.opened_at.toISOString(),
    question: (decision.question as { readonly text: string }).text,
    answer: { text: answer?.text ?? '', citations: [...(answer?.citations ?? [])] },
    decision: toWireDecision(decision, parts),
    judged: judgedOf(parts),
  };
}

function judgedOf({ audit, undo_ms }: AuditParts): wire.Audit['judged'] {
  const { verdict, correction, judged_by, judged_at, settled_at } = audit;
  if (verdict === null || judged_at === null) return null;
  const undo_until = new Date(judged_at.getTime() + undo_ms).toISOString();
  return {
    verdict,
    correction: correction as wire.Correction | null,
    by: judged_by ?? '',
    at: judged_at.toISOString(),
    undo_until: settled_at === null ? undo_until : null,
  };
}
