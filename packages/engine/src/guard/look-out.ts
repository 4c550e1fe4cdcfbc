/**
 * Guards of a conversation: what speaks for a person, whatever the answer is worth. Each has a verdict and a sentence.
 *
 * Pure. They only take away: no text of a customer can make any of them allow more. Without a situation (imports,
 * replays) nothing is guarded.
 */
import type { Alert, Question, Situation, StakesClass, StakesRule } from '../domain.ts';
import { angerOf } from './anger.ts';
import { findHighStakes, type HighStakes, stakesRules } from './high-stakes.ts';
import type { ToldStakes } from './told-stakes.ts';
import { failedTries } from './tries.ts';

const MAX_FAILED = 2;

export interface Watched {
  readonly question: Question;
  readonly situation: Situation;
  /** Rows that the lead changed. */
  readonly rules: readonly StakesRule[];
  /** What the team said of other questions. */
  readonly told?: ToldStakes;
  /** What would be answered; null for nothing. */
  readonly resolution_id: string | null;
}

export function lookOut({ question, situation, rules, told, resolution_id }: Watched): readonly Alert[] {
  const alerts: Alert[] = findHighStakes(question, stakesRules(rules), told).map(toAlert);
  const anger = angerOf(situation.earlier, question.text);
  if (anger !== null)
    alerts.push({
      code: 'angry',
      leaves: 'hand_off',
      text: `The customer sounds angry: ${anger.heard.join(', ')}.`,
    });
  const failed = failedTries(situation.tries, question.text);
  if (failed >= MAX_FAILED)
    alerts.push({
      code: 'answers-failed',
      leaves: 'hand_off',
      text: `${failed} answers of the AI agent did not help in this conversation.`,
    });
  if (resolution_id !== null && situation.answered.includes(resolution_id))
    alerts.push({
      code: 'repeats-itself',
      leaves: 'hand_off',
      text: 'The AI agent would send an answer that it has sent in this conversation before.',
    });
  return alerts;
}

/** Minutes count, and a phrase says it: a guess alone calls nobody out of bed. */
const URGENT = new Set<StakesClass>(['self-harm', 'threat', 'health']);

function toAlert({ class: name, about, handling, phrase }: HighStakes): Alert {
  const urgent = phrase !== null && URGENT.has(name) ? 'Urgent: this' : 'This';
  const why = phrase === null ? 'it reads like such messages' : `“${phrase}”`;
  const what = handling === 'human' ? 'a person answers' : 'a person sends the reply';
  return {
    code: 'high-stakes',
    leaves: handling === 'human' ? 'hand_off' : 'draft',
    text: `${urgent} may be about ${about} (${why}): ${what}.`,
  };
}
