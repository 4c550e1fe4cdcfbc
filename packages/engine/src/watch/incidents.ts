/**
 * Incidents: bursts of several days and several keys as the one thing that they are, with a memory.
 *
 * Bursts belong together where they share a key, or a third of the smaller one's conversations. What belongs to an
 * incident that is known joins it, and nobody is told again. What belongs to none opens one, if it stands alone. An
 * incident that nothing joined today is watched; after a week of that it closes. One that a person closed goes on to take
 * in what still comes, silently; one that is said to be none does so until four weeks have passed without.
 * Cost: O(bursts · incidents · conversations of the smaller one). Pure: the caller keeps what is returned.
 */
import type { Burst } from './bursts.ts';

export type IncidentKind = 'topic' | 'new-topic' | 'term';
export type IncidentState = 'open' | 'watching' | 'closed' | 'not-one';

export interface FoundBurst extends Burst {
  readonly kind: IncidentKind;
  /** Ids of the conversations of its window. */
  readonly conversations: readonly string[];
}

export interface KnownIncident {
  readonly id: string;
  readonly state: IncidentState;
  readonly keys: readonly string[];
  readonly conversations: ReadonlySet<string>;
  /** Days since a burst last joined it; 0: today. */
  readonly quiet_days: number;
}

export interface Sorted {
  /** By known incident. */
  readonly joins: readonly { readonly id: string; readonly bursts: readonly FoundBurst[] }[];
  /** Each becomes an incident; its first burst names it. */
  readonly opens: readonly (readonly FoundBurst[])[];
  readonly watch: readonly string[];
  readonly close: readonly string[];
}

export const QUIET_DAYS_TO_CLOSE = 7;
const QUIET_DAYS_TO_FORGET = 28;
const LEAST_OVERLAP = 1 / 3;

/** `bursts`: those of today, the least likely first. */
export function sortBursts(bursts: readonly FoundBurst[], incidents: readonly KnownIncident[]): Sorted {
  const groups: Group[] = incidents.filter(takesIn).map(({ id, keys, conversations }) => ({
    id,
    keys: new Set(keys),
    conversations: new Set(conversations),
    bursts: [],
  }));
  const unnamed = bursts.filter((burst) => {
    const known = groups.find(({ keys }) => keys.has(burst.key));
    if (known !== undefined) add(known, burst);
    return known === undefined;
  });
  // After all that are known by their key: those bring the conversations by which others are found.
  for (const burst of unnamed) {
    const group = groups.find(({ keys }) => keys.has(burst.key)) ?? nearest(groups, burst);
    if (group !== undefined) add(group, burst);
    else if (burst.alone)
      groups.push(add({ id: null, keys: new Set(), conversations: new Set(), bursts: [] }, burst));
  }
  const joined = new Set(groups.filter((group) => group.bursts.length > 0).map(({ id }) => id));
  const quiet = incidents.filter(({ id }) => !joined.has(id));
  return {
    joins: groups.flatMap(({ id, bursts: own }) =>
      id === null || own.length === 0 ? [] : [{ id, bursts: own }],
    ),
    opens: groups.flatMap(({ id, bursts: own }) => (id === null ? [own] : [])),
    watch: quiet
      .filter(({ state, quiet_days }) => state === 'open' && quiet_days < QUIET_DAYS_TO_CLOSE)
      .map(({ id }) => id),
    close: quiet
      .filter(({ state, quiet_days }) => isOngoing(state) && quiet_days >= QUIET_DAYS_TO_CLOSE)
      .map(({ id }) => id),
  };
}

const isOngoing = (state: IncidentState) => state === 'open' || state === 'watching';

function takesIn({ state, quiet_days }: KnownIncident): boolean {
  if (isOngoing(state)) return true;
  return quiet_days < (state === 'closed' ? QUIET_DAYS_TO_CLOSE : QUIET_DAYS_TO_FORGET);
}

interface Group {
  readonly id: string | null;
  readonly keys: Set<string>;
  readonly conversations: Set<string>;
  readonly bursts: FoundBurst[];
}

function add(group: Group, burst: FoundBurst): Group {
  group.bursts.push(burst);
  group.keys.add(burst.key);
  for (const id of burst.conversations) group.conversations.add(id);
  return group;
}

function nearest(groups: readonly Group[], { conversations }: FoundBurst): Group | undefined {
  let best: Group | undefined;
  let most = 0;
  for (const group of groups) {
    const shared = conversations.filter((id) => group.conversations.has(id)).length;
    const share = shared / Math.max(1, Math.min(conversations.length, group.conversations.size));
    if (share >= LEAST_OVERLAP && share > most) {
      best = group;
      most = share;
    }
  }
  return best;
}
