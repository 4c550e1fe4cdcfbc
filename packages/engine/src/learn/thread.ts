/**
 * What the learning stage reads and yields: a thread of messages, and the candidate resolutions in it.
 *
 * Texts are redacted already. Times are Unix milliseconds or null where the source has none.
 */
import type { ResolutionSource, Stakes } from '../domain.ts';

export type Author = 'customer' | 'human-agent' | 'ai-agent';

export interface ThreadMessage {
  readonly id: string;
  readonly author: Author;
  readonly text: string;
  readonly at_ms: number | null;
  /** Pseudonym of the human agent. */
  readonly by: string | null;
  /** A fellow customer who answers, not a member of the team. */
  readonly peer: boolean;
  /** Votes that called it helpful; 0 where nobody voted. */
  readonly helpful: number;
}

export interface Thread {
  readonly id: string;
  /** Subject, or the first line of the question. */
  readonly title: string;
  readonly messages: readonly ThreadMessage[];
  /** Text that the source marks as the solution, or null. */
  readonly accepted_text: string | null;
  /** Slugs or links of articles that the source attaches to the whole thread. */
  readonly articles: readonly string[];
  readonly url: string | null;
}

/** How well we know that it solved the problem; the first is the strongest. */
export type Strength = 'accepted' | 'confirmed' | 'assumed';
export const STRENGTHS: readonly Strength[] = ['assumed', 'confirmed', 'accepted'];

export interface ResolutionCandidate {
  readonly title: string;
  readonly text: string;
  readonly links: readonly string[];
  /** Keys of the articles it links, the most specific first. */
  readonly articles: readonly string[];
  readonly stakes: Stakes;
  readonly strength: Strength;
  readonly sources: readonly ResolutionSource[];
  /** Positions in the thread of the messages it was made of; empty where it came from a field or a document. */
  readonly message_indices: readonly number[];
  readonly at_ms: number | null;
}

/** Why nothing is learned from a thread. Each code is shown to people as a sentence by the console. */
export type NoLessonReason =
  | 'no-agent-reply'
  | 'nothing-substantive'
  | 'question-back-only'
  | 'personal-data-only'
  | 'own-ai-answer'
  | 'customer-text-only'
  | 'peer-only'
  | 'refuted-by-customer'
  | 'still-open'
  | 'draft-discarded';

export const MAX_RESOLUTION_TEXT = 8_000;
export const MAX_TITLE = 200;
