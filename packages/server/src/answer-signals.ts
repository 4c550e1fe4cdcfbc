/**
 * What is seen after an answer, promised to the ledger in the transaction in which it was seen.
 *
 * An answer, or a draft, is first told as shown; only of one that was shown can anything be seen. Each signal of a
 * decision counts once, however often it is clicked. The single writer takes many promises in one go and starts a
 * little later, so that neither sending nor clicking waits for the ledger.
 */
import type { Decision, ShownAnswer, Signal } from '@understudy/engine';
import type { PendingEvent } from './ledger-codec.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { bestOf } from './translate.ts';

/** How long signals gather before they are written. */
const GATHER_MS = 2_000;

type Ports = Pick<Parts, 'jobs'>;

const shownId = (decision_id: string) => `shown.${decision_id}`;

/** The customer reads an answer, or a human agent a draft. Nothing where the decision offered no resolution. */
export async function promiseShown(
  parts: Ports,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly row: store.DecisionRow;
    readonly action: ShownAnswer['action'];
    readonly at: Date;
  },
): Promise<void> {
  const { row, action, at } = given;
  const decision = row.decision as Decision;
  const resolution_id = row.resolution_id ?? bestOf(row)?.resolution_id;
  if (resolution_id === undefined) return;
  const { stakes, confidence, propensity } = decision;
  const told = { decision_id: row.id, resolution_id, stakes, action, confidence, propensity };
  const shown: ShownAnswer = { ...told, audited: action === 'answer' && row.audited, at_ms: at.getTime() };
  await promiseSignal(parts, tx, {
    workspace_id: given.workspace_id,
    id: shownId(row.id),
    event: { kind: 'answer-shown', shown },
    at,
  });
}

export interface Seen {
  readonly workspace_id: string;
  readonly decision_id: string;
  readonly signal: Signal;
  /** Share of a draft that was changed. */
  readonly edited?: number;
  readonly at: Date;
}

/** False where nothing was shown, so that nothing can have been seen of it. */
export async function promiseSeen(parts: Ports, tx: store.Tx, seen: Seen): Promise<boolean> {
  const { workspace_id, decision_id, signal, edited = null, at } = seen;
  if (!(await store.isPromised(tx, shownId(decision_id)))) return false;
  const outcome = { decision_id, signal, edited, at_ms: at.getTime() };
  await promiseSignal(parts, tx, {
    workspace_id,
    id: `seen.${decision_id}.${signal}`,
    event: { kind: 'outcome-seen', outcome },
    at,
  });
  return true;
}

async function promiseSignal(
  parts: Ports,
  tx: store.Tx,
  signal: {
    readonly workspace_id: string;
    readonly id: string;
    readonly event: PendingEvent;
    readonly at: Date;
  },
): Promise<void> {
  const { workspace_id, id, event, at } = signal;
  await store.promise(tx, { id, kind: 'signal', payload: [event] });
  // One job that waits is enough for all signals that come meanwhile.
  const options = { singletonKey: `${workspace_id} signals`, startAfter: new Date(at.getTime() + GATHER_MS) };
  await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id }, options);
}
