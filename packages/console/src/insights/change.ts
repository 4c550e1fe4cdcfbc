import type { Insight } from '@understudy/contract';
import { call } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { insightsQuery } from '../api/watch-queries.ts';
import { complain, toast } from '../app/toasts.ts';

/** Dismissed at once on the page; put back where the server refuses. */
export async function setDismissed(insight: Insight, dismissed: boolean, canUndo = true): Promise<void> {
  show({ ...insight, dismissed });
  try {
    show(await call('changeInsight', { params: { id: insight.id }, body: { dismissed } }));
    if (canUndo)
      toast(dismissed ? 'Dismissed.' : 'It is shown again.', {
        undo: () => void setDismissed(insight, !dismissed, false),
      });
  } catch (error) {
    show(insight);
    complain(error);
  }
}

const show = (insight: Insight) =>
  queryClient.setQueryData(
    insightsQuery.queryKey,
    (old) => old && { ...old, items: old.items.map((each) => (each.id === insight.id ? insight : each)) },
  );
