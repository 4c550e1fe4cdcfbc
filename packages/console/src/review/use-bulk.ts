/** Lessons picked to be approved together, and what the server left of them, with why. */
import type { Lesson, Result } from '@understudy/contract';
import { useCallback, useMemo, useState } from 'react';
import { toast } from '../app/toasts.ts';
import { alike, type Deck } from './deck.ts';

/** As the contract has it. */
const LIMIT = 100;
type Left = Result<'approveLessons'>['left'];

export function useBulk(deck: Deck, approveAll: (lessons: Deck) => Promise<Left>) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [left, setLeft] = useState<readonly { readonly title: string; readonly why: string }[]>([]);
  // What was decided meanwhile is picked no more.
  const selected = useMemo(
    () =>
      new Set(deck.filter((lesson) => picked.has(lesson.id) && lesson.status === 'open').map(({ id }) => id)),
    [deck, picked],
  );
  const toggle = useCallback((id: string) => {
    setPicked((before) =>
      before.has(id) ? new Set([...before].filter((known) => known !== id)) : new Set([...before, id]),
    );
  }, []);
  const pickAlike = useCallback(
    (lesson: Lesson) => {
      const same = alike(deck, lesson).slice(0, LIMIT);
      if (same.length === 0)
        toast('This one is to be looked at by itself: a check doubts it, or it is not read-only.');
      setPicked((before) => new Set([...before, ...same.map(({ id }) => id)]));
    },
    [deck],
  );
  const clear = useCallback(() => setPicked(new Set()), []);
  const approve = useCallback(async () => {
    const chosen = deck.filter(({ id }) => selected.has(id)).slice(0, LIMIT);
    if (chosen.length === 0) {
      toast('Pick lessons with x first.');
      return;
    }
    const refused = await approveAll(chosen);
    clear();
    setLeft(
      refused.map(({ id, why }) => ({ title: chosen.find((lesson) => lesson.id === id)?.title ?? id, why })),
    );
  }, [deck, selected, approveAll, clear]);
  return {
    selected,
    toggle,
    pickAlike,
    clear,
    approve,
    left,
    forgetLeft: useCallback(() => setLeft([]), []),
  };
}
