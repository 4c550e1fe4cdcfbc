/** Pages and plans that some conversations have clearly more often than others: what they may be consistent with. */
import { shareAbove } from '@understudy/engine';

/** Pages and plans are many. */
const LEAST_POSTERIOR = 0.99;
const LEAST_COUNT = 3;
const LEAST_LIFT = 2;
const WORDS = { route: 'page', plan: 'plan' } as const;
const FIELDS = ['route', 'plan'] as const;

type Placed = Readonly<Record<(typeof FIELDS)[number], string | null>>;

/** `posterior`: that the share is higher inside; `lift`: by how many times. */
export interface Shared {
  readonly text: string;
  readonly posterior: number;
  readonly lift: number;
}

export function sharedMore(given: {
  readonly inside: readonly Placed[];
  readonly outside: readonly Placed[];
}): Shared[] {
  return FIELDS.flatMap((field) => {
    const inside = given.inside.filter((each) => each[field] !== null);
    const outside = given.outside.filter((each) => each[field] !== null);
    const values = new Set(inside.map((each) => each[field]));
    return [...values].flatMap((value): Shared[] => {
      const count = inside.filter((each) => each[field] === value).length;
      const others = outside.filter((each) => each[field] === value).length;
      const found = shareAbove({ count, total: inside.length }, { count: others, total: outside.length });
      if (count < LEAST_COUNT || found.lift < LEAST_LIFT || found.posterior < LEAST_POSTERIOR) return [];
      return [{ text: `${WORDS[field]} ${value}`, ...found }];
    });
  });
}
