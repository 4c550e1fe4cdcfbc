/** The queue of audits, and what the host tells about its accounts. */
import type { Audit } from '@understudy/contract';
import { correctAnswer } from '../../flow/correct-answer.ts';
import { judgeAudit, undoVerdict } from '../../flow/judge-audit.ts';
import { reportAccountLeft } from '../../flow/report-account-left.ts';
import * as store from '../../store/index.ts';
import { toWireAudit } from '../../translate-audit.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';
import { referredBy } from './referred.ts';

type Audits = Pick<
  Handlers,
  'listAudits' | 'getAudit' | 'judgeAudit' | 'undoVerdict' | 'correctAnswer' | 'reportAccountLeft'
>;

export function auditHandlers(parts: HttpParts): Audits {
  const { database } = parts;
  const undo_ms = parts.audit_undo_ms;
  const readOne = (workspace_id: string, id: string) =>
    database.asWorkspace(workspace_id, async (tx) => {
      const [audit] = await withAnswers(tx, [found(await store.getAudit(tx, id), 'audit')], undo_ms);
      return found(audit, 'audit');
    });
  return {
    listAudits: async ({ query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const { items, next_cursor } = await store.listAudits(tx, query);
        const counts = await store.countAudits(tx);
        return { items: await withAnswers(tx, items, undo_ms), next_cursor, counts };
      }),
    getAudit: async ({ params, caller }) => readOne(caller.workspace_id, params.id),
    judgeAudit: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      const { verdict, correction = null } = body;
      await judgeAudit(parts, { workspace_id, decision_id: params.id, judge: caller, verdict, correction });
      return readOne(workspace_id, params.id);
    },
    undoVerdict: async ({ params, caller }) => {
      const { workspace_id } = caller;
      await undoVerdict(parts, { workspace_id, decision_id: params.id, judge: caller });
      return readOne(workspace_id, params.id);
    },
    correctAnswer: async ({ params, body, caller }) => {
      const { workspace_id, name: by } = caller;
      const { verdict, correction } = body;
      const answer = { workspace_id, decision_id: params.id, verdict, correction };
      const audit = await database.asWorkspace(workspace_id, (tx) => store.getAudit(tx, params.id));
      if (audit?.verdict === null) await judgeAudit(parts, { ...answer, judge: caller });
      else await correctAnswer(parts, { ...answer, by });
      return { ok: true };
    },
    reportAccountLeft: async ({ params, caller }) => {
      const { workspace_id } = caller;
      return { answers: await reportAccountLeft(parts, { workspace_id, account: params.id }) };
    },
  };
}

async function withAnswers(
  tx: store.Tx,
  audits: readonly store.AuditRow[],
  undo_ms: number,
): Promise<Audit[]> {
  const decisions = await store.getDecisions(
    tx,
    audits.map((audit) => audit.decision_id),
  );
  const answers = await store.listAnswersOf(tx, decisions);
  const referred = await referredBy(tx, decisions);
  return audits.flatMap((audit) => {
    const decision = decisions.find((row) => row.id === audit.decision_id);
    if (decision === undefined) return [];
    const answer = answers.find((message) => message.decision_id === decision.id);
    return [toWireAudit({ audit, decision, answer, undo_ms, ...referred })];
  });
}
