/**
 * How late bad news comes: the share of all bad conduct that has shown itself by an age.
 *
 * Kaplan–Meier over all answers, each followed to its first bad conduct or to its age, so that young answers count
 * for as long as they were watched and no longer; then scaled to the bad conduct of the whole window. Where nobody
 * was watched to the end, what is missing is taken to come evenly over the rest; without bad conduct all of it is.
 * Cost: O(n log n) to fit, O(log n) to read. Source: Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452.
 *
 * @example
 * const curve = fitDelays([{ watched_ms: 1, bad: true }, { watched_ms: 4, bad: false }], 4);
 * arrivedBy(curve, 2); // => 1
 */
export interface Watched {
  /** Until the first bad conduct, or until now. */
  readonly watched_ms: number;
  readonly bad: boolean;
}

export interface DelayCurve {
  /** Ascending; `arrived[i]` is the share that came until `times_ms[i]`. */
  readonly times_ms: readonly number[];
  readonly arrived: readonly number[];
  readonly window_ms: number;
}

export function fitDelays(answers: readonly Watched[], window_ms: number): DelayCurve {
  const bad = Float64Array.from(answers.filter((each) => each.bad).map((each) => each.watched_ms)).toSorted();
  const all = Float64Array.from(answers.map((each) => each.watched_ms)).toSorted();
  const times_ms: number[] = [];
  const survival: number[] = [];
  let alive = 1;
  let before = 0;
  for (let at = 0; at < bad.length; ) {
    const time = bad[at];
    const first = at;
    while (bad[at] === time) at += 1;
    while (all[before] < time) before += 1;
    alive *= 1 - (at - first) / (all.length - before);
    times_ms.push(time);
    survival.push(alive);
  }
  const watched = Math.min(window_ms, all.at(-1) ?? 0);
  const scale = bad.length === 0 ? 0 : watched / window_ms / (1 - alive);
  return { times_ms, arrived: survival.map((left) => (1 - left) * scale), window_ms };
}

/** Share in [0, 1] of all bad conduct of the window that has come by this age. */
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
