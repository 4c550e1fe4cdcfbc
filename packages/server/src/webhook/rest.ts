/**
 * For how long a receiver that fails, or says that it has too much to do, is left alone: of many events one is tried in that
 * time, and the others wait. So what is down is not worn down further, and holds up no other receiver.
 */
import type { Delivery } from '@understudy/contract';

export const REST_MS = 5 * 60_000;
/** As many in a row may be chance, or a restart. */
const FAILURES_BEFORE = 3;
/** Too many requests, bad gateway, gateway timeout: the standard asks to send less. */
const OVERLOADED: readonly (number | null)[] = [429, 502, 504];

/** Unix milliseconds; null where nothing speaks against the next one. `failures`: in a row; `last`: the newest of them. */
export function restUntil(failures: number, last: Delivery['tries'][number] | undefined): number | null {
  if (failures === 0 || last === undefined) return null;
  const rests = failures >= FAILURES_BEFORE || OVERLOADED.includes(last.status);
  return rests ? Date.parse(last.at) + REST_MS : null;
}
