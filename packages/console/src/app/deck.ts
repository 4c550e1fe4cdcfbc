/** Steps through the things that one person works through in one sitting. Pure. */
interface Item {
  readonly id: string;
}

export const replace = <T extends Item>(deck: readonly T[], item: T): readonly T[] =>
  deck.map((known) => (known.id === item.id ? item : known));

/** The neighbour `step` places on; the ends hold. */
export function move(deck: readonly Item[], id: string | undefined, step: 1 | -1): string | undefined {
  const at = deck.findIndex((item) => item.id === id);
  return deck[Math.min(Math.max(at + step, 0), deck.length - 1)]?.id;
}

/** All others, from the one after `id` on, and from the start again after the last. */
export function onwards<T extends Item>(deck: readonly T[], id: string | undefined): readonly T[] {
  const at = deck.findIndex((item) => item.id === id);
  return [...deck.slice(at + 1), ...deck.slice(0, Math.max(at, 0))];
}
