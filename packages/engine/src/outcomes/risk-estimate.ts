/**
 * The true share of wrong answers, from a few audits and a guess about all answers.
 *
 * The guess f = P(wrong | what was seen) is made for every answer; audits say how far it is off:
 * risk = λ · mean(f) + mean over audits of (wrong − λ f), audits weighing 1 / propensity. A guess that knows nothing
 * about right and wrong gets λ near 0, which is the classical estimate from audits alone; so does any guess as
 * long as fewer than 50 were audited. The variance is that of the estimate's influence function, so it is right too
 * where nearly everything was audited.
 *
 * The interval is Clopper–Pearson's on the number of plain audits that would have the same variance: a normal
 * approximation breaks where few are wrong. Everything else in the house that certifies uses audits alone.
 * Cost: O(n). Source: Angelopoulos et al. 2023, "Prediction-powered inference", doi:10.1126/science.adi6000, with
 * the power tuning of arXiv:2311.01453; weights after Robins, Rotnitzky & Zhao 1994; the interval is the modified Jeffreys
 * one of Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286.
 *
 * @example
 * estimateRisk([{ guess: 0.1, wrong: false, propensity: 0.2 }]).audited; // => 1
 */
import { betaQuantile } from '../math/index.ts';

export interface RiskItem {
  /** P(wrong | what was seen), in [0, 1]. */
  readonly guess: number;
  /** The audit's verdict; null where nobody checked. */
  readonly wrong: boolean | null;
  /** Probability with which this one was going to be audited, above 0. */
  readonly propensity: number;
}

export interface RiskEstimate {
  readonly answers: number;
  readonly audited: number;
  /** Estimated share of wrong answers; null without an audit. */
  readonly risk: number | null;
  /** Standard error; null without an audit. */
  readonly error: number | null;
  /** Interval at the level asked for, in [0, 1]. */
  readonly low: number;
  readonly high: number;
  /** How far the guess is trusted, in [0, 1]: 0 is audits alone. */
  readonly lambda: number;
  /** Plain audits that would know as much. */
  readonly effective_audits: number;
}

export const RISK_LEVEL = 0.9;
/** The guess counts from this many audits on: half at twice as many, more and more after that. */
const FIRST_TRUST = 50;

/** `level`: coverage of the interval; `lambda`: given, or tuned where it is left out. */
export function estimateRisk(
  items: readonly RiskItem[],
  options: { readonly level?: number; readonly lambda?: number } = {},
): RiskEstimate {
  const audits = items.filter((item) => item.wrong !== null);
  const answers = items.length;
  const none = {
    answers,
    audited: 0,
    risk: null,
    error: null,
    low: 0,
    high: 1,
    lambda: 0,
    effective_audits: 0,
  };
  if (audits.length === 0) return none;
  const parts = influences(items, audits);
  const lambda = options.lambda ?? trust(audits.length) * bestLambda(parts);
  const risk = Math.min(1, Math.max(0, parts.wrong + lambda * (parts.guess - parts.auditedGuess)));
  const variance =
    parts.own.reduce((sum, own, i) => sum + (own + lambda * parts.ofGuess[i]) ** 2, 0) / answers ** 2;
  const effective_audits = effectiveAudits({ risk, variance, kish: parts.kish, answers });
  const interval = jeffreysInterval(risk, effective_audits, options.level ?? RISK_LEVEL);
  return {
    answers,
    audited: audits.length,
    risk,
    error: Math.sqrt(variance),
    lambda,
    effective_audits,
    ...interval,
  };
}

interface Influences {
  /** Weighted share of wrong ones among the audited. */
  readonly wrong: number;
  /** Mean guess of all, and weighted of the audited. */
  readonly guess: number;
  readonly auditedGuess: number;
  /** What each answer adds to n · (estimate − truth), apart from λ and times λ. */
  readonly own: Float64Array;
  readonly ofGuess: Float64Array;
  /** (Σw)² / Σw² of the audits. */
  readonly kish: number;
}

function influences(items: readonly RiskItem[], audits: readonly RiskItem[]): Influences {
  let [mass, squares, wrongMass, guessMass] = [0, 0, 0, 0];
  for (const { guess, wrong, propensity } of audits) {
    mass += 1 / propensity;
    squares += 1 / propensity ** 2;
    wrongMass += wrong === true ? 1 / propensity : 0;
    guessMass += guess / propensity;
  }
  const [wrongShare, auditedGuess] = [wrongMass / mass, guessMass / mass];
  const guessShare = items.reduce((sum, { guess }) => sum + guess, 0) / items.length;
  const own = new Float64Array(items.length);
  const ofGuess = new Float64Array(items.length);
  for (const [i, { guess, wrong, propensity }] of items.entries()) {
    const weight = wrong === null ? 0 : items.length / mass / propensity;
    own[i] = weight === 0 ? 0 : weight * (Number(wrong) - wrongShare);
    ofGuess[i] = guess - guessShare - weight * (guess - auditedGuess);
  }
  return { wrong: wrongShare, guess: guessShare, auditedGuess, own, ofGuess, kish: mass ** 2 / squares };
}

/** The λ of least variance, kept in [0, 1]. */
function bestLambda({ own, ofGuess }: Influences): number {
  let [covariance, variance] = [0, 0];
  for (const [i, each] of ofGuess.entries()) {
    covariance += own[i] * each;
    variance += each * each;
  }
  return variance > 0 ? Math.min(1, Math.max(0, -covariance / variance)) : 0;
}

function trust(audited: number): number {
  return Math.max(0, 1 - FIRST_TRUST / audited);
}

/** Never more than there are answers. Where no audit was wrong there is no variance to tell: their own number. */
function effectiveAudits(given: { risk: number; variance: number; kish: number; answers: number }): number {
  const { risk, variance, kish, answers } = given;
  const known = variance > 0 && risk > 0 && risk < 1 ? (risk * (1 - risk)) / variance : kish;
  return Math.min(answers, known);
}

/** Modified Jeffreys: of a Beta(wrong + 1/2, right + 1/2), with exact ends where there is nearly nothing on one side. */
function jeffreysInterval(risk: number, audits: number, level: number): { low: number; high: number } {
  const tail = (1 - level) / 2;
  const [wrong, right] = [risk * audits, (1 - risk) * audits];
  return { low: lowerEnd(wrong, right, tail), high: 1 - lowerEnd(right, wrong, tail) };
}

/** Of the share of the first kind. */
function lowerEnd(own: number, other: number, tail: number): number {
  if (own === 0) return 0;
  const isEdge = own <= 1 || other === 0;
  return isEdge ? betaQuantile(tail, own, other + 1) : betaQuantile(tail, own + 0.5, other + 0.5);
}
