/**
 * How long to wait before the next attempt: doubles from `base_ms` to at most 30 s, and half of it is chance, so that
 * the visitors of a server that comes back do not all knock at once.
 *
 * @param attempt 0 for the first repetition
 * @param random uniform in [0, 1)
 */
export function backoffDelay(attempt: number, random: number, base_ms = 500): number {
  const ceiling_ms = Math.min(30_000, base_ms * 2 ** Math.min(attempt, 16));
  return ceiling_ms / 2 + (ceiling_ms / 2) * random;
}
