/** The answers that one person works through in one sitting: open ones, and those that they judged. Pure. */
import type { Audit, Verdict } from '@understudy/contract';
import { onwards } from '../app/deck.ts';

export type Deck = readonly Audit[];

/**
 * What the server says is open, put into the deck in hand: what is known keeps its place, what is new comes last,
 * and what somebody else judged goes, but for the one that is being looked at.
 */
export function mergeDeck(deck: Deck, open: Deck, currentId: string | undefined): Deck {
  const fresh = new Map(open.map((audit) => [audit.id, audit]));
  const kept = deck.filter((audit) => fresh.has(audit.id) || audit.judged || audit.id === currentId);
  const known = new Set(kept.map((audit) => audit.id));
  return [
    // A verdict that is on its way is not known to the server yet.
    ...kept.map((audit) => (audit.judged ? audit : (fresh.get(audit.id) ?? audit))),
    ...open.filter((audit) => !known.has(audit.id)),
  ];
}

/** As it will look once the server has agreed. */
export const asJudged = (audit: Audit, verdict: Verdict, by: string): Audit => ({
  ...audit,
  judged: { verdict, correction: null, by, at: new Date(0).toISOString(), undo_until: null },
});

/** The next one after `id` that is open, from the start again after the last; none where all are judged. */
export function nextOpen(deck: Deck, id: string): string | undefined {
  return onwards(deck, id).find((audit) => audit.judged === null)?.id;
}

/** `12 of 40`: those further back in the queue than this page of it count too. */
export function progressOf(deck: Deck, id: string | undefined, openOnServer: number) {
  const judged = deck.filter((audit) => audit.judged !== null).length;
  const total = judged + Math.max(openOnServer, deck.length - judged);
  return { at: deck.findIndex((audit) => audit.id === id) + 1, judged, total };
}
