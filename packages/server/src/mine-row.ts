/** One row of a ticket file as what is stored and learned from it: redacted rows, a question, lessons. Pure. */
import type { TicketFileRow } from '@understudy/connectors/ticket-file';
import type { KnowledgeDocument, Ticket } from '@understudy/contract';
import {
  type FormulaCounter,
  messagesOf,
  mineDocument,
  mineTicket,
  nameByIssue,
  type ObservedPath,
  type Origin,
  type Question,
  type ResolutionCandidate,
  type Thread,
} from '@understudy/engine';
import { detectLanguage } from '@understudy/engine/language';
import { derivedId } from './ids.ts';
import { observePath } from './observe-path.ts';
import { redactText } from './redaction.ts';
import type { ImportedTicket } from './store/index.ts';

const MAX_PREVIEW_LENGTH = 140;

export interface MinedRow {
  /** Null for an article or a workflow, which is no conversation. */
  readonly ticket: ImportedTicket | null;
  readonly question: Question | null;
  readonly lessons: readonly MinedLesson[];
  /** What human agents did; null where the row does not tell. */
  readonly path: ObservedPath | null;
}

export interface MinedLesson {
  readonly candidate: ResolutionCandidate;
  readonly author: string | null;
}

export interface MiningOptions extends Origin {
  /** For tickets without a time. */
  readonly now: Date;
  readonly learned: FormulaCounter;
}

type Accepted = Exclude<TicketFileRow, { kind: 'rejected' }>;

export function mineRow(row: Accepted, options: MiningOptions): MinedRow {
  return row.kind === 'document' ? mineKnowledge(row.document, options) : keepTicket(row.ticket, options);
}

/** Sentences that people on this desk put around everything; each reply is counted once, before any is mined. */
export function countFormulas(learned: FormulaCounter, ticket: Ticket): void {
  for (const { role, by, text } of messagesOf(ticket)) if (role === 'agent') learned.add(by ?? null, text);
}

function mineKnowledge(document: KnowledgeDocument, origin: Origin): MinedRow {
  const kind = document.kind === 'workflow' ? 'workflow' : 'article';
  const steps = document.steps?.map((step) => (typeof step === 'string' ? step : JSON.stringify(step))) ?? [];
  const text = [document.text ?? '', ...steps].join('\n').trim();
  const { id, title, topic } = document;
  const mined = mineDocument({ id, kind, title, text, url: document.url ?? null, at_ms: null });
  if (mined === null) return { ticket: null, question: null, lessons: [], path: null };
  const question: Question = {
    id: derivedId('message', 'document', id),
    text: title,
    context: [],
    language: detectLanguage(title),
    account: null,
    at_ms: 0,
    wants_human: false,
  };
  return {
    ticket: null,
    question,
    lessons: [{ candidate: nameByIssue(mined, topic, origin), author: null }],
    path: null,
  };
}

function keepTicket(ticket: Ticket, { now, ...origin }: MiningOptions): MinedRow {
  const conversation_id = derivedId('conversation', origin.source, ticket.id);
  const { thread, question, lessons } = mineTicket(ticket, {
    ...origin,
    redact: redactText,
    languageOf: detectLanguage,
    ids: { thread: conversation_id, message: (i) => derivedId('message', conversation_id, String(i)) },
  });
  const at = ticket.at ? new Date(ticket.at) : now;
  return {
    ticket: toImported(ticket, { thread, source: origin.source, at }),
    question: question === null ? null : { ...question, at_ms: at.getTime() },
    lessons: lessons.map((candidate) => ({
      candidate,
      author: thread.messages[candidate.message_indices[0] ?? -1]?.by ?? null,
    })),
    path: observePath(ticket, {
      conversation_id,
      context: question?.context ?? [],
      at_ms: at.getTime(),
    }),
  };
}

function toImported(
  ticket: Ticket,
  { thread, source, at }: { thread: Thread; source: string; at: Date },
): ImportedTicket {
  const { topic, actions, meta } = ticket;
  const account = meta.account ?? null;
  const external_id = `${source}:${account ?? ticket.id}`;
  return {
    conversation_id: thread.id,
    external_id: ticket.id,
    status: 'resolved',
    subject: thread.title,
    preview: (thread.messages.at(-1)?.text ?? '').slice(0, MAX_PREVIEW_LENGTH),
    ticket: { topic, actions, meta, resolution: thread.accepted_text },
    at,
    customer: { id: derivedId('customer', external_id), external_id, account },
    messages: thread.messages.map(({ id, author, by, text, at_ms }) => ({
      id,
      author: author === 'customer' ? ('customer' as const) : ('agent' as const),
      author_name: author === 'customer' ? null : by,
      text,
      at: at_ms === null ? at : new Date(at_ms),
    })),
  };
}
