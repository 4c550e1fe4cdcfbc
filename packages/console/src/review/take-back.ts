/** Rolls back one lesson in the background, and puts it back where the person changes their mind. */
import type { Lesson, Rollback } from '@understudy/contract';
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';

const ASK_EVERY_MS = 500;
const ASK_TIMES = 60;

const bodyOf = (id: string) => ({ scope: { kind: 'lessons' as const, ids: [id] } });

/** Only looks: what would go, and which conversations used it. */
export const previewTakeBack = async (id: string, signal: AbortSignal) =>
  (await call('startRollback', { body: { ...bodyOf(id), dry_run: true } }, signal)).preview;

interface Order {
  readonly id: string;
  readonly reason: string;
  /** Hears of the lesson as it is afterwards. */
  readonly onChanged: (lesson: Lesson) => void;
}

/** Throws where it could not begin. */
export async function takeBack({ id, reason, onChanged }: Order): Promise<void> {
  const { rollback } = await call('startRollback', { body: { ...bodyOf(id), reason } });
  if (!rollback) return;
  const after = await settled(rollback);
  await tell(id, onChanged);
  if (after.state === 'running') toast('It is being taken back.');
  else toast('Taken back.', { undo: () => void putBack(rollback.id, id, onChanged) });
}

async function putBack(rollbackId: string, id: string, onChanged: Order['onChanged']): Promise<void> {
  try {
    const after = await settled(await call('undoRollback', { params: { id: rollbackId } }));
    toast(after.state === 'undone' ? 'Put back, and learned again.' : 'It is being put back.');
    await tell(id, onChanged);
  } catch (error) {
    complain(error);
  }
}

async function tell(id: string, onChanged: Order['onChanged']): Promise<void> {
  onChanged(await call('getLesson', { params: { id } }));
  void queryClient.invalidateQueries({ queryKey: keys.lessons });
}

/** As it stands once it is through, or after half a minute. */
async function settled(rollback: Rollback): Promise<Rollback> {
  let now = rollback;
  for (let times = 0; times < ASK_TIMES && (now.state === 'running' || now.state === 'undoing'); times++) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    now = await call('getRollback', { params: { id: rollback.id } });
  }
  return now;
}
