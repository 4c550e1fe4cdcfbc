/**
 * How much one account, one author, or one text said again and again, may teach.
 *
 * Accounts and floods are judged by `Influence` of the learning stage. An author is doubted who, in a busy week on a
 * desk of several people, writes most of what is learned: an account of the team that was taken over writes in bulk.
 * On a small desk, or in a quiet week, one person may well write it all. O(authors).
 *
 * @example influence(lesson, { …, held_because: 'account-week' }).verdict // 'doubt'
 */
import type { Check, CheckedLesson, KnownBefore } from './checked-lesson.ts';
import { doubt, findingOf, type Objection } from './finding.ts';

const HELD: Readonly<Record<NonNullable<KnownBefore['held_because']>, string>> = {
  'account-week': 'This account taught the same resolution twice this week already.',
  'account-share': 'Too much of what this resolution learned comes from one account.',
  'near-duplicate': 'Nearly the same question was learned just before: it looks like a flood.',
};
const MIN_AUTHORS = 4;
const MIN_LESSONS = 40;
const AUTHOR_SHARE = 0.6;

export const influence: Check = (lesson, known) => {
  const held = known.held_because;
  const byCaps = held === null ? [] : [doubt(HELD[held], lesson.question)];
  const fine = 'No account and no author teaches too much.';
  return findingOf('influence', [...byCaps, ...byAuthor(lesson, known)], fine);
};

function byAuthor({ author }: CheckedLesson, { lessons_by_author }: KnownBefore): Objection[] {
  if (author === null) return [];
  const own = (lessons_by_author.get(author) ?? 0) + 1;
  const all = [...lessons_by_author.values()].reduce((sum, count) => sum + count, 1);
  const authors = lessons_by_author.size + (lessons_by_author.has(author) ? 0 : 1);
  if (authors < MIN_AUTHORS || all < MIN_LESSONS || own <= AUTHOR_SHARE * all) return [];
  return [doubt(`${own} of the ${all} lessons of this week come from one author.`, author)];
}
