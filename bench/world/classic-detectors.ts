/**
 * Drift detectors as they are mostly used, on the same stream of errors: what ours are measured against.
 *
 * Each with the settings that its paper or the usual library takes. None bounds its false alarms over time.
 */

/** Number of the observation that raised the first alarm at or after `from`, or null; it begins anew after each. */
export type Detector = (errors: readonly boolean[], from: number) => number | null;

type Watch = (error: number) => boolean;
const detector =
  (start: () => Watch): Detector =>
  (errors, from) => {
    let watch = start();
    for (const [i, error] of errors.entries()) {
      if (!watch(error ? 1 : 0)) continue;
      if (i >= from) return i;
      watch = start();
    }
    return null;
  };

const LEAST = 30;

/** Gama et al. 2004: p + s at least three s above the least so far. */
const driftDetectionMethod = detector(() => {
  let [n, p, least, spread] = [0, 0, Number.POSITIVE_INFINITY, 0];
  return (error) => {
    n += 1;
    p += (error - p) / n;
    const s = Math.sqrt((p * (1 - p)) / n);
    if (n < LEAST) return false;
    if (p + s < least + spread) [least, spread] = [p, s];
    return p + s > least + 3 * spread;
  };
});

const PAGE_HINKLEY = { delta: 0.005, lambda: 50 };

/** Page 1954, Hinkley 1971: the sum of what lies above the mean, over its least. */
const pageHinkley = detector(() => {
  let [n, mean, sum, least] = [0, 0, 0, 0];
  return (error) => {
    n += 1;
    mean += (error - mean) / n;
    sum += error - mean - PAGE_HINKLEY.delta;
    least = Math.min(least, sum);
    return n >= LEAST && sum - least > PAGE_HINKLEY.lambda;
  };
});

const ADWIN = { delta: 0.002, every: 8, least_part: 5 };

/** Bifet & Gavaldà 2007, every cut of the window instead of its exponential histogram. An alarm only when it got worse. */
const adwin = detector(() => {
  let window: number[] = [];
  let n = 0;
  return (error) => {
    window.push(error);
    n += 1;
    if (n % ADWIN.every > 0) return false;
    const cut = worseCut(window);
    if (cut === null) return false;
    window = window.slice(cut.at);
    return cut.worse;
  };
});

function worseCut(window: readonly number[]): { readonly at: number; readonly worse: boolean } | null {
  const n = window.length;
  const total = window.reduce((sum, each) => sum + each, 0);
  const variance = (total / n) * (1 - total / n);
  const confidence = Math.log((2 * Math.log(n)) / ADWIN.delta);
  let before = 0;
  for (let at = 1; at < n; at++) {
    before += window[at - 1];
    if (at < ADWIN.least_part || n - at < ADWIN.least_part) continue;
    const m = 1 / (1 / at + 1 / (n - at));
    const epsilon = Math.sqrt((2 / m) * variance * confidence) + (2 / (3 * m)) * confidence;
    const difference = (total - before) / (n - at) - before / at;
    if (Math.abs(difference) > epsilon) return { at, worse: difference > 0 };
  }
  return null;
}

export const CLASSIC_DETECTORS: Readonly<Record<string, Detector>> = {
  ddm: driftDetectionMethod,
  page_hinkley: pageHinkley,
  adwin,
};
