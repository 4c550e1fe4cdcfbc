/** Keeps the lesson on the screen for this person, so that two never decide on one; tells who has it where another does. */
import type { Lesson } from '@understudy/contract';
import { useEffect } from 'react';
import { ApiError, call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';

/** A lesson that is only passed by is left to others. */
const STAY_MS = 300;
/** The server keeps it for two minutes. */
const RENEW_MS = 60_000;

export function useLock(
  id: string | undefined,
  onLocked: (id: string, by: Lesson['locked_by']) => void,
): void {
  useEffect(() => {
    if (id === undefined) return undefined;
    const take = async () => {
      // Nobody looks at a page in the background.
      if (document.visibilityState !== 'visible') return;
      try {
        onLocked(id, (await call('lockLesson', { params: { id } })).locked_by);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'conflict')
          void queryClient.invalidateQueries({ queryKey: keys.lessons });
      }
    };
    const first = setTimeout(() => void take(), STAY_MS);
    const renewal = setInterval(() => void take(), RENEW_MS);
    const onVisible = () => void take();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(first);
      clearInterval(renewal);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [id, onLocked]);
}
