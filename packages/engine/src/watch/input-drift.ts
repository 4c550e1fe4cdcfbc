/**
 * Did inputs move? Four comparisons of this week's questions with those of the weeks before. They inform, and act on
 * nothing: a move harms nobody as long as answers stay right (`harm-watch.ts` watches that).
 *
 * Each statistic is shown against its own null: the same questions, dealt anew into two heaps of the same sizes, 500
 * times. `value` is how many standard deviations of that null it lies above its mean, `p` the share of deals at least as
 * far (with one added to both, so exact). So nothing depends on rules of thumb for raw values, which mislead below some
 * 500 questions. All four share one deal, and one is called moved at p <= .01 / 4: a false word in about two years of weeks.
 * The four: PSI over topics; share of words that the other weeks never had; squared distance of mean embeddings in 128
 * random Fourier features (MMD, Gaussian kernel, median width); share of novel questions.
 *
 * Novel questions are also watched one by one, by an e-CUSUM against the upper 99 % bound of their share before: it sees
 * them come within a day or two, and at a year's questions of evidence they have moved, too.
 *
 * Cost: O(deals · (words + 128 · questions)), about a second for 400 against 1,200. Limits: fewer than `LEAST` questions
 * on either side are not compared; weekly seasons within the reference even out, yearly ones are told as a move.
 * Source: Gretton et al. 2012, JMLR 13:723; Rahimi & Recht 2007; Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
 *
 * @example
 * inputDrift({ reference: [], recent: [], seed: 'week' })[0].p; // => null : too little to tell
 */
import { cusumEvidence, observeAnswer, startCusum } from '../math/e-cusum.ts';
import { clopperPearsonUpper, SeededRandom } from '../math/index.ts';
import { fourierFeatures } from './fourier-features.ts';

export interface SeenQuestion {
  readonly topic_id: string | null;
  readonly is_novel: boolean;
  readonly words: readonly string[];
  /** Null where nothing encoded it. */
  readonly vector: Float32Array | null;
}

export type InputName = 'topic-mix' | 'novelty' | 'vocabulary' | 'meaning';

export interface InputMove {
  readonly name: InputName;
  /** In standard deviations of its null; 0 where too little came to tell. */
  readonly value: number;
  /** Null where too little came to tell. */
  readonly p: number | null;
  readonly moved: boolean;
  /** The statistic itself: PSI, shares, squared distance. */
  readonly raw: number;
}

const LEAST = 30;
const DEALS = 500;
const MOVED_AT = 0.01 / 4;
const PAST_DELTA = 0.01;
const HIGHEST_USUAL = 0.45;
const DAYS_A_WEEK = 7;
const DAYS_A_YEAR = 365;

/** True: belongs to the recent heap. */
type Deal = Uint8Array;
type Statistic = (recent: Deal) => number;

export function inputDrift(given: {
  readonly reference: readonly SeenQuestion[];
  readonly recent: readonly SeenQuestion[];
  readonly seed: string;
}): InputMove[] {
  const { reference, recent, seed } = given;
  const all = [...recent, ...reference];
  const encoded = all.filter(({ vector }) => vector !== null).length;
  const statistics: readonly (readonly [InputName, Statistic | null])[] = [
    ['topic-mix', topicMix(all)],
    ['novelty', noveltyRate(all)],
    ['vocabulary', vocabulary(all)],
    ['meaning', encoded < all.length ? null : meaning(all, seed)],
  ];
  const isEnough = Math.min(recent.length, reference.length) >= LEAST;
  const real = Uint8Array.from(all, (_, i) => (i < recent.length ? 1 : 0));
  const random = new SeededRandom(`deals/${seed}`);
  const dealtAnew = (): Deal => Uint8Array.from(random.shuffle([...real]));
  const deals = isEnough ? Array.from({ length: DEALS }, dealtAnew) : [];
  return statistics.map(([name, statistic]) => {
    if (statistic === null || !isEnough) return { name, value: 0, p: null, moved: false, raw: 0 };
    const seen = compared(statistic(real), deals.map(statistic));
    return { name, ...seen, moved: seen.moved || (name === 'novelty' && noveltyComes(reference, recent)) };
  });
}

