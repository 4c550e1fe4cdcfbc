/** What a customer said of answers and of the whole, as the team reads it: the outcomes that carry it, joined. */
import type * as wire from '@understudy/contract';
import type * as rows from './store/index.ts';

interface Detail {
  readonly score?: number;
  readonly reason?: wire.ThumbReason | null;
  readonly comment?: string | null;
}

const THUMBS: Readonly<Record<string, wire.Thumb>> = { 'thumb-up': 'up', 'thumb-down': 'down' };
/** The outcome in which the words to a thumb or a rating came. */
const WORDS: Readonly<Record<string, string>> = {
  'thumb-up': 'thumb-reason',
  'thumb-down': 'thumb-reason',
  rated: 'rating-comment',
};

/** @param outcomes of one conversation, oldest first */
export function toWireFeedback(outcomes: readonly rows.Outcome[]): wire.Feedback[] {
  return outcomes.flatMap((outcome) => {
    const { kind, source_event, decision_id } = outcome;
    if (!(kind in WORDS)) return [];
    const words = outcomes.find(
      (other) =>
        other.kind === WORDS[kind] &&
        other.source_event === source_event &&
        other.decision_id === decision_id,
    );
    const { reason = null, comment = null } = (words?.detail ?? {}) as Detail;
    return [
      {
        message_id: kind === 'rated' ? null : source_event,
        thumb: THUMBS[kind] ?? null,
        reason,
        score: (outcome.detail as Detail).score ?? null,
        comment,
        at: outcome.at.toISOString(),
      },
    ];
  });
}
