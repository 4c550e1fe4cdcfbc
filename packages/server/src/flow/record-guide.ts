/**
 * A person records a guide by clicking through the product: the start of a recording, and what came of it.
 *
 * A recording is one person's, good for half an hour and once. Errors: `FlowError` not-found, conflict.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { keepGuide } from '../keep-guide.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'now_ms'>;

export const RECORDING_MS = 30 * 60_000;

export interface StartedRecording {
  readonly id: string;
  readonly expires_at: Date;
}

export async function startRecording(
  parts: Ports,
  given: { readonly workspace_id: string; readonly resolution_id: string; readonly member_id: string },
): Promise<StartedRecording> {
  const { workspace_id, resolution_id, member_id } = given;
  const now_ms = parts.now_ms();
  const started = { id: newId('recording', now_ms), expires_at: new Date(now_ms + RECORDING_MS) };
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const resolution = await store.getResolution(tx, resolution_id);
    if (resolution === undefined) throw new FlowError('not-found', 'No such resolution.');
    if (resolution.retired_at !== null) throw new FlowError('conflict', 'This resolution is out of use.');
    await store.insertGuideRecording(tx, { ...started, resolution_id, member_id, used_at: null });
  });
  return started;
}

/** What was recorded waits for a review under the resolution's title; the audit log names who recorded it. */
export async function finishRecording(
  parts: Ports,
  given: {
    readonly workspace_id: string;
    readonly recording_id: string;
    readonly steps: readonly store.StoredGuideStep[];
  },
): Promise<void> {
  const { workspace_id, recording_id: id, steps } = given;
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const recording = await store.takeGuideRecording(tx, { id, at });
    if (recording === undefined)
      throw new FlowError('conflict', 'This recording was handed in already, or has run out: start it anew.');
    const { resolution_id, member_id } = recording;
    const member = (await store.listMembers(tx)).find((each) => each.id === member_id);
    if (member === undefined || member.suspended_at !== null)
      throw new FlowError('conflict', 'Who started this recording may not record any more.');
    const resolution = await store.getResolution(tx, resolution_id);
    if (resolution === undefined) throw new FlowError('not-found', 'No such resolution.');
    const { title } = resolution;
    const source_key = `recorded guide ${id}`;
    const [why, author] = ['a person recorded it', member.name];
    const guide = { resolution_id, title, steps, source_key, why, author, approver: null, at };
    const subject_id = await keepGuide(tx, guide);
    await announceLearning(tx);
    await store.appendAuditLog(tx, {
      at,
      category: 'knowledge',
      action: 'finishGuideRecording',
      outcome: 'done',
      actor_kind: 'member',
      actor_id: member_id,
      via: 'none',
      subject_kind: 'guide',
      subject_id,
      detail: { actor: author, steps: steps.length },
    });
  });
}