/** `recent` in the order in which they came. */
function noveltyComes(reference: readonly SeenQuestion[], recent: readonly SeenQuestion[]): boolean {
  const novel = reference.filter(({ is_novel }) => is_novel).length;
  const usual = clopperPearsonUpper(novel, reference.length, PAST_DELTA);
  if (usual >= HIGHEST_USUAL) return false;
  const level = (recent.length / DAYS_A_WEEK) * DAYS_A_YEAR;
  let state = startCusum(usual);
  return recent.some(({ is_novel }) => {
    state = observeAnswer(state, is_novel);
    return cusumEvidence(state) >= level;
  });
}

function compared(raw: number, nulls: readonly number[]): Omit<InputMove, 'name'> {
  const mean = nulls.reduce((sum, each) => sum + each, 0) / nulls.length;
  const variance = nulls.reduce((sum, each) => sum + (each - mean) ** 2, 0) / nulls.length;
  // A little less than itself, lest rounding tells equals apart.
  const atLeast = nulls.filter((each) => each >= raw - 1e-12 * Math.abs(raw)).length;
  const p = (1 + atLeast) / (1 + nulls.length);
  return { raw, value: variance > 0 ? (raw - mean) / Math.sqrt(variance) : 0, p, moved: p <= MOVED_AT };
}

/** Population stability index, with half a question added to each topic. */
export function populationStability(recent: readonly number[], reference: readonly number[]): number {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count + 0.5, 0);
  const [a, b] = [total(recent), total(reference)];
  return recent.reduce((sum, count, i) => {
    const [now, before] = [(count + 0.5) / a, (reference[i] + 0.5) / b];
    return sum + (now - before) * Math.log(now / before);
  }, 0);
}

function topicMix(all: readonly SeenQuestion[]): Statistic {
  const numbers = numbered(all.map(({ topic_id }) => topic_id ?? ''));
  const topics = new Set(numbers).size;
  return (recent) => {
    const counts = [0, 1].map(() => Array.from({ length: topics }, () => 0));
    for (const [i, topic] of numbers.entries()) counts[recent[i]][topic] += 1;
    return populationStability(counts[1], counts[0]);
  };
}

/** More novel questions than before; fewer are good news. */
function noveltyRate(all: readonly SeenQuestion[]): Statistic {
  const novel = all.map(({ is_novel }) => (is_novel ? 1 : 0));
  return (recent) => novel.reduce<number>((sum, each, i) => sum + each * recent[i], 0) / count(recent);
}

/** Share of the recent heap's words that stand nowhere in the other one. */
function vocabulary(all: readonly SeenQuestion[]): Statistic {
  const flat = numbered(all.flatMap(({ words }) => words));
  const size = new Set(flat).size;
  let from = 0;
  const questions = all.map(({ words }) => flat.slice(from, (from += words.length)));
  return (recent) => {
    const known = new Uint8Array(size);
    for (const [i, words] of questions.entries())
      if (recent[i] === 0) for (const word of words) known[word] = 1;
    let [unseen, said] = [0, 0];
    for (const [i, words] of questions.entries()) {
      if (recent[i] === 0) continue;
      said += words.length;
      for (const word of words) unseen += 1 - known[word];
    }
    return said === 0 ? 0 : unseen / said;
  };
}

function meaning(all: readonly SeenQuestion[], seed: string): Statistic {
  const features = fourierFeatures(
    all.flatMap(({ vector }) => (vector === null ? [] : [vector])),
    new SeededRandom(`features/${seed}`),
  );
  const sum = sumOf(features, () => 1);
  return (recent) => {
    const own = sumOf(features, (i) => recent[i]);
    const [n, m] = [count(recent), recent.length - count(recent)];
    return own.reduce((square, each, d) => square + (each / n - (sum[d] - each) / m) ** 2, 0);
  };
}

function sumOf(features: readonly Float64Array[], weight: (i: number) => number): Float64Array {
  const sum = new Float64Array(features[0]?.length ?? 0);
  for (const [i, feature] of features.entries()) {
    if (weight(i) === 0) continue;
    for (let d = 0; d < sum.length; d++) sum[d] += feature[d];
  }
  return sum;
}

const count = (recent: Deal) => recent.reduce((sum, each) => sum + each, 0);

/** Equal strings get equal numbers, from 0. */
function numbered(names: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return names.map((name) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  });
}
