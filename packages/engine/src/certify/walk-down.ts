/**
 * Fixed-sequence testing with several starts, and the fallback procedure.
 *
 * Thresholds are tested from the highest down. Each start brings a part of delta; a walk goes on while its threshold
 * passes at the level it carries, and hands that level on to the next start it reaches. The probability that a
 * threshold passes whose risk is too high is at most the sum of all levels: a walk must pass the highest such
 * threshold below its start, at no more than the levels of the starts above.
 * Cost: one test a threshold at worst; where a walk has stopped, nothing is tested until the next start.
 * Source: Angelopoulos et al. 2021, "Learn then Test"; Wiens & Dmitrienko 2005, doi:10.1080/10543400500265660.
 *
 * @example
 * walkDown({ points: 3, level: (i) => (i === 0 ? 0.1 : 0), passes: (i) => i < 2 }); // => 1
 */
export interface Walk {
  /** Number of thresholds, the highest first. */
  readonly points: number;
  /** Part of delta that starts here; 0 where none does. */
  readonly level: (index: number) => number;
  readonly passes: (index: number, level: number) => boolean;
}

/** Index of the lowest threshold that passed, or -1. */
export function walkDown({ points, level, passes }: Walk): number {
  let lowest = -1;
  let carried = 0;
  for (let index = 0; index < points; index++) {
    carried += level(index);
    if (carried > 0 && passes(index, carried)) lowest = index;
    else carried = 0;
  }
  return lowest;
}
