/**
 * From the metrics of each seed to those of all: means and ranges of the numbers.
 *
 * What is null in a run is left out of its mean and range, so that both speak of the runs that could tell. Lists are
 * taken from the first run. Cost: O(seeds x fields).
 *
 * @example
 * meanOf([{ coverage: 0.5 }, { coverage: 0.7 }]); // => { coverage: 0.6 }
 */
import type { OwnMetrics, Ranges } from './report.ts';

type Run = Partial<OwnMetrics>;

/** `runs` holds at least one. */
export function meanOf(runs: readonly Run[]): Run {
  const means = Object.entries(runs[0]).map(([field, first]) => {
    const numbers = numbersIn(runs, field);
    if (numbers.length === 0) return [field, first];
    return [field, numbers.reduce((sum, value) => sum + value, 0) / numbers.length];
  });
  return Object.fromEntries(means);
}

/** Lowest and highest; fields without a number are left out. */
export function rangeOf(runs: readonly Run[]): Ranges {
  const ranges = Object.keys(runs[0]).flatMap((field) => {
    const numbers = numbersIn(runs, field);
    return numbers.length === 0 ? [] : [[field, [Math.min(...numbers), Math.max(...numbers)] as const]];
  });
  return Object.fromEntries(ranges);
}

export function numbersOf(run: Run): Record<string, number> {
  const numbers = Object.entries(run).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(numbers);
}

function numbersIn(runs: readonly Run[], field: string): number[] {
  return runs.map((run) => run[field as keyof Run]).filter((value) => typeof value === 'number');
}
