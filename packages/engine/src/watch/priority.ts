/**
 * How soon a waiting conversation should be taken, and why: a logistic of six named parts.
 *
 * Each part is a number from 0 to 1 (the wait to 2): what the customer says (urgency, anger), what is at stake, what the
 * account is worth among the others, the wait over its target of four hours, and how unsure the AI agent was. Score =
 * sigmoid(-2 + Σ weight · value). A part that is not known adds nothing. Urgent from 0.7, soon from 0.4.
 * The weights begin as stated below and are learned from whom people take first (`learn-weights.ts`); they are never
 * below 0, so that more of a part never lowers the score. It orders a list; it never decides about an answer. Cost O(1).
 *
 * @example
 * priorityOf({ urgency: 1, anger: 0, stakes: 1, value: null, wait: 0.5, unsure: 0.4 }, STATED_WEIGHTS).level; // => 'urgent'
 */
import type { Stakes } from '../domain.ts';
import { sigmoid } from '../math/index.ts';

export const PRIORITY_PARTS = ['urgency', 'anger', 'stakes', 'value', 'wait', 'unsure'] as const;
export type PriorityPart = (typeof PRIORITY_PARTS)[number];
/** Null: not known. */
export type PriorityValues = Readonly<Record<PriorityPart, number | null>>;
export type PriorityWeights = Readonly<Record<PriorityPart, number>>;

/** In log-odds: where nobody has taken anything yet. */
export const STATED_WEIGHTS: PriorityWeights = {
  urgency: 1.6,
  anger: 1.5,
  stakes: 1.6,
  value: 0.8,
  wait: 2,
  unsure: 0.4,
};
export const PRIORITY_INTERCEPT = -2;
export const PRIORITY_LEVELS = { urgent: 0.7, soon: 0.4 } as const;
export const WAIT_TARGET_MS = 4 * 3_600_000;
export const MOST_WAIT = 2;

export interface Prioritised {
  readonly score: number;
  readonly level: 'urgent' | 'soon' | 'normal';
  /** In the order of `PRIORITY_PARTS`; `adds` in log-odds. */
  readonly parts: readonly { readonly name: PriorityPart; readonly value: number; readonly adds: number }[];
}

export function priorityOf(values: PriorityValues, weights: PriorityWeights): Prioritised {
  const parts = PRIORITY_PARTS.flatMap((name) => {
    const value = values[name];
    return value === null ? [] : [{ name, value, adds: weights[name] * value }];
  });
  const score = sigmoid(PRIORITY_INTERCEPT + parts.reduce((sum, { adds }) => sum + adds, 0));
  const { urgent, soon } = PRIORITY_LEVELS;
  return { score, level: score >= urgent ? 'urgent' : score >= soon ? 'soon' : 'normal', parts };
}

/** The wait over its target, at most twice. */
export const waitPart = (waited_ms: number): number =>
  Math.min(MOST_WAIT, Math.max(0, waited_ms) / WAIT_TARGET_MS);

const AT_STAKE: Readonly<Record<Stakes, number>> = {
  'read-only': 0,
  'account-changing': 0.5,
  'money-security': 1,
};
export const stakesPart = (stakes: Stakes | null): number | null =>
  stakes === null ? null : AT_STAKE[stakes];
