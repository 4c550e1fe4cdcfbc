/**
 * A person says whether an answer that went out alone was right, or takes that back.
 *
 * The first verdict stands; whoever comes second reads who was faster. It counts (`settle-audit`) when it cannot be
 * taken back any more. Errors: `FlowError` not-found, conflict.
 */
import { isDeepStrictEqual } from 'node:util';
import { announceAudits } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms' | 'audit_undo_ms'>;

export interface Judge {
  /** Null for a key. */
  readonly member_id: string | null;
  readonly name: string;
}

export interface Judgement {
  readonly workspace_id: string;
  readonly decision_id: string;
  readonly judge: Judge;
  readonly verdict: store.VerdictName;
  /** `{ resolution_id }` or `{ text }`: what would have been right. */
  readonly correction: Record<string, string> | null;
}

export async function judgeAudit(parts: Ports, judgement: Judgement): Promise<void> {
  const { workspace_id, decision_id, judge, verdict, correction } = judgement;
  const judged_at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const audit = await lock(tx, decision_id);
    if (audit.verdict !== null) return sameOrRefuse(audit, judgement);
    await checkCorrection(tx, judgement);
    const judged = { judge_id: judge.member_id, judged_by: judge.name, judged_at };
    await store.setVerdict(tx, { decision_id, verdict, correction, ...judged });
    const { audit_undo_ms } = parts;
    const startAfter = new Date(judged_at.getTime() + audit_undo_ms);
    const options = audit_undo_ms > 0 ? { startAfter } : {};
    await parts.jobs.enqueue(tx, 'settle-audit', { workspace_id, decision_id }, options);
    await announceAudits(tx);
  });
}

async function lock(tx: store.Tx, decision_id: string): Promise<store.AuditRow> {
  const audit = await store.lockAudit(tx, decision_id);
  if (audit === undefined) throw new FlowError('not-found', 'No such audit.');
  return audit;
}

/** The same click twice is one verdict. */
function sameOrRefuse(audit: store.AuditRow, { judge, verdict, correction }: Judgement): void {
  const isSame = isDeepStrictEqual(
    [audit.judge_id, audit.judged_by, audit.verdict, audit.correction],
    [judge.member_id, judge.name, verdict, correction],
  );
  if (!isSame) throw new FlowError('conflict', `${audit.judged_by} judged this already: ${audit.verdict}.`);
}

async function checkCorrection(tx: store.Tx, { decision_id, correction }: Judgement): Promise<void> {
  const resolution_id = correction?.['resolution_id'];
  if (resolution_id === undefined) return;
  const resolution = await store.getResolution(tx, resolution_id);
  if (resolution === undefined || resolution.retired_at !== null)
    throw new FlowError('not-found', 'No such resolution.');
  const decision = await store.getDecision(tx, decision_id);
  if (decision?.resolution_id === resolution_id)
    throw new FlowError('conflict', 'This is what was answered; choose another resolution, or write one.');
}

/** Only the judge, and only before it counts. Taking back what stands open already changes nothing. */
export async function undoVerdict(
  parts: Pick<Parts, 'database'>,
  request: Pick<Judgement, 'workspace_id' | 'decision_id' | 'judge'>,
): Promise<void> {
  const { workspace_id, decision_id, judge } = request;
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const audit = await lock(tx, decision_id);
    if (audit.verdict === null) return;
    if (audit.settled_at !== null) throw new FlowError('conflict', 'This verdict counts already.');
    if (audit.judge_id !== judge.member_id || audit.judged_by !== judge.name)
      throw new FlowError('conflict', `Only ${audit.judged_by} can take this back.`);
    await store.clearVerdict(tx, decision_id);
    await announceAudits(tx);
  });
}
