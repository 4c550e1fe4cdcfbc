/**
 * How the steps of one topic's paths follow each other, in counts: what graphs are mined from.
 *
 * - directly-follows: b came right after a (observations included), starts and ends;
 * - precedence: in so many paths the first a came before the first b (steps only), and the last before the last:
 *   a question that is asked again only after a call still belongs before the call that answers it;
 * - decisions: after step a and the observation q came step b (q is empty where nothing was seen).
 * Every path is added once and can be removed exactly. Cost: O(different steps²) a path. Memory: O(steps²) counts.
 * Source: van der Aalst, Process mining, 2016 (directly-follows graph); Weijters et al., 2006 (dependency measure).
 *
 * @example
 * const follows = new Follows();
 * follows.change(['greet', 'check', '?free', 'book'], 1);
 * follows.directly.of(keyOf('greet', 'check'));   // => 1
 * follows.dependency('greet', 'check');           // => 0.5
 */
import { Counts, keyOf } from './counts.ts';
import { isObservation, withoutRepeats } from './path-steps.ts';

export class Follows {
  readonly paths = new Counts();
  /** In how many paths a step occurs. */
  readonly occurs = new Counts();
  readonly directly = new Counts();
  readonly starts = new Counts();
  readonly ends = new Counts();
  readonly precedes = new Counts();
  readonly lastPrecedes = new Counts();
  readonly decisions = new Counts();

  /** `by`: 1 adds the path, −1 removes one that was added. */
  change(given: readonly string[], by: 1 | -1): void {
    const path = withoutRepeats(given);
    const steps = path.filter((step) => !isObservation(step));
    if (steps.length === 0) return;
    this.paths.change('', by);
    this.starts.change(steps[0], by);
    this.ends.change(steps[steps.length - 1], by);
    for (const step of new Set(path)) this.occurs.change(step, by);
    for (let i = 1; i < path.length; i++) this.directly.change(keyOf(path[i - 1], path[i]), by);
    countPairs(this.precedes, [...new Set(steps)], by);
    countPairs(this.lastPrecedes, [...new Set(steps.toReversed())].toReversed(), by);
    for (const { from, seen, to } of decisionsOf(path)) this.decisions.change(keyOf(from, seen, to), by);
  }

  /** (|a>b| − |b>a|) / (|a>b| + |b>a| + 1), in (−1, 1); for a step and itself |a>a| / (|a>a| + 1). */
  dependency(a: string, b: string): number {
    const there = this.directly.of(keyOf(a, b));
    if (a === b) return there / (there + 1);
    const back = this.directly.of(keyOf(b, a));
    return (there - back) / (there + back + 1);
  }
}

/** Each step before each later one. */
function countPairs(counts: Counts, steps: readonly string[], by: 1 | -1): void {
  for (const [i, a] of steps.entries()) {
    for (const b of steps.slice(i + 1)) counts.change(keyOf(a, b), by);
  }
}

/** Pairs of steps with the last observation between them. */
function decisionsOf(path: readonly string[]): { from: string; seen: string; to: string }[] {
  const decisions: { from: string; seen: string; to: string }[] = [];
  let from: string | null = null;
  let seen = '';
  for (const step of path) {
    if (isObservation(step)) {
      seen = step;
      continue;
    }
    if (from !== null) decisions.push({ from, seen, to: step });
    from = step;
    seen = '';
  }
  return decisions;
}
