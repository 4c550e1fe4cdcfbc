/**
 * What the checks look at, and what they say: a drawn lesson, what was known when it came, and a finding.
 *
 * Texts are redacted, and otherwise as they were received: whoever takes invisible characters out before hides from
 * the checks what they are there to find. What belongs to other stages (redaction, word 3-grams, the stakes table,
 * the caps, the second look at labels) comes in as functions and values.
 */
import type { Candidate, Resolution, Stage, Stakes } from '../domain.ts';

/** Stages in which a resolution waits for a person: it speaks against nothing, and vouches for nothing. */
export const WAITS: ReadonlySet<Stage> = new Set(['captured', 'shadow']);

export type CheckName =
  | 'provenance'
  | 'personal-data'
  | 'injection'
  | 'unicode'
  | 'links'
  | 'contradiction'
  | 'duplicate'
  | 'label-noise'
  | 'influence'
  | 'stakes';

/** `block`: not applied unless a person overrides it. `doubt`: not beyond what the table of stages says. */
export type Verdict = 'pass' | 'doubt' | 'block';

export interface Finding {
  readonly check: CheckName;
  readonly verdict: Verdict;
  /** One sentence for the reviewer. */
  readonly why: string;
  /** Quoted spans or ids of resolutions: at most 5, each of at most 200 characters. */
  readonly evidence: readonly string[];
}

export type AuthorRole = 'human-agent' | 'article' | 'workflow' | 'customer' | 'ai-agent' | 'unknown';

/** The words that a lesson would have the AI agent say. */
export interface TaughtAnswer {
  readonly title: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly steps: readonly string[];
}

export interface CheckedLesson {
  readonly kind: 'new-resolution' | 'new-exemplar' | 'correction';
  /** The resolution that it would teach or join. */
  readonly resolution_id: string;
  /** Nobody had taught it before. Absent where that cannot be told: then it is taken for known. */
  readonly is_new?: boolean;
  readonly question: string;
  /** All that the customer wrote in the conversation, the question among it; empty for a document. */
  readonly customer_text: string;
  readonly role: AuthorRole;
  /** Pseudonym of the human agent; null where nobody is known. */
  readonly author: string | null;
  /** Null where it brings no words of its own: a new exemplar of what is known. */
  readonly answer: TaughtAnswer | null;
  /** File names in the conversation. */
  readonly attachments: readonly string[];
  readonly context: readonly string[];
  /** Values that the answer's slots would be filled with, or were. */
  readonly slots: readonly string[];
  readonly account: string | null;
  readonly stakes: Stakes;
  readonly at_ms: number;
}

export interface NearResolution {
  readonly resolution: Resolution;
  /** Share of it among the candidates for the lesson's question, in [0, 1]. */
  readonly probability: number;
}

/** What was known just before the lesson. */
export interface KnownBefore {
  /** Best first; those of the lesson's question, and those whose words are nearest. */
  readonly nearest: readonly NearResolution[];
  /** Hosts that the team links (`teamHosts`); empty where none is known yet. */
  readonly hosts: ReadonlySet<string>;
  /** Candidates of the decision on the question, best first. */
  readonly candidates: readonly Pick<Candidate, 'resolution_id' | 'probability'>[];
  /** Why the caps hold it back, or null: `Influence.heldBecause`. */
  readonly held_because: 'account-week' | 'account-share' | 'near-duplicate' | null;
  /** The memory has next to nothing for the label (`SuspectLabels.isImplausible`), and nobody else says so (`isCorroborated`). */
  readonly is_suspect: boolean;
  /** Lessons of the last seven days by their authors, without this one. */
  readonly lessons_by_author: ReadonlyMap<string, number>;
}

/** What other stages know to do with a text. */
export interface TextReaders {
  readonly redact: (text: string) => string;
  /** Shared word 3-grams over all, in [0, 1]. */
  readonly similarity: (a: string, b: string) => number;
  readonly stakesOf: (text: string) => Stakes;
}

export type Known = KnownBefore & TextReaders;
export type Check = (lesson: CheckedLesson, known: Known) => Finding;
