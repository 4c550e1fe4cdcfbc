/** The lessons in hand: what the server lists under the filters, and what was decided here. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Lesson, LessonDetail } from '@understudy/contract';
import { useCallback, useState } from 'react';
import { keys, lessonsQuery, queryClient } from '../api/queries.ts';
import { replace } from '../app/deck.ts';
import { type Deck, mergeDeck } from './deck.ts';
import { type LessonFilters, listQueryOf, statusOf } from './filters.ts';

export function useDeck(filters: LessonFilters, id: string | undefined) {
  const list = useInfiniteQuery(lessonsQuery(listQueryOf(filters)));
  const [deck, setDeck] = useState<Deck>([]);
  const [known, setKnown] = useState<{ readonly filters: string; readonly data: typeof list.data }>();
  const asked = JSON.stringify(filters);
  if (known?.filters !== asked || known.data !== list.data) {
    const listed = list.data?.pages.flatMap((page) => page.items) ?? [];
    setKnown({ filters: asked, data: list.data });
    setDeck(mergeDeck(known?.filters === asked ? deck : [], listed, { status: statusOf(filters), id }));
  }

  /** As the server says that it is now, in the deck and on the screen. */
  const put = useCallback((lesson: Lesson) => {
    setDeck((before) => replace(before, lesson));
    queryClient.setQueryData<LessonDetail>(keys.lesson(lesson.id), (old) => old && { ...old, ...lesson });
  }, []);
  const putLock = useCallback((lessonId: string, locked_by: Lesson['locked_by']) => {
    setDeck((before) => before.map((lesson) => (lesson.id === lessonId ? { ...lesson, locked_by } : lesson)));
    queryClient.setQueryData<LessonDetail>(keys.lesson(lessonId), (old) => old && { ...old, locked_by });
  }, []);
  return { list, deck, setDeck, put, putLock };
}
