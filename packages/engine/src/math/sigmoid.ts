/**
 * The logistic function, its inverse and its logarithm, without overflow for any finite argument. O(1).
 *
 * @example
 * sigmoid(0);    // => 0.5
 * logit(0.5);    // => 0
 */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const power = Math.exp(z);
  return power / (1 + power);
}

/** ln(p / (1 - p)); `p` is kept 1e-15 away from both ends. */
export function logit(p: number): number {
  const inside = Math.min(1 - 1e-15, Math.max(1e-15, p));
  return Math.log(inside) - Math.log1p(-inside);
}

/** ln(1 + e^z): the log-loss of a wrong "no" at log-odds z. */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}
