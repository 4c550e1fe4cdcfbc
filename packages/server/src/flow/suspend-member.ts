/**
 * An owner suspends a person, or lets them back. Whoever is suspended is nobody from the next call on, and what they
 * whispered is not said any more.
 *
 * With `hold_lessons`, what they taught is quarantined (`watch-lessons`), but for what another person approves from
 * then on. Letting them back puts back what was quarantined for it and nobody has decided on since.
 * Errors: `FlowError` not-found, conflict for yourself and for the last owner.
 */
import { whyOf } from '@understudy/engine';
import { announceConversation, announceLearning, announceSuspension } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { isChange } from '../lesson-kinds.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import { putBack } from '../put-back.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Pick<Libraries, 'drop'> };

export interface Suspension {
  readonly workspace_id: string;
  readonly member_id: string;
  /** Who asks; null for a key. */
  readonly by: string | null;
  readonly suspended: boolean;
  readonly hold_lessons: boolean;
}

export async function suspendMember(parts: Ports, asked: Suspension): Promise<store.Member> {
  const { workspace_id, member_id, suspended, hold_lessons } = asked;
  const at = new Date(parts.now_ms());
  const member = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const before = await store.lockMember(tx, member_id);
    if (before === undefined) throw new FlowError('not-found', 'No such person.');
    if (suspended) await mayGo(tx, before, asked);
    const since = suspended ? (before.suspended_at ?? at) : null;
    const holds_lessons = suspended && hold_lessons;
    const after = await store.setSuspension(tx, { id: member_id, at: since, holds_lessons });
    if (holds_lessons) await parts.jobs.enqueue(tx, 'watch-lessons', { workspace_id });
    else if (before.holds_lessons) await release(parts, tx, { workspace_id, member: after, at });
    if (suspended) {
      for (const conversation_id of await store.takeBackWhispersOf(tx, member_id))
        await announceConversation(tx, { conversation_id });
      await announceSuspension(tx, member_id);
    }
    return after;
  });
  parts.libraries.drop(workspace_id);
  return member;
}

async function mayGo(tx: store.Tx, member: store.Member, { by }: Suspension): Promise<void> {
  if (member.id === by) throw new FlowError('conflict', 'You cannot suspend yourself.');
  const owners = (await store.listMembers(tx)).filter((each) => each.role === 'owner' && !each.suspended_at);
  if (owners.every(({ id }) => id === member.id) && owners.length > 0)
    throw new FlowError('conflict', 'The last owner cannot be suspended.');
}

/** As they stood: what a person had approved is approved. */
async function release(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, member, at }: { workspace_id: string; member: store.Member; at: Date },
): Promise<void> {
  const held = await store.lessonsHeldFor(tx, { author: member.name, why: whyOf('author-suspended') });
  // What is about known resolutions comes last: these have to be in use again.
  for (const some of [held.filter((lesson) => !isChange(lesson)), held.filter(isChange)]) {
    for (const status of ['approved', 'open'] as const) {
      const lessons = some.filter(({ reviewed_at }) => (reviewed_at !== null) === (status === 'approved'));
      if (lessons.length === 0) continue;
      await putBack(parts, tx, { workspace_id, lessons, status, at });
      const ids = lessons.map(({ id }) => id);
      await store.setStageWhy(tx, { ids, stage: 'suggest', why: `${member.name} is back` });
    }
  }
  if (held.length === 0) return;
  // Among them may be what another one who is still suspended taught.
  await parts.jobs.enqueue(tx, 'watch-lessons', { workspace_id });
  await announceLearning(tx);
}
