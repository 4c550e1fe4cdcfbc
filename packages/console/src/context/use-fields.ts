/** Switching a field off and on: sent at once, undone by a toast. */
import type { FactField, Result } from '@understudy/contract';
import { call } from '../api/client.ts';
import { factFieldsQuery, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';

export async function switchField({ name }: FactField, is_used: boolean): Promise<void> {
  if (!(await send(name, is_used))) return;
  const said = is_used
    ? `“${name}” is learned from, from the next question on.`
    : `“${name}” is not learned from any more.`;
  toast(said, { undo: () => void send(name, !is_used) });
}

async function send(name: string, is_used: boolean): Promise<boolean> {
  try {
    const field = await call('switchFactField', { params: { name }, body: { is_used } });
    queryClient.setQueryData<Result<'listFactFields'>>(factFieldsQuery.queryKey, (old) =>
      old ? { items: old.items.map((each) => (each.name === name ? field : each)) } : old,
    );
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
