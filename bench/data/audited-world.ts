/**
 * Answers given alone in one generated world, what customers did afterwards, and the audits of some: with the truth.
 *
 * Each world has its own size, its own share of wrong answers, its own rate of audits and its own share of wrong answers
 * that look resolved. The confidence is issued by a model that is right in the order, and off by a shift in log-odds.
 * Half of the worlds audit unsure answers twice as often: the propensity is known for each. Pure and seeded.
 */
import { type SeenOutcome, SeededRandom, type ShadowLabel, type ShownAnswer } from '@understudy/engine';
import { simulateOutcomes } from '../../packages/engine/src/evaluate/simulate-outcomes.ts';
import { WINDOW_MS } from '../../packages/engine/src/outcomes/index.ts';

export interface AuditedWorld {
  readonly shown: readonly ShownAnswer[];
  readonly outcomes: readonly SeenOutcome[];
  readonly verdicts: readonly ShadowLabel[];
  readonly now_ms: number;
  /** Probability that an answer of this world is wrong; and the share of these answers that were. */
  readonly true_risk: number;
  readonly share_wrong: number;
  /** Answers after which nobody complained, and of those that came back. */
  readonly looks_wrong: number;
}

export const AUDITED_WORLDS = {
  answers: [600, 3_000],
  risk: [0.02, 0.12],
  audit_rate: [0.1, 0.3],
  hidden: [0.3, 0.8],
} as const;
const MINUTE_MS = 60_000;
const UNSURE = 0.9;

export function auditedWorld(seed: string): AuditedWorld {
  const random = new SeededRandom(`audited/${seed}`);
  const between = ([low, high]: readonly [number, number]) => low + random.next() * (high - low);
  const count = Math.round(between(AUDITED_WORLDS.answers));
  const risk = between(AUDITED_WORLDS.risk);
  const rate = between(AUDITED_WORLDS.audit_rate);
  const hidden = between(AUDITED_WORLDS.hidden);
  const shift = random.normal() / 2;
  const isUneven = random.next() < 0.5;
  /** Log-odds of being wrong are spread around it, which makes the mean higher than its own. */
  const middle = Math.log(risk / (1 - risk)) - 0.4;
  const shown: ShownAnswer[] = [];
  const outcomes: SeenOutcome[] = [];
  const verdicts: ShadowLabel[] = [];
  let [wrong, looks_wrong] = [0, 0];
  for (let index = 0; index < count; index++) {
    const odds = middle + random.normal();
    const correct = random.next() >= 1 / (1 + Math.exp(-odds));
    const confidence = 1 / (1 + Math.exp(odds + shift));
    const propensity = Math.min(1, isUneven && confidence < UNSURE ? 2 * rate : rate);
    const audited = random.next() < propensity;
    const answer = { decision_id: `d${index}`, correct, at_ms: index * MINUTE_MS };
    const seen = simulateOutcomes(answer, { seed, hidden });
    wrong += correct ? 0 : 1;
    looks_wrong += seen.some(({ signal }) => signal !== 'confirmed') ? 1 : 0;
    outcomes.push(...seen);
    shown.push(shownAnswer(answer, { confidence, propensity, audited }));
    if (audited) verdicts.push(verdictOn(answer, { confidence, propensity }));
  }
  const now_ms = count * MINUTE_MS + WINDOW_MS;
  const true_risk = meanRisk(middle);
  return { shown, outcomes, verdicts, now_ms, true_risk, share_wrong: wrong / count, looks_wrong };
}

/** Mean of 1 / (1 + e^-x) over x ~ Normal(middle, 1), by the trapezoid rule. */
function meanRisk(middle: number): number {
  const [reach, step] = [8, 0.01];
  let sum = 0;
  for (let x = -reach; x <= reach; x += step)
    sum += (step * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI) / (1 + Math.exp(-middle - x));
  return sum;
}

interface Given {
  readonly decision_id: string;
  readonly correct: boolean;
  readonly at_ms: number;
}

function shownAnswer(
  { decision_id, at_ms }: Given,
  own: Pick<ShownAnswer, 'confidence' | 'propensity' | 'audited'>,
): ShownAnswer {
  return { decision_id, resolution_id: 'r', stakes: 'read-only', action: 'answer', at_ms, ...own };
}

function verdictOn(
  { decision_id, correct, at_ms }: Given,
  { confidence, propensity }: Pick<ShadowLabel, 'confidence' | 'propensity'>,
): ShadowLabel {
  return {
    decision_id,
    question_id: decision_id,
    resolution_id: 'r',
    stakes: 'read-only',
    evidence: null,
    confidence,
    confidence_features: [],
    correct,
    propensity,
    least_propensity: propensity,
    at_ms,
  };
}
