/** What a person does with lessons: shown at once, taken back when the server refuses, undone with one key. */
import type { Lesson, LessonReview } from '@understudy/contract';
import { type Dispatch, type SetStateAction, useCallback, useRef } from 'react';
import { ApiError, call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { replace } from '../app/deck.ts';
import { complain, toast } from '../app/toasts.ts';
import { plural } from '../ui/format.ts';
import { asReviewed, type Deck, isWaiting, nextWaiting } from './deck.ts';
import { STATUS } from './words.ts';

export interface ReviewContext {
  readonly deck: Deck;
  readonly setDeck: Dispatch<SetStateAction<Deck>>;
  readonly put: (lesson: Lesson) => void;
  readonly go: (id: string) => void;
  readonly me: string;
  readonly skipped: ReadonlySet<string>;
  /** Of so many lessons. */
  readonly onDecided: (lessons: number) => void;
  readonly onUndone: () => void;
  /** What the checks say of the words that this approval brings. */
  readonly onEditHeld: (id: string, said: Approval, findings: readonly string[]) => void;
}

export type Approval = Extract<LessonReview, { verdict: 'approve' }>;

/** What was sent from here, and may be taken back by `u`; newest last. */
interface Sent {
  readonly ids: readonly string[];
  readonly done: Promise<unknown>;
}

export function useReview(context: ReviewContext) {
  const { deck, setDeck, put, go, me, skipped, onDecided, onUndone, onEditHeld } = context;
  const sentHere = useRef<Sent[]>([]);
  const forget = useCallback((sent: Sent) => {
    sentHere.current = sentHere.current.filter((item) => item !== sent);
  }, []);

  /** Of this lesson, or of what was sent last. */
  const undo = useCallback(
    async (id?: string) => {
      const sent =
        id === undefined
          ? sentHere.current.at(-1)
          : sentHere.current.findLast((item) => item.ids.includes(id));
      const ids = sent?.ids ?? (id === undefined ? [] : [id]);
      if (sent) forget(sent);
      try {
        await sent?.done;
        for (const lessonId of ids) {
          put(await call('undoReview', { params: { id: lessonId } }));
          if (sent) onUndone();
        }
        if (ids[0]) go(ids[0]);
      } catch (error) {
        complain(error);
      }
      if (ids.length > 0) refresh();
    },
    [put, go, onUndone, forget],
  );

  const review = useCallback(
    async (lesson: Lesson, said: LessonReview) => {
      // A key pressed twice before the next lesson is drawn is meant once.
      const isSent = sentHere.current.some(({ ids }) => ids.includes(lesson.id));
      if (!isWaiting(lesson) || isSent) return;
      const after = replace(deck, asReviewed(lesson, said, { by: me, at: new Date().toISOString() }));
      setDeck(after);
      onDecided(1);
      go(nextWaiting(after, lesson.id, skipped) ?? lesson.id);
      const done = call('reviewLesson', { params: { id: lesson.id }, body: said });
      const sent = { ids: [lesson.id], done };
      sentHere.current.push(sent);
      try {
        put(await done);
        toast(saidOf(said), { undo: () => void undo(lesson.id) });
      } catch (error) {
        forget(sent);
        onUndone();
        setDeck((before) => replace(before, lesson));
        go(lesson.id);
        const findings = findingsOf(error);
        if (said.verdict === 'approve' && findings.length > 0) onEditHeld(lesson.id, said, findings);
        else complain(await explain(error, lesson.id, put));
      }
      refresh();
    },
    [deck, me, skipped, setDeck, put, go, onDecided, onUndone, onEditHeld, undo, forget],
  );

  /** Several at once; answers what the server left as it is, with why. */
  const approveAll = useCallback(
    async (lessons: Deck) => {
      const done = call('approveLessons', { body: { ids: lessons.map(({ id }) => id) } });
      try {
        const { approved, left } = await done;
        const sent = { ids: approved, done };
        const at = new Date().toISOString();
        const after = deck.map((lesson) =>
          approved.includes(lesson.id) ? asReviewed(lesson, { verdict: 'approve' }, { by: me, at }) : lesson,
        );
        setDeck(after);
        onDecided(approved.length);
        if (approved.length > 0) {
          sentHere.current.push(sent);
          toast(`${plural(approved.length, 'lesson')} approved.`, { undo: () => void undo(approved[0]) });
          const next = nextWaiting(after, approved.at(-1), skipped);
          if (next) go(next);
        }
        refresh();
        return left;
      } catch (error) {
        complain(error);
        refresh();
        return [];
      }
    },
    [deck, me, skipped, setDeck, go, onDecided, undo],
  );

  return { review, undo, approveAll };
}

const saidOf = (said: LessonReview): string => {
  if (said.verdict === 'reject') return 'Rejected.';
  if (said.verdict === 'merge') return 'Merged.';
  return said.edit ? 'Edited and approved.' : 'Approved.';
};

/** Empty where it was refused for something else. */
const findingsOf = (refused: unknown): readonly string[] =>
  refused instanceof ApiError && refused.code === 'conflict'
    ? (refused.problem?.errors ?? []).map(({ message }) => message)
    : [];

/** Where somebody else was faster, what they did is shown, and said. */
async function explain(refused: unknown, id: string, put: (lesson: Lesson) => void): Promise<unknown> {
  const stands = await call('getLesson', { params: { id } }).catch(() => null);
  if (!stands) return refused;
  put(stands);
  if (!(refused instanceof ApiError && refused.code === 'conflict')) return refused;
  const { reviewed, locked_by, status } = stands;
  if (reviewed && !isWaiting(stands))
    return new Error(`${reviewed.by} was faster: ${STATUS[status].done.toLowerCase()}.`);
  return locked_by ? new Error(`${locked_by} has it on the screen.`) : refused;
}
const refresh = () => void queryClient.invalidateQueries({ queryKey: keys.lessons });
