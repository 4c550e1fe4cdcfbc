/**
 * Live evidence of one cell: what the labels say at each of 92 fixed thresholds, at any moment.
 *
 * A label counts at every threshold that its issued confidence reaches. While nothing goes out alone, everything is
 * labelled: counts, and the closed-form mixture on them. Once answers go out alone, labels weigh least / own
 * propensity: bets. Both are factors of one e-process, since each label moves only one of them and neither wins on
 * average while the risk is at or above alpha. So a threshold that ever reached 1 / level is wrong with a probability
 * of at most `level`, however often one looks. What was certified stays so until the cell begins anew; that a desk
 * has become worse since is the business of `watch.ts`.
 *
 * Old bad labels must not drag for ever: the evidence is a mixture over beginnings. The first gets .7 of the weight,
 * further ones are made after 500, 1,000, 2,000, ... labels and share the rest; one that has not begun counts as 1.
 * A weighted mean of e-processes is one.
 *
 * Thresholds, starts of the walk and weights are fixed before any label. Cost of a label: O(beginnings), of a walk
 * O(92 x beginnings) sums and a few closed forms. Plain data: 92 x 5 numbers a beginning, `MAX_BEGINNINGS` of
 * them. Source: Waudby-Smith & Ramdas 2024; Shin, Ramdas & Rinaldo 2024 (mixtures over beginnings).
 *
 * @example
 * const evidence = startEvidence();
 * for (let i = 0; i < 100; i++) addLabel(evidence, { score: 0.99, wrong: false, weight: 1, audited: false, all: true }, 0.05);
 * THRESHOLDS[certifiedIndex(evidence, { alpha: 0.05, delta: 0.1 })]; // => 0.98... : all of them reach it
 */
import type { ShadowLabel } from '../domain.ts';
import { lnBets, lnMeanExp, lnSumExp, STAKES } from './bets.ts';
import { logEvidence } from './e-process.ts';
import { leastPassing } from './p-values.ts';
import { walkDown } from './walk-down.ts';

/** From .999 down to .1, evenly in log-odds. */
export const THRESHOLDS: readonly number[] = Array.from(
  { length: 92 },
  (_, index) => 1 / (1 + Math.exp(-(6.9 - 0.1 * index))),
);

/** Walks start where a calibrated confidence allows for this many times alpha. */
const START_MULTIPLES = [0.4, 1, 2] as const;
const FIRST_WEIGHT = 0.7;
const FIRST_RENEWAL = 500;
const MAX_BEGINNINGS = 12;

/** Sums by threshold: index i holds labels that reach `THRESHOLDS[i]` and not the one above; the last holds the rest. */
type Bins = number[];

interface Beginning {
  readonly right: Bins;
  readonly wrong: Bins;
  /** ln of what each stake made of its bets. */
  readonly bets: readonly Bins[];
}

export interface CellEvidence {
  readonly beginnings: Beginning[];
  labels: number;
  /** ln of the most evidence that was ever seen at a threshold. */
  readonly most: number[];
  readonly seen: {
    readonly labelled: Bins;
    readonly wrong: Bins;
    readonly audited: Bins;
    readonly mass: Bins;
  };
}

export interface CellLabel {
  /** Confidence as issued. */
  readonly score: number;
  readonly wrong: boolean;
  /** Least propensity of the time / own propensity, in (0, 1]. */
  readonly weight: number;
  /** It went out alone and was drawn for an audit. */
  readonly audited: boolean;
  /** At that time nothing went out alone: everything was labelled. */
  readonly all: boolean;
}

export interface Promised {
  readonly alpha: number;
  readonly delta: number;
}

const emptyBins = (): Bins => Array.from({ length: THRESHOLDS.length + 1 }, () => 0);
const startBeginning = (): Beginning => ({
  right: emptyBins(),
  wrong: emptyBins(),
  bets: STAKES.map(emptyBins),
});

export function startEvidence(): CellEvidence {
  return {
    beginnings: [startBeginning()],
    labels: 0,
    most: THRESHOLDS.map(() => 0),
    seen: { labelled: emptyBins(), wrong: emptyBins(), audited: emptyBins(), mass: emptyBins() },
  };
}

/** A label of the ledger; the score is the confidence as issued. */
export function cellLabel(label: ShadowLabel): CellLabel {
  const { confidence, correct, propensity, least_propensity } = label;
  return {
    score: confidence,
    wrong: !correct,
    weight: least_propensity / propensity,
    audited: propensity < 1,
    all: least_propensity === 1,
  };
}

/** Changes `evidence`. */
export function addLabel(evidence: CellEvidence, label: CellLabel, alpha: number): void {
  const { beginnings, seen } = evidence;
  if (
    evidence.labels === FIRST_RENEWAL * 2 ** (beginnings.length - 1) &&
    beginnings.length < MAX_BEGINNINGS
  ) {
    beginnings.push(startBeginning());
  }
  evidence.labels += 1;
  const bin = binOf(label.score);
  const bets = label.all ? [] : lnBets(label, alpha);
  for (const beginning of beginnings) {
    if (label.all) beginning[label.wrong ? 'wrong' : 'right'][bin] += 1;
    bets.forEach((bet, stake) => (beginning.bets[stake][bin] += bet));
  }
  seen.labelled[bin] += 1;
  seen.mass[bin] += label.weight;
  if (label.wrong) seen.wrong[bin] += 1;
  if (label.audited) seen.audited[bin] += 1;
}

