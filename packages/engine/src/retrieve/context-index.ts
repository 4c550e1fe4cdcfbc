/**
 * What the context alone brings up: resolutions whose own questions came from where this one comes from.
 *
 * Words find what was said alike. A customer of a page with an answer of its own may say it as only others did, on other
 * pages: by words, the 30 nearest exemplars are all theirs, and an answer that never comes up cannot be chosen. So the
 * newest exemplars with each token of the question are looked at, and of their resolutions the few come up whose share of
 * exemplars with it is the most above what is usual here. Newest first: an answer of this morning is among them, however
 * often the page was seen.
 *
 * Limits: the `RAREST` tokens of a question, which tell most; `NEWEST` exemplars of each, and only those count; `MOST`
 * resolutions. Whole tokens only, nothing of what they are part of. A resolution's share is of its exemplars with any
 * context: of a field that is newer than they are it seems to say less. Cost: add O(tokens), find O(RAREST · NEWEST).
 * Memory: about 8 bytes a token of an exemplar.
 */
import { type ContextCounts, keyOf } from './context-counts.ts';

const RAREST = 4;
const NEWEST = 100;
const MOST = 4;
/** A token that a resolution has less than so many times as often as is usual does not bring it up. */
const LEAST_LIFT = 2;

/** Slots of exemplars by token, oldest first. */
export class ContextIndex {
  readonly #slots = new Map<string, number[]>();

  add(slot: number, context: readonly string[]): void {
    for (const token of new Set(context)) {
      const known = this.#slots.get(token);
      if (known === undefined) this.#slots.set(token, [slot]);
      else known.push(slot);
    }
  }

  with(token: string): readonly number[] {
    return this.#slots.get(token) ?? NONE;
  }
}

const NONE: readonly number[] = [];

/** Whose the slots are, and what was counted of them. */
interface Seen {
  readonly slotsWith: (token: string) => readonly number[];
  /** Below zero where it counts for none. */
  readonly ownerOf: (slot: number) => number;
  readonly countsOf: (owner: number) => ContextCounts;
  readonly usual: ContextCounts;
}

/** Their numbers, what the context points at most clearly first. */
export function foundByContext(context: readonly string[], seen: Seen): readonly number[] {
  const lifts = new Map<number, number>();
  for (const { token, times } of rarest(context, seen)) {
    const share = times / seen.usual.field(keyOf(token)).known;
    for (const [owner, count] of newestOwners(token, seen)) {
      const lift = count / (seen.countsOf(owner).questions + 1) / share;
      if (lift > (lifts.get(owner) ?? LEAST_LIFT)) lifts.set(owner, lift);
    }
  }
  return [...lifts]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, MOST)
    .map(([owner]) => owner);
}

function rarest(context: readonly string[], { usual }: Seen) {
  return [...new Set(context)]
    .map((token) => ({ token, times: usual.seen(token) }))
    .filter(({ times }) => times > 0)
    .sort((a, b) => a.times - b.times || (a.token < b.token ? -1 : 1))
    .slice(0, RAREST);
}

/** How many of the newest exemplars with it each has. */
function newestOwners(token: string, { slotsWith, ownerOf }: Seen): ReadonlyMap<number, number> {
  const slots = slotsWith(token);
  const owners = new Map<number, number>();
  let left = NEWEST;
  for (let at = slots.length - 1; at >= 0 && left > 0; at--) {
    const owner = ownerOf(slots[at]);
    if (owner < 0) continue;
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
    left -= 1;
  }
  return owners;
}
