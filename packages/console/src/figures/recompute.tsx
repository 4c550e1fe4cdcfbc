import { useMutation, useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { call } from '../api/client.ts';
import { figuresKey, recomputationQuery } from '../api/figure-queries.ts';
import { queryClient } from '../api/queries.ts';
import { complain } from '../app/toasts.ts';
import { ProgressBar } from '../learning/progress-bar.tsx';
import { Button } from '../ui/button.tsx';
import { differenceWords, recomputationWords } from './recompute-words.ts';

/** Counts everything anew, and says whether what was shown was right. */
export function Recompute() {
  const state = useQuery(recomputationQuery).data;
  const start = useMutation({
    mutationFn: () => call('recomputeFigures', {}),
    onSuccess: (begun) => queryClient.setQueryData(recomputationQuery.queryKey, begun),
    onError: complain,
  });
  const isRunning = state?.state === 'running';
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) void queryClient.invalidateQueries({ queryKey: figuresKey });
    wasRunning.current = isRunning;
  }, [isRunning]);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={isRunning || start.isPending} onClick={() => start.mutate()}>
          <RefreshCw className="size-3.5" aria-hidden />
          Recompute
        </Button>
        <p role="status" className="min-w-0 flex-1 text-xs text-muted">
          {state && recomputationWords(state)}
        </p>
      </div>
      {isRunning && <ProgressBar label="Recompute" done={state.done} total={Math.max(1, state.total)} />}
      {state && state.differences.length > 0 && !isRunning && (
        <details className="text-xs text-muted">
          <summary>What differed</summary>
          <ul className="figures mt-1 max-h-40 list-disc overflow-auto pl-4">
            {state.differences.map((each) => (
              <li key={`${each.day} ${each.topic_id} ${each.measure}`}>{differenceWords(each)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
