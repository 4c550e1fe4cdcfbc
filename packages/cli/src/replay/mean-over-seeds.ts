/** Means over runs that differ in their seed only, field by field. */

type Row = Readonly<Record<string, unknown>>;

const numbersOf = (rows: readonly Row[], key: string): readonly number[] =>
  rows.map((row) => row[key]).filter((value): value is number => typeof value === 'number');

/** Numeric fields become means over the runs that have them; all else is taken from the first run. */
export function meanOf<T extends object>(rows: readonly [T, ...T[]]): T {
  const [first] = rows;
  const entries = Object.entries(first).map(([key, value]) => {
    const numbers = numbersOf(rows as unknown as readonly Row[], key);
    return [key, numbers.length > 0 ? numbers.reduce((sum, each) => sum + each, 0) / numbers.length : value];
  });
  return Object.fromEntries(entries) as T;
}

/** Lowest and highest value of each numeric field. */
export function rangeOf(rows: readonly [object, ...object[]]): Record<string, readonly [number, number]> {
  const keys = Object.keys(rows[0]);
  const pairs = keys.flatMap((key) => {
    const numbers = numbersOf(rows as unknown as readonly Row[], key);
    return numbers.length > 0 ? [[key, [Math.min(...numbers), Math.max(...numbers)] as const] as const] : [];
  });
  return Object.fromEntries(pairs);
}
