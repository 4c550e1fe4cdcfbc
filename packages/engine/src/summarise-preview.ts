/**
 * A preview in numbers: what a lesson would have answered, what it changes, and what of that had been right.
 *
 * What it unlocks speaks for a lesson; each right answer that it takes away weighs as much as five of those against it.
 * Pure; O(questions).
 */
import type { Compared, Told } from './preview-lesson.ts';

export interface PreviewedQuestion extends Compared {
  readonly id: string;
}

export interface PreviewSummary {
  /** The lesson's resolution is the answer or the draft, where it is not without the lesson. */
  readonly would_answer: number;
  /** Something is said without the lesson, and another resolution is the likeliest with it. */
  readonly changed: number;
  /** Of those, that had been right. */
  readonly changed_right: number;
  /** The order of the queue. */
  readonly score: number;
  /** The most telling first: what had been right, then the most confident. */
  readonly cases: readonly (PreviewedQuestion & { readonly was_right: boolean | null })[];
}

const MOST_CASES = 8;
const PRICE_OF_A_RIGHT_ONE = 5;

/** `wasRight`: of a question, was this resolution right? Null where nobody knows. */
export function summarisePreview(
  questions: readonly PreviewedQuestion[],
  resolution_id: string,
  wasRight: (question_id: string, resolution_id: string) => boolean | null,
): PreviewSummary {
  const unlocked = new Set(
    questions.filter(({ before, after }) => says(after, resolution_id) && !says(before, resolution_id)),
  );
  const changed = questions.filter(isChanged);
  const judged = [...new Set([...changed, ...unlocked])].map((each) => {
    const { action, first } = each.before;
    return { ...each, was_right: action === 'hand_off' ? null : wasRight(each.id, first[0]) };
  });
  const changed_right = judged.filter((each) => isChanged(each) && each.was_right === true).length;
  return {
    would_answer: unlocked.size,
    changed: changed.length,
    changed_right,
    score: unlocked.size - PRICE_OF_A_RIGHT_ONE * changed_right,
    cases: judged.toSorted(byWeight).slice(0, MOST_CASES),
  };
}

/** Does the preview differ at all for this question? */
export function isTouched({ before, after }: Compared): boolean {
  return before.action !== after.action || before.first[0] !== after.first[0];
}

/** Where nothing was said before, nothing is taken away. */
const isChanged = ({ before, after }: Compared): boolean =>
  before.action !== 'hand_off' && before.first[0] !== after.first[0];

const says = ({ action, first }: Told, resolution_id: string): boolean =>
  (action === 'answer' || action === 'draft') && first[0] === resolution_id;

type Judged = PreviewSummary['cases'][number];

/** A change of what was right, before all others. */
function byWeight(a: Judged, b: Judged): number {
  const lost = (each: Judged) => Number(each.was_right === true && isChanged(each));
  return lost(b) - lost(a) || b.after.confidence - a.after.confidence || (a.id < b.id ? -1 : 1);
}
