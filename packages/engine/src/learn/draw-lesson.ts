/**
 * What one resolved conversation teaches, or why it teaches nothing.
 *
 * The same reading as an import (`mine-thread.ts`), plus what became of our draft: sent as it was, it is one
 * more worked example; edited, it is a correction; absent, the human agent's own words are a new resolution
 * (which the library may find to be an old one). Never learns from AI answers, never facts from customers.
 *
 * Pure, cost O(text). A draft that differs by less than a tenth of its word 3-grams counts as sent unchanged.
 *
 * @example drawLesson({ question, thread, resolved_by: 'ai-agent' }) // { noLesson: 'own-ai-answer' }
 */
import type { Question } from '../domain.ts';
import { mineThread } from './mine-thread.ts';
import { jaccard, shinglesOf } from './near-duplicates.ts';
import type { FormulaCounter } from './strip-boilerplate.ts';
import { stripBoilerplate } from './strip-boilerplate.ts';
import type { NoLessonReason, ResolutionCandidate, Thread } from './thread.ts';

const SAME_TEXT_JACCARD = 0.9;

export interface DraftUse {
  readonly resolution_id: string;
  readonly draft_text: string;
  /** What the human agent did with it. */
  readonly use: 'sent' | 'edited' | 'discarded';
}

export type Lesson =
  | { readonly kind: 'new-resolution'; readonly question: Question; readonly candidate: ResolutionCandidate }
  | { readonly kind: 'new-exemplar'; readonly question: Question; readonly resolution_id: string }
  | {
      readonly kind: 'correction';
      readonly question: Question;
      readonly resolution_id: string;
      readonly candidate: ResolutionCandidate;
    };

export interface NoLesson {
  readonly noLesson: NoLessonReason;
}

export interface ResolvedConversation {
  readonly question: Question;
  readonly thread: Thread;
  readonly resolved_by: 'human-agent' | 'ai-agent' | 'customer';
  readonly draft_use?: DraftUse;
  readonly learned?: FormulaCounter;
}

export function drawLesson(conversation: ResolvedConversation): Lesson | NoLesson {
  const { question, thread, resolved_by, draft_use } = conversation;
  if (resolved_by === 'ai-agent') return { noLesson: 'own-ai-answer' };
  const mined = mineThread({ thread, ...(conversation.learned && { learned: conversation.learned }) });
  const candidate = mined.candidates[0];
  if (candidate === undefined) return { noLesson: mined.reason ?? 'nothing-substantive' };
  if (draft_use === undefined || draft_use.use === 'discarded')
    return { kind: 'new-resolution', question, candidate };
  const { resolution_id } = draft_use;
  if (draft_use.use === 'sent' || saysTheSame(draft_use.draft_text, candidate.text)) {
    return { kind: 'new-exemplar', question, resolution_id };
  }
  return { kind: 'correction', question, resolution_id, candidate };
}

function saysTheSame(draft: string, sent: string): boolean {
  return jaccard(shinglesOf(stripBoilerplate(draft)), shinglesOf(sent)) >= SAME_TEXT_JACCARD;
}
