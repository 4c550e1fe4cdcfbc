/** What people do about incidents: each is undone by the change that puts back what stood. */
import type { Body, Incident } from '@understudy/contract';
import { call } from '../api/client.ts';
import { figuresKey } from '../api/figure-queries.ts';
import { queryClient } from '../api/queries.ts';
import { incidentCountsQuery, incidentQuery, watchKeys } from '../api/watch-queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { STATE } from './words.ts';

type Part = Body<'changeIncident'>;

/** Answers whether it was done. Without `undo` there is nothing to take back. */
async function change(
  id: string,
  part: Part,
  { said, undo }: { said: string; undo?: Part },
): Promise<boolean> {
  try {
    const after = await call('changeIncident', { params: { id }, body: part });
    queryClient.setQueryData(incidentQuery(id).queryKey, after);
    toast(said, undo ? { undo: () => void change(id, undo, { said: 'Taken back.' }) } : {});
    return true;
  } catch (error) {
    complain(error);
    void queryClient.invalidateQueries({ queryKey: incidentQuery(id).queryKey });
    return false;
  } finally {
    // Lists, the counts beside the navigation, and the figures, which mark incidents and count what needs people.
    for (const queryKey of [
      watchKeys.incidentLists,
      incidentCountsQuery.queryKey,
      watchKeys.alarms,
      figuresKey,
    ])
      void queryClient.invalidateQueries({ queryKey });
  }
}

export const setState = ({ id, state: before }: Incident, state: Incident['state']): Promise<boolean> =>
  change(
    id,
    { state },
    { said: state === 'open' ? 'It is open again.' : `${STATE[state].label}.`, undo: { state: before } },
  );

export const rename = ({ id, title: before }: Incident, title: string): Promise<boolean> =>
  change(id, { title }, { said: `It is called “${title}”.`, undo: { title: before } });

export const setBanner = ({ id, banner: before }: Incident, banner: string | null): Promise<boolean> =>
  change(
    id,
    { banner },
    {
      said: banner === null ? 'Customers see the banner no more.' : 'Customers see the banner in the widget.',
      undo: { banner: before },
    },
  );

/** `held`: whether this one answer is held from now on; the others stay as they are. */
export function setHeld({ id, held: before }: Incident, resolution: Incident['held'][number], held: boolean) {
  const ids = before.map(({ resolution_id }) => resolution_id);
  const others = ids.filter((each) => each !== resolution.resolution_id);
  return change(
    id,
    { hold: held ? [...others, resolution.resolution_id] : others },
    {
      said: held ? `“${resolution.title}” is held: people answer.` : `“${resolution.title}” goes out again.`,
      undo: { hold: ids },
    },
  );
}

export const addNote = ({ id }: Incident, note: string): Promise<boolean> =>
  change(id, { note }, { said: 'Noted.' });
