/**
 * Nearly the words of a resolution that is known: then it should join it instead of standing beside it.
 *
 * Passes where it joins that one already. Similarity: shared word 3-grams, as the library of resolutions measures it.
 * Cost O(words) for each near resolution.
 *
 * @example duplicate({ …, resolution_id: 'new' }, { nearest: [the same text under 'old'] }).evidence // ['old', …]
 */
import type { Check } from './checked-lesson.ts';
import { doubt, findingOf } from './finding.ts';

/** As `NEAR_DUPLICATE_JACCARD` of the library. */
const NEARLY_THE_SAME = 0.6;

export const duplicate: Check = ({ answer, resolution_id }, { nearest, similarity }) => {
  if (answer === null) return findingOf('duplicate', [], 'It brings no words of its own.');
  const twins = nearest
    .filter(({ resolution }) => resolution.id !== resolution_id)
    .map(({ resolution }) => ({ resolution, alike: similarity(answer.text, resolution.text) }))
    .filter(({ alike }) => alike >= NEARLY_THE_SAME)
    .toSorted((a, b) => b.alike - a.alike);
  const [twin] = twins;
  const found =
    twin === undefined
      ? []
      : [
          doubt(
            `“${twin.resolution.title}” says nearly the same: merge it into that one.`,
            ...twins.map((each) => each.resolution.id),
          ),
        ];
  return findingOf('duplicate', found, 'No other resolution says the same.');
};
