/** Rolls back a lesson, or with it others of its author, its import or its time, and puts them back where the person changes their mind. */
import type { Lesson, Rollback, RollbackScope } from '@understudy/contract';
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';

const ASK_EVERY_MS = 500;
const ASK_TIMES = 60;

/** How much goes. */
export type Reach = RollbackScope['kind'];

/** Those that a lesson can be taken back with, the narrowest first. */
export function reachesOf({ learned_from: { author, import_id } }: Lesson): [Reach, string][] {
  return [
    ['lessons', 'Only this lesson'],
    ...(author === null ? [] : [['author', `All that ${author} taught`] satisfies [Reach, string]]),
    ...(import_id === null ? [] : [['import', 'All of its import'] satisfies [Reach, string]]),
    ['since', 'Everything learned since a time'],
  ];
}

/** `since`: as a field of date and time has it, in the time of this place. Null where it is no time. */
export function scopeOf({ id, learned_from }: Lesson, reach: Reach, since: string): RollbackScope | null {
  const { author, import_id } = learned_from;
  if (reach === 'author' && author !== null) return { kind: 'author', author };
  if (reach === 'import' && import_id !== null) return { kind: 'import', import_id };
  if (reach !== 'since') return { kind: 'lessons', ids: [id] };
  const at_ms = Date.parse(since);
  return Number.isNaN(at_ms) ? null : { kind: 'since', at: new Date(at_ms).toISOString() };
}

/** As a field of date and time takes it. */
export function localTime(at: string): string {
  const at_ms = Date.parse(at);
  return new Date(at_ms - new Date(at_ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Only looks: what would go, and which conversations used it. */
export const previewTakeBack = async (scope: RollbackScope, signal: AbortSignal) =>
  (await call('startRollback', { body: { scope, dry_run: true } }, signal)).preview;

interface Order {
  readonly scope: RollbackScope;
  /** On the screen. */
  readonly id: string;
  readonly reason: string;
  /** Hears of the lesson as it is afterwards. */
  readonly onChanged: (lesson: Lesson) => void;
}

/** Throws where it could not begin. */
export async function takeBack({ scope, id, reason, onChanged }: Order): Promise<void> {
  const { rollback } = await call('startRollback', { body: { scope, reason } });
  if (!rollback) return;
  const after = await settled(rollback);
  await tell(id, onChanged);
  if (after.state === 'running') toast('It is being taken back.');
  else toast('Taken back.', { undo: () => void putBack(rollback.id, id, onChanged) });
}

/** All that went together; what is refused is told. */
export async function putBack(rollbackId: string, id: string, onChanged: Order['onChanged']): Promise<void> {
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
