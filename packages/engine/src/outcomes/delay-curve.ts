/**
 * How late a kind of news comes: the share of all of it that has come by an age.
 *
 * Kaplan–Meier over all answers, each followed to what was heard of it or to its age, so that young answers count
 * for as long as they were watched and no longer; then scaled to all that comes within the window. Where nobody was
 * watched to the end, what is missing is taken to come evenly over the rest; where none came, all of it is.
 * Cost: O(n) to fit from sorted times, O(log n) to read. Source: Kaplan & Meier 1958,
 * doi:10.1080/01621459.1958.10501452.
 *
 * @example
 * const curve = fitDelays({ arrivals: [1], watched: Float64Array.of(1, 4), window_ms: 4 });
 * arrivedBy(curve, 2); // => 1
 */
export interface DelayCurve {
  /** Ascending, at most `MAX_STEPS`; `arrived[i]` is the share that came until `times_ms[i]`. */
  readonly times_ms: readonly number[];
  readonly arrived: readonly number[];
  readonly window_ms: number;
}

const MAX_STEPS = 1_000;

export function fitDelays(given: {
  /** When news of this kind came. */
  readonly arrivals: readonly number[];
  /** How long each answer was followed, ascending; those of `arrivals` are among them. */
  readonly watched: Float64Array;
  readonly window_ms: number;
}): DelayCurve {
  const { watched, window_ms } = given;
  const arrivals = given.arrivals.toSorted((a, b) => a - b);
  const times_ms: number[] = [];
  const survival: number[] = [];
  let alive = 1;
  let gone = 0;
  for (let at = 0; at < arrivals.length; ) {
    const time = arrivals[at];
    const first = at;
    while (arrivals[at] === time) at += 1;
    while (watched[gone] < time) gone += 1;
    alive *= 1 - (at - first) / (watched.length - gone);
    times_ms.push(time);
    survival.push(alive);
  }
  const followed = Math.min(window_ms, watched.at(-1) ?? 0) / window_ms;
  const scale = arrivals.length === 0 ? 0 : followed / (1 - alive);
  const arrived = survival.map((left) => (1 - left) * scale);
  return { times_ms: thinned(times_ms), arrived: thinned(arrived), window_ms };
}

/** As many as may stay, evenly spaced; the last one always stays. */
function thinned(steps: readonly number[]): number[] {
  const every = Math.ceil(steps.length / MAX_STEPS);
  return steps.filter((_, i) => (steps.length - 1 - i) % every === 0);
}

/** Share in [0, 1] of all news of this kind in the window that has come by this age. */
export function arrivedBy({ times_ms, arrived, window_ms }: DelayCurve, age_ms: number): number {
  if (age_ms >= window_ms) return 1;
  if (times_ms.length === 0) return age_ms / window_ms;
  let low = 0;
  let high = times_ms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times_ms[middle] <= age_ms) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : arrived[low - 1];
}
