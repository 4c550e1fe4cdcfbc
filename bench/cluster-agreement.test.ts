import { expect, it } from 'vitest';
import { clusterAgreement } from './cluster-agreement.ts';

// scikit-learn 1.2.1 (normalized_mutual_info_score, adjusted_rand_score), SciPy (linear_sum_assignment).
it.each([
  ['aaaabbbbccccdd', 'xxxyyyyzzzzxwv', 0.6206992443761158, 0.3555721207603429, 10 / 14],
  [
    '433423410114402403024111314222222443331421404300200242444322',
    '433443413116405203004111310232520443337441674137200642514322',
    0.5481678562849833,
    0.41090066742402725,
    40 / 60,
  ],
])('agrees with scikit-learn', (gold, found, nmi, ari, accuracy) => {
  const agreement = clusterAgreement(gold.split(''), found.split(''));
  expect(agreement.nmi).toBeCloseTo(nmi, 12);
  expect(agreement.ari).toBeCloseTo(ari, 12);
  expect(agreement.accuracy).toBeCloseTo(accuracy, 12);
  // Names mean nothing, and the smaller side may be either.
  expect(clusterAgreement(found.split(''), gold.split('')).accuracy).toBeCloseTo(accuracy, 12);
});
