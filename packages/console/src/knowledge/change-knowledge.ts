/** What a person changes about a resolution: each is a lesson, and its undo takes the lesson back. */
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';

type Changed = { readonly lesson_id: string | null };

/** `said` once it is done; false where the server refused. */
export async function change(work: Promise<Changed>, said: string): Promise<boolean> {
  try {
    const { lesson_id } = await work;
    if (lesson_id !== null) toast(said, { undo: () => void takeBack(lesson_id) });
    refresh();
    return true;
  } catch (error) {
    complain(error);
    refresh();
    return false;
  }
}

async function takeBack(lesson_id: string): Promise<void> {
  try {
    const scope = { kind: 'lessons' as const, ids: [lesson_id] };
    await call('startRollback', { body: { scope, reason: '' } });
    toast('Taken back.');
  } catch (error) {
    complain(error);
  }
  refresh();
}

export function refresh(): void {
  for (const queryKey of [['resolution'], ['resolutions'], keys.lessons])
    void queryClient.invalidateQueries({ queryKey });
}
