/**
 * From the ledger's facts to what was seen of each answer by now.
 *
 * The order of the outcomes does not matter. Outcomes and verdicts of a decision that was never shown, or was
 * forgotten, are passed over. A window of `WINDOW_MS` after the showing closes the book: what comes later is
 * another story. Cost: O(answers + outcomes + verdicts).
 */
import type { SeenOutcome, ShadowLabel, ShownAnswer } from '../domain.ts';
import { type Category, CHANNELS_OF, type Channel, categoryOf, heavier, SIGNALS } from './signals.ts';

/** After seven days an answer is mature: nothing more is waited for. */
export const WINDOW_MS = 7 * 86_400_000;

export interface OutcomeFacts {
  readonly shown: readonly ShownAnswer[];
  readonly outcomes: readonly SeenOutcome[];
  /** What people said about an answer when they checked it; the last verdict on a decision counts. */
  readonly verdicts: readonly ShadowLabel[];
  readonly now_ms: number;
}

export interface ObservedAnswer {
  readonly shown: ShownAnswer;
  readonly verdict: { readonly correct: boolean; readonly propensity: number } | null;
  /** Null: nothing was seen on this channel so far. Only the channels of its action. */
  readonly seen: Readonly<Partial<Record<Channel, Category | null>>>;
  /** Time since it was shown, at most `WINDOW_MS`. */
  readonly age_ms: number;
  /** From the showing to the conduct that counts; null where there was none so far. */
  readonly heard_after_ms: number | null;
}

interface Draft extends ObservedAnswer {
  verdict: ObservedAnswer['verdict'];
  seen: Partial<Record<Channel, Category | null>>;
  heard_after_ms: number | null;
}

export function observeAnswers({ shown, outcomes, verdicts, now_ms }: OutcomeFacts): ObservedAnswer[] {
  const answers = new Map<string, Draft>();
  for (const each of shown) answers.set(each.decision_id, unseen(each, now_ms));
  for (const outcome of outcomes) {
    const answer = answers.get(outcome.decision_id);
    if (answer !== undefined && outcome.at_ms <= now_ms) see(answer, outcome);
  }
  for (const { decision_id, correct, propensity } of verdicts) {
    const answer = answers.get(decision_id);
    // A verdict that could never have come weighs nothing that can be told.
    if (answer !== undefined && propensity > 0) answer.verdict = { correct, propensity };
  }
  return [...answers.values()];
}

function unseen(shown: ShownAnswer, now_ms: number): Draft {
  const age_ms = Math.min(WINDOW_MS, Math.max(0, now_ms - shown.at_ms));
  const seen = shown.action === 'answer' ? { conduct: null, rating: null } : { agent: null };
  return { shown, verdict: null, seen, age_ms, heard_after_ms: null };
}

function see(answer: Draft, { signal, edited, at_ms }: SeenOutcome): void {
  const category = categoryOf(signal, edited);
  const { channel } = SIGNALS[category];
  const delay_ms = Math.max(0, at_ms - answer.shown.at_ms);
  if (delay_ms > WINDOW_MS || !CHANNELS_OF[answer.shown.action].includes(channel)) return;
  const before = answer.seen[channel] ?? null;
  const now = heavier(before, category);
  answer.seen[channel] = now;
  if (channel !== 'conduct' || now !== category) return;
  const first = before === category ? (answer.heard_after_ms ?? delay_ms) : delay_ms;
  answer.heard_after_ms = Math.min(first, delay_ms);
}

/** Is its label complete: has the window closed, or did something end it? */
export function isMature({ age_ms, seen }: ObservedAnswer): boolean {
  return age_ms >= WINDOW_MS || Object.values(seen).some((each) => each !== null && SIGNALS[each].ends);
}