/** What is certified in a cell; `threshold` is null where nothing is. */
export interface CertifiedThreshold {
  readonly threshold: number | null;
  /** Labels at or above the threshold, or above the start that came nearest. */
  readonly labelled: number;
  readonly wrong: number;
  readonly audited: number;
  /** Share of all answers whose confidence reaches the threshold; 0 without one. */
  readonly coverage: number;
  /** Further labels, all right and above the start that came nearest, that would certify it; 0 with a threshold. */
  readonly needed: number;
}

/**
 * Index of the lowest threshold that is certified, or -1. One below every score seen so far would be certified by the
 * same labels; it stays at the last one that labels speak of. Writes down the most evidence seen, in `evidence.most`.
 */
export function certifiedIndex(evidence: CellEvidence, { alpha, delta }: Promised): number {
  const sums = evidence.beginnings.map(sumsFromAbove);
  const starts = startsOf(alpha);
  const passes = (index: number, carried: number) => {
    const wanted = -Math.log(carried);
    if (evidence.most[index] < wanted) {
      evidence.most[index] = Math.max(evidence.most[index], lnEvidenceAt({ sums, index, alpha, more: 0 }));
    }
    return evidence.most[index] >= wanted;
  };
  const level = (index: number) => levelAt(starts, index, delta);
  let lowest = walkDown({ points: THRESHOLDS.length, level, passes });
  while (lowest >= 0 && evidence.seen.labelled[lowest] === 0) lowest -= 1;
  return lowest;
}

/** The figures of a certificate at that index; with -1, those of the start that came nearest. O(log) closed forms. */
export function describeIndex(evidence: CellEvidence, index: number, promised: Promised): CertifiedThreshold {
  if (index >= 0) return { threshold: THRESHOLDS[index], ...countsAt(evidence, index), needed: 0 };
  const { alpha, delta } = promised;
  const sums = evidence.beginnings.map(sumsFromAbove);
  const starts = startsOf(alpha);
  const [nearest] = starts
    .map((start) => ({
      start,
      needed: rightNeeded({ sums, start, alpha, level: levelAt(starts, start, delta) }),
    }))
    .toSorted((left, right) => left.needed - right.needed);
  return { threshold: null, ...countsAt(evidence, nearest.start), coverage: 0, needed: nearest.needed };
}

/** Part of delta that starts here. */
function levelAt(starts: readonly number[], index: number, delta: number): number {
  return (delta * starts.filter((start) => start === index).length) / starts.length;
}

/** Index of the highest threshold that the score reaches; `THRESHOLDS.length` where it reaches none. */
function binOf(score: number): number {
  let [above, reached] = [-1, THRESHOLDS.length];
  while (reached - above > 1) {
    const middle = (above + reached) >> 1;
    if (score >= THRESHOLDS[middle]) reached = middle;
    else above = middle;
  }
  return reached;
}

function startsOf(alpha: number): number[] {
  return START_MULTIPLES.map((multiple) => Math.min(THRESHOLDS.length - 1, binOf(1 - multiple * alpha)));
}

/** For each threshold, what lies at or above it. */
function sumsFromAbove({ right, wrong, bets }: Beginning): Beginning {
  return { right: cumulated(right), wrong: cumulated(wrong), bets: bets.map(cumulated) };
}

function cumulated(bins: Bins): Bins {
  let sum = 0;
  return bins.map((value) => (sum += value));
}

interface EvidenceQuery {
  readonly sums: readonly Beginning[];
  readonly index: number;
  readonly alpha: number;
  /** As if so many right labels came, at a time in which everything is labelled. */
  readonly more: number;
}

/** ln of the mixture over beginnings. */
function lnEvidenceAt({ sums, index, alpha, more }: EvidenceQuery): number {
  let left = 1;
  const terms = sums.map(({ right, wrong, bets }, beginning) => {
    const weight = weightOf(beginning);
    left -= weight;
    const counts = { labelled: right[index] + wrong[index] + more, wrong: wrong[index] };
    return Math.log(weight) + logEvidence(counts, alpha) + lnMeanExp(bets.map((bin) => bin[index]));
  });
  return lnSumExp([...terms, Math.log(left)]);
}

/** .7 for the first; .3 / (k (k + 1)) for the k-th after it: all that may ever come share 1. */
function weightOf(beginning: number): number {
  return beginning === 0 ? FIRST_WEIGHT : (1 - FIRST_WEIGHT) / (beginning * (beginning + 1));
}

function rightNeeded(given: {
  sums: readonly Beginning[];
  start: number;
  alpha: number;
  level: number;
}): number {
  const { sums, start: index, alpha, level } = given;
  return leastPassing((more) => lnEvidenceAt({ sums, index, alpha, more }) >= -Math.log(level));
}

function countsAt({ seen }: CellEvidence, index: number): Omit<CertifiedThreshold, 'threshold' | 'needed'> {
  const upTo = (bins: Bins) => bins.slice(0, index + 1).reduce((sum, value) => sum + value, 0);
  const total = seen.mass.reduce((sum, value) => sum + value, 0);
  return {
    labelled: upTo(seen.labelled),
    wrong: upTo(seen.wrong),
    audited: upTo(seen.audited),
    coverage: total > 0 ? upTo(seen.mass) / total : 0,
  };
}
