/** What learning was worth: week by week against the twin that stopped learning at the first question. */
import { clopperPearsonLower, clopperPearsonUpper } from '@understudy/engine';
import * as store from '../../store/index.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

const CONFIDENCE = 0.9;
const WINDOW_MS = 90 * 86_400_000;

export function twinHandlers({ database, now_ms }: HttpParts): Pick<Handlers, 'getTwin'> {
  return {
    getTwin: async ({ query, caller }) => {
      const day = (at_ms: number) => new Date(at_ms).toISOString().slice(0, 10);
      const range = {
        from: query.from ?? day(now_ms() - WINDOW_MS),
        to: query.to ?? day(now_ms()),
        topic_id: query.topic_id ?? null,
      };
      return database.asWorkspace(caller.workspace_id, async (tx) => {
        const twin = await store.findTwin(tx);
        const weeks = await store.twinWeeks(tx, range);
        return { frozen_at: twin?.frozen_at.toISOString() ?? null, weeks: weeks.map(toWireWeek) };
      });
    },
  };
}

function toWireWeek(week: store.TwinWeek) {
  const { day, conversations, answered, twin_answered, judged, right, twin_right } = week;
  return {
    day,
    conversations,
    alone: shareOf(answered, conversations),
    twin: shareOf(twin_answered, conversations),
    right: shareOf(right, judged),
    twin_right: shareOf(twin_right, judged),
  };
}

/** Exact, each tail half of what is left. */
function shareOf(count: number, total: number) {
  if (total === 0) return null;
  const tail = (1 - CONFIDENCE) / 2;
  return {
    value: count / total,
    low: clopperPearsonLower(count, total, tail),
    high: clopperPearsonUpper(count, total, tail),
    confidence: CONFIDENCE,
  };
}
