/**
 * Which of a page's elements a step of a guide points at, after the page has changed: a score over what was noted of the
 * element when the guide was recorded. Pure; `page-elements.ts` reads the page.
 *
 * A test id weighs most, then role and accessible name together, then words that are nearly the same, then the place in
 * the document. Place alone never suffices: in a list that was sorted anew another element stands there. Where two are
 * equally likely, neither is pointed at: a wrong one is worse than none.
 */
import type { Fingerprint } from '@understudy/contract';

/** What is known of an element on the page. */
export interface Traits extends Omit<Fingerprint, 'selector'> {
  /** Stands where the fingerprint's selector points. */
  readonly is_at_place: boolean;
}

const WEIGHT = { test_id: 5, other_test_id: -2, role_and_name: 4, role: 1, words: 2, place: 2 };
const LEAST = 3.5;
const LEAD = 1;

/** Higher is likelier; below `LEAST` it is another element. */
export function scoreOf(mark: Fingerprint, traits: Traits): number {
  const sameRole = mark.role !== null && mark.role === traits.role;
  const sameName = mark.name !== null && alike(mark.name, traits.name) === 1;
  const words = Math.max(alike(mark.name, traits.name), alike(mark.text, traits.text));
  let score = 0;
  if (mark.test_id !== null && traits.test_id !== null)
    score += mark.test_id === traits.test_id ? WEIGHT.test_id : WEIGHT.other_test_id;
  if (sameRole && sameName) score += WEIGHT.role_and_name;
  else {
    if (sameRole) score += WEIGHT.role;
    score += WEIGHT.words * words;
  }
  if (traits.is_at_place) score += WEIGHT.place;
  return score;
}

/** Position of the one that is meant; null where none is, or more than one may be. */
export function bestMatch(mark: Fingerprint, candidates: readonly Traits[]): number | null {
  let best = -1;
  let [highest, second] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [at, traits] of candidates.entries()) {
    const score = scoreOf(mark, traits);
    if (score > highest) [second, highest, best] = [highest, score, at];
    else if (score > second) second = score;
  }
  return highest >= LEAST && highest - second >= LEAD ? best : null;
}

/** Share of words that two labels have in common: 1 the same, 0 nothing, or nothing to compare. */
export function alike(a: string | null, b: string | null): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.size === 0 || right.size === 0) return 0;
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common);
}

const wordsOf = (text: string | null) => new Set((text ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
