/**
 * Clarify: ask the one thing that tells the two best candidates apart, when little else is in doubt.
 *
 * Both together must be nearly certain and neither alone: then a click is worth more than a person's time. The
 * labels are the resolutions' titles; the customer's click is a label for learning.
 */
import type { Candidate, ClarifyOption, Resolution } from '../domain.ts';

const PAIR_SHARE = 0.85;
const RIVAL_SHARE = 0.3;

/** The options to offer, or none where asking would not help. `allowed`: only resolutions that could be sent. */
export function clarifyOptions(
  candidates: readonly Candidate[],
  allowed: (resolutionId: string) => Resolution | null,
): ClarifyOption[] {
  const [first, second] = candidates;
  if (first === undefined || second === undefined) return [];
  if (second.probability < RIVAL_SHARE || first.probability + second.probability < PAIR_SHARE) return [];
  const options = [first, second].map((candidate) => allowed(candidate.resolution_id));
  const [left, right] = options;
  if (!left || !right || left.title === right.title || left.title === '' || right.title === '') return [];
  return [left, right].map((resolution) => ({ resolution_id: resolution.id, label: resolution.title }));
}
