export { betaCdf, betaQuantile, betaUpperTail, lnBeta, lnBetaCdf } from './beta-distribution.ts';
export { binomialCdf, binomialUpperTail, clopperPearsonLower, clopperPearsonUpper } from './binomial.ts';
export { solvePositiveDefinite } from './cholesky.ts';
export { lnGamma } from './gamma.ts';
export { type GammaShape, gammaCdf, gammaQuantile } from './gamma-distribution.ts';
export { type MedianInterval, medianInterval } from './median-interval.ts';
export { type RandomState, SeededRandom } from './seeded-random.ts';
export { logit, sigmoid, softplus } from './sigmoid.ts';
