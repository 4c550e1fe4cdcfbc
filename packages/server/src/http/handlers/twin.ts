/** What learning was worth: week by week against the twin that stopped learning at the first question. */
import { rangeOf } from '../../figures-range.ts';
import * as store from '../../store/index.ts';
import { intervalOf } from '../../translate-figures.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

export function twinHandlers({ database, now_ms }: HttpParts): Pick<Handlers, 'getTwin'> {
  return {
    getTwin: async ({ query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const twin = await store.findTwin(tx);
        const weeks = await store.twinWeeks(tx, rangeOf(query, now_ms()));
        return { frozen_at: twin?.frozen_at.toISOString() ?? null, weeks: weeks.map(toWireWeek) };
      }),
  };
}

function toWireWeek(week: store.TwinWeek) {
  const { day, conversations, answered, twin_answered, judged, right, twin_right } = week;
  return {
    day,
    conversations,
    alone: intervalOf(answered, conversations),
    twin: intervalOf(twin_answered, conversations),
    right: intervalOf(right, judged),
    twin_right: intervalOf(twin_right, judged),
  };
}
