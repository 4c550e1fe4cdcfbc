/**
 * What human agents did about a ticket, as steps without their arguments. Pure.
 *
 * Limits: 200 steps of 100 characters; what a step says is redacted, for some desks write free text there.
 */
import type { Ticket } from '@understudy/contract';
import type { ObservedPath } from '@understudy/engine';
import { redactText } from './redaction.ts';

const MOST_STEPS = 200;
const MAX_STEP_LENGTH = 100;

/** Null where the ticket tells of no steps. Its topic is known once its resolution is. */
export function observePath(
  ticket: Ticket,
  seen: Pick<ObservedPath, 'conversation_id' | 'context' | 'at_ms'>,
): ObservedPath | null {
  const steps = ticket.actions
    .map((action) => (typeof action === 'string' ? action : action.call).trim())
    .filter((step) => step !== '')
    .slice(0, MOST_STEPS)
    .map((step) => redactText(step).slice(0, MAX_STEP_LENGTH));
  if (steps.length === 0) return null;
  const agent = ticket.messages.findLast((message) => message.role === 'agent' && message.by)?.by ?? null;
  const resolved = ticket.meta.solved ?? null;
  return { ...seen, topic_id: null, agent, steps, resolved, duration_ms: durationOf(ticket) };
}

/** From the first to the last message; null where they have no times. */
function durationOf({ messages }: Ticket): number | null {
  const times = messages.flatMap(({ at }) => (at ? [Date.parse(at)] : []));
  return times.length < 2 ? null : Math.max(...times) - Math.min(...times);
}
