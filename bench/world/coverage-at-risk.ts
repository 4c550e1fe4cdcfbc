/**
 * How much could be answered alone at the same risk: the most confident answers of several arms, cut where the share of
 * wrong ones reaches a level. Found with hindsight, so it compares arms and promises nothing.
 */
import { riskCoverageCurve } from '@understudy/engine';

export type Judged = readonly { readonly confidence: number; readonly correct: boolean }[];

/** One level of risk, and for each arm the largest share of tickets with no more of it; 0 where there is none. */
export type CoverageAtRisk = Readonly<Record<string, number>> & { readonly risk: number };

const LEVELS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1];
/** Fine enough that a cut is never off by more than this share of the tickets. */
const POINTS = 1_000;

export function coverageAtRisk(arms: Readonly<Record<string, Judged>>): readonly CoverageAtRisk[] {
  const curves = Object.entries(arms).map(([arm, answers]) => {
    return { arm, points: riskCoverageCurve(answers, POINTS) };
  });
  return LEVELS.map((level) => ({
    risk: level,
    ...Object.fromEntries(
      curves.map(({ arm, points }) => [arm, points.findLast(({ risk }) => risk <= level)?.coverage ?? 0]),
    ),
  }));
}
