/** The lessons that one person works through in one sitting: those that wait, and those that they decided. Pure. */
import type { Lesson, LessonReview, LessonStatus } from '@understudy/contract';
import { onwards } from '../app/deck.ts';
import { isChange } from './words.ts';

export type Deck = readonly Lesson[];

/** A person's word is still wanted. */
export const isWaiting = ({ status }: Pick<Lesson, 'status'>) =>
  status === 'open' || status === 'quarantined';

/**
 * What the server lists under `status`, put into the deck in hand: what is known keeps its place, what is new comes
 * last, and what somebody else decided goes, but for the one that is being looked at.
 */
export function mergeDeck(
  deck: Deck,
  listed: Deck,
  at: { status: LessonStatus; id: string | undefined },
): Deck {
  const fresh = new Map(listed.map((lesson) => [lesson.id, lesson]));
  const kept = deck.filter(
    (lesson) => fresh.has(lesson.id) || lesson.status !== at.status || lesson.id === at.id,
  );
  const known = new Set(kept.map((lesson) => lesson.id));
  return [
    // A review that is on its way is not known to the server yet.
    ...kept.map((lesson) => (lesson.status === at.status ? (fresh.get(lesson.id) ?? lesson) : lesson)),
    ...listed.filter((lesson) => !known.has(lesson.id)),
  ];
}

/** As it will look once the server has agreed. */
export const asReviewed = (
  lesson: Lesson,
  review: LessonReview,
  { by, at }: { by: string; at: string },
): Lesson => ({
  ...lesson,
  status: review.verdict === 'reject' ? 'rejected' : 'approved',
  resolution_id: review.verdict === 'merge' ? review.into : lesson.resolution_id,
  reviewed: { by, at, reason: review.verdict === 'reject' ? review.reason : null, undo_until: null },
});

/**
 * The next after `id` that waits and that nobody else has, from the start again after the last; those that were
 * skipped come when no other is left. None where nothing waits.
 */
export function nextWaiting(
  deck: Deck,
  id: string | undefined,
  skipped: ReadonlySet<string>,
): string | undefined {
  const free = onwards(deck, id).filter((lesson) => isWaiting(lesson) && lesson.locked_by === null);
  return (free.find((lesson) => !skipped.has(lesson.id)) ?? free[0])?.id;
}

/**
 * Those that may be approved together with this one: they say the same (one resolution, one kind), touch nothing of an
 * account, and no check doubts them.
 */
export const alike = (deck: Deck, lesson: Lesson): Deck =>
  isHarmless(lesson)
    ? deck.filter(
        (other) =>
          other.resolution_id === lesson.resolution_id && other.kind === lesson.kind && isHarmless(other),
      )
    : [];
const isHarmless = (lesson: Lesson) =>
  !isChange(lesson) &&
  lesson.status === 'open' &&
  lesson.stakes === 'read-only' &&
  lesson.findings.length === 0 &&
  lesson.locked_by === null;

/** `12 of 40`: those further back in the list than what was fetched count too, as far as `onServer` knows them. */
export function progressOf(
  deck: Deck,
  id: string | undefined,
  { status, onServer }: { status: LessonStatus; onServer: number },
) {
  const done = deck.filter((lesson) => lesson.status !== status).length;
  const total = done + Math.max(onServer, deck.length - done);
  return { at: deck.findIndex((lesson) => lesson.id === id) + 1, done, total };
}
