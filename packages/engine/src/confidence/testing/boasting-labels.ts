import type { ShadowLabel } from '../../domain.ts';
import { SeededRandom } from '../../math/seeded-random.ts';
import { CONFIDENCE_FEATURE_NAMES } from '../confidence-features.ts';

/**
 * A ranker that boasts: its log-odds are three times what the truth warrants. The other features say nothing, and vary
 * about as much as similarities do: by some tenths, which is what a prior weight of 6 was found for.
 */
export function boastingLabels(count: number, seed: string): ShadowLabel[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const truth = 1.5 * random.normal() + 0.5;
    const noise = CONFIDENCE_FEATURE_NAMES.map(() => 0.2 * random.normal());
    return {
      decision_id: `d${index}`,
      question_id: `q${index}`,
      resolution_id: 'r',
      confidence: 0.5,
      stakes: 'read-only',
      evidence: 'some',
      confidence_features: noise.with(0, 3 * truth),
      correct: random.next() < 1 / (1 + Math.exp(-truth)),
      propensity: index % 3 === 0 ? 0.15 : 1,
      least_propensity: 0.15,
      at_ms: index,
    };
  });
}
