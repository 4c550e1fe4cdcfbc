/**
 * Evidence in the order of a ranker: likeliest first. Equal scores keep the order of their ids, so that nothing
 * depends on the order in which retrieval found them. Cost: O(n · features + n log n).
 *
 * @example
 * rankEvidence(PRIOR_RANKER, []);   // => []
 */
import type { Evidence } from '../domain.ts';
import { rankingFeatures } from './features.ts';
import { type RankerModel, rankScore } from './ranker.ts';

export interface RankedEvidence {
  readonly evidence: Evidence;
  /** Values in the order of `FEATURE_NAMES`. */
  readonly features: readonly number[];
  readonly score: number;
}

export function rankEvidence(ranker: RankerModel, evidence: readonly Evidence[]): RankedEvidence[] {
  return evidence
    .map((each) => {
      const features = rankingFeatures(each);
      return { evidence: each, features, score: rankScore(ranker, features) };
    })
    .sort((a, b) => b.score - a.score || (a.evidence.resolution_id < b.evidence.resolution_id ? -1 : 1));
}
