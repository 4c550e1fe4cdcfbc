/**
 * What came up for a question and must not be given to it: a person refused it for nearly the same question, or it
 * holds elsewhere only.
 *
 * A refusal counts for questions that are nearly the same as the refused one, and nearer to it than to any exemplar of
 * the resolution. Of equals the newest word counts: whoever teaches the refused question to the resolution afterwards
 * has lifted the refusal; an exemplar that it had before, told again by a split, has not. Nearness is the cosine of meanings; of letters where one of the two has no vector.
 * Cost: nothing where no resolution has refusals or conditions; else O(refusals · d) for each that came up, and
 * O(exemplars · d) where one is near. By letters each comparison takes 0.1 ms.
 * Measured: docs/decisions/0017-lessons-of-other-kinds.md.
 */
import { checkConditions, conditionsInWords } from './conditions.ts';
import type { EncodedQuestion, Reason } from './domain.ts';
import type { StoredRefusal } from './facts.ts';
import type { LimitingExemplar } from './limits.ts';
import { product } from './retrieve/resolution-entry.ts';
import { roundedCosine } from './retrieve/vector-index.ts';
import type { Knowledge } from './varied-model.ts';

/** Cosine from which two questions are nearly the same, by meaning and by letters. */
const NEARLY_SAME = { meaning: 0.8, letters: 0.8 } as const;

/** By id of a resolution, in the order given. */
export function leftOut(
  known: Knowledge,
  question: EncodedQuestion,
  ids: readonly string[],
): ReadonlyMap<string, Reason> {
  const out = new Map<string, Reason>();
  for (const id of ids) {
    const reason = elsewhere(known, question, id) ?? refused(known, question, id);
    if (reason !== null) out.set(id, reason);
  }
  return out;
}

function elsewhere(known: Knowledge, { context }: EncodedQuestion, id: string): Reason | null {
  const { holds, about } = checkConditions(known.limits.conditionsOf(id), context);
  if (holds !== 'no') return null;
  const text = `“${titleOf(known, id)}” is left out: it holds only where ${conditionsInWords(about)}.`;
  return { code: 'holds-elsewhere', text };
}

function refused(known: Knowledge, question: EncodedQuestion, id: string): Reason | null {
  const refusals = known.limits.refusalsOf(id);
  if (refusals.length === 0 || !refusals.some((refusal) => stands(known, question, refusal))) return null;
  const text = `“${titleOf(known, id)}” is left out: a person said that it is wrong for a question like this.`;
  return { code: 'refused', text };
}

function stands(known: Knowledge, question: EncodedQuestion, refusal: StoredRefusal): boolean {
  const { prepared: asked } = known.look(question);
  const byMeaning = asked.vector !== null && refusal.vector !== null;
  const nearness = ({ question: { text }, vector }: Pick<LimitingExemplar, 'question' | 'vector'>): number =>
    byMeaning ? cosine(asked.vector, vector) : known.limits.lettersOf(text)(asked.features);
  const near = nearness(refusal);
  if (near < (byMeaning ? NEARLY_SAME.meaning : NEARLY_SAME.letters)) return false;
  return !known.limits.exemplarsOf(refusal.resolution_id).some((exemplar) => {
    const own = nearness(exemplar);
    return own > near || (own === near && known.limits.taughtAt(exemplar) > refusal.seq);
  });
}

const titleOf = (known: Knowledge, id: string): string => known.resolution(id)?.title ?? 'An answer';

const cosine = (left: Int8Array | null, right: Int8Array | null): number =>
  left === null || right === null ? 0 : roundedCosine(product(left, right), left.length);
