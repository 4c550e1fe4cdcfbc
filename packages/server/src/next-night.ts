/** When work that may wait is done: three o'clock, UTC, when most desks are quiet. */
const HOUR = 3;
const DAY_MS = 86_400_000;

export function nextNight(now_ms: number): Date {
  const night_ms = new Date(now_ms).setUTCHours(HOUR, 0, 0, 0);
  return new Date(night_ms > now_ms ? night_ms : night_ms + DAY_MS);
}
