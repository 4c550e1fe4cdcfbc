/**
 * One deployment on a simulated desk: every night the policy is asked for the threshold of the next day.
 *
 * Until a threshold is in force every ticket is labelled; afterwards those above it only where an audit was drawn,
 * and all others still.
 */
import type { LiveLabel } from '../../packages/engine/src/certify/index.ts';
import {
  coverageAt,
  type SimulatedTicket,
  simulatedTickets,
  trueRisk,
  type World,
} from './simulated-desk.ts';

const DAY_MS = 86_400_000;

/** How a threshold comes about. */
export interface ThresholdPolicy {
  /** Labels come in the order of the ledger. */
  learn(label: LiveLabel, seq: number): void;
  /** Confidence from which on answers go out alone until the next night; null for none. */
  threshold(): number | null;
}

export interface Deployment {
  readonly world: World;
  readonly nights: number;
  readonly per_night: number;
  readonly audit_rate: number;
  readonly alpha: number;
  readonly seed: string;
}

export interface DeploymentOutcome {
  /** Was a threshold ever in force whose true risk was above alpha? */
  readonly broken: boolean;
  readonly broken_at_first_unlock: boolean;
  /** Nights on which a threshold that was in force was taken back. */
  readonly locked_nights: readonly number[];
  /** Share of tickets above the threshold, by night (index 0: the first). */
  readonly coverage: readonly number[];
  /** Answers that went out alone, and how many of them were wrong. */
  readonly alone: number;
  readonly wrong: number;
}

export function deploy(policy: ThresholdPolicy, deployment: Deployment): DeploymentOutcome {
  const { world, audit_rate, alpha } = deployment;
  const [early, late] = [trueRisk(world, 1), trueRisk(world, deployment.nights)];
  const out = { broken: false, broken_at_first_unlock: false, alone: 0, wrong: 0 };
  const [coverage, locked_nights]: number[][] = [[], []];
  let threshold: number | null = null;
  let unlocked = false;
  let night = 0;
  let seq = 0;
  for (const tickets of simulatedTickets(deployment)) {
    night += 1;
    const least = threshold === null ? 1 : audit_rate;
    for (const ticket of tickets) {
      const alone: boolean = threshold !== null && ticket.confidence >= threshold;
      if (alone) out.alone += 1;
      if (alone && ticket.wrong) out.wrong += 1;
      if (alone && ticket.draw >= audit_rate) continue;
      seq += 1;
      policy.learn(labelOf(ticket, { seq, night, alone, propensity: alone ? audit_rate : 1, least }), seq);
    }
    const next = policy.threshold();
    if (next === null && threshold !== null) locked_nights.push(night);
    if (next !== null) {
      const changed = world.changes_at !== null && night >= world.changes_at;
      const bad = (changed ? late : early)(next) > alpha;
      out.broken ||= bad;
      if (!unlocked) out.broken_at_first_unlock = bad;
      unlocked = true;
    }
    threshold = next;
    coverage.push(threshold === null ? 0 : coverageAt(threshold));
  }
  return { ...out, coverage, locked_nights };
}

function labelOf(
  { confidence, wrong }: SimulatedTicket,
  given: { seq: number; night: number; alone: boolean; propensity: number; least: number },
): LiveLabel {
  const { seq, night, alone, propensity, least } = given;
  return {
    decision_id: `d${seq}`,
    question_id: `q${seq}`,
    resolution_id: null,
    confidence,
    stakes: 'read-only',
    evidence: null,
    confidence_features: [],
    correct: !wrong,
    propensity,
    least_propensity: least,
    at_ms: night * DAY_MS,
    alone,
  };
}
