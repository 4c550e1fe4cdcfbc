/** One row of a ticket file as what is stored and learned from it: redacted rows, a question, candidate resolutions. Pure. */
import type { TicketFileRow } from '@understudy/connectors/ticket-file';
import type { KnowledgeDocument, Ticket } from '@understudy/contract';
import {
  detectLanguage,
  mineDocument,
  mineThread,
  type Question,
  type ResolutionCandidate,
  type Thread,
} from '@understudy/engine';
import { derivedId } from './ids.ts';
import { redactText } from './redaction.ts';
import type { ImportedTicket } from './store/index.ts';

const MAX_SUBJECT_LENGTH = 120;
const MAX_PREVIEW_LENGTH = 140;
const MAX_QUESTION_LENGTH = 8_000;

export interface MinedRow {
  /** Null for an article or a workflow, which is no conversation. */
  readonly ticket: ImportedTicket | null;
  readonly question: Question | null;
  readonly candidate: ResolutionCandidate | null;
  readonly author: string | null;
}

type Accepted = Exclude<TicketFileRow, { kind: 'rejected' }>;

export function mineRow(row: Accepted, source: string, now: Date): MinedRow {
  return row.kind === 'document' ? mineKnowledge(row.document) : mineTicket(row.ticket, source, now);
}

function mineKnowledge(document: KnowledgeDocument): MinedRow {
  const kind = document.kind === 'workflow' ? 'workflow' : 'article';
  const steps = document.steps?.map((step) => (typeof step === 'string' ? step : JSON.stringify(step))) ?? [];
  const text = [document.text ?? '', ...steps].join('\n').trim();
  const { id, title } = document;
  const candidate = mineDocument({ id, kind, title, text, url: document.url ?? null, at_ms: null });
  const question: Question = {
    id: derivedId('message', 'document', id),
    text: title,
    context: [],
    language: detectLanguage(title),
    account: null,
    at_ms: 0,
    wants_human: false,
  };
  return { ticket: null, question: candidate === null ? null : question, candidate, author: null };
}

function mineTicket(ticket: Ticket, source: string, now: Date): MinedRow {
  const conversation_id = derivedId('conversation', source, ticket.id);
  const at = ticket.at ? new Date(ticket.at) : now;
  const stored = toImported(ticket, { conversation_id, source, at });
  const thread = threadOf(ticket, stored);
  const mined = mineThread({ thread });
  const candidate = mined.candidates[0] ?? null;
  const first = stored.messages[0];
  const asked = stored.messages.slice(0, firstReply(stored)).map((message) => message.text);
  const text = (asked.length > 0 ? asked : [stored.subject]).join('\n').slice(0, MAX_QUESTION_LENGTH);
  const question: Question = {
    id: first?.id ?? derivedId('message', conversation_id, '0'),
    text,
    context: [],
    language: detectLanguage(text),
    account: stored.customer.account,
    at_ms: at.getTime(),
    wants_human: false,
  };
  const author =
    candidate === null ? null : (stored.messages[candidate.message_indices[0] ?? -1]?.author_name ?? null);
  return { ticket: stored, question: text.trim() === '' ? null : question, candidate, author };
}

/** The ticket's own text comes first unless the thread starts with it. */
function messagesOf(ticket: Ticket) {
  const [first] = ticket.messages;
  const startsWithText = first?.role === 'customer';
  const opening = {
    role: 'customer' as const,
    text: ticket.text,
    at: ticket.at,
    by: null,
    peer: false,
    helpful: null,
  };
  return startsWithText ? ticket.messages : [opening, ...ticket.messages];
}

function toImported(
  ticket: Ticket,
  { conversation_id, source, at }: { conversation_id: string; source: string; at: Date },
): ImportedTicket {
  const messages = messagesOf(ticket).map((message, i) => ({
    id: derivedId('message', conversation_id, String(i)),
    author: message.role === 'agent' ? ('agent' as const) : ('customer' as const),
    author_name: message.role === 'agent' ? (message.by ?? null) : null,
    text: redactText(message.text),
    at: message.at ? new Date(message.at) : at,
  }));
  const account = ticket.meta.account ?? null;
  const external_id = `${source}:${account ?? ticket.id}`;
  const { topic, actions, meta } = ticket;
  const resolution = ticket.resolution ? redactText(ticket.resolution) : null;
  return {
    conversation_id,
    external_id: ticket.id,
    status: 'resolved',
    subject: (redactText(ticket.text).split('\n')[0] ?? '').slice(0, MAX_SUBJECT_LENGTH),
    preview: (messages.at(-1)?.text ?? '').slice(0, MAX_PREVIEW_LENGTH),
    ticket: { topic, actions, meta, resolution },
    at,
    customer: { id: derivedId('customer', external_id), external_id, account },
    messages,
  };
}

function firstReply(ticket: ImportedTicket): number {
  const index = ticket.messages.findIndex((message) => message.author === 'agent');
  return index < 0 ? ticket.messages.length : index;
}

function threadOf(ticket: Ticket, stored: ImportedTicket): Thread {
  const original = messagesOf(ticket);
  return {
    id: stored.conversation_id,
    title: stored.subject,
    messages: stored.messages.map((message, i) => ({
      id: message.id,
      author: message.author === 'agent' ? ('human-agent' as const) : ('customer' as const),
      text: message.text,
      at_ms: message.at.getTime(),
      by: message.author_name,
      peer: original[i]?.peer === true,
      helpful: Number(original[i]?.helpful ?? 0),
    })),
    accepted_text: ticket.resolution ? redactText(ticket.resolution) : null,
    articles: [...(ticket.meta.accepted_kb ?? []), ...(ticket.meta.kb ?? [])],
    url: null,
  };
}
