/** One row of a ticket file as what is stored and learned from it: redacted rows, a question, candidate resolutions. Pure. */
import type { TicketFileRow } from '@understudy/connectors/ticket-file';
import type { KnowledgeDocument, Ticket } from '@understudy/contract';
import {
  detectLanguage,
  mineDocument,
  mineThread,
  type Question,
  type ResolutionCandidate,
  subjectOf,
  type Thread,
} from '@understudy/engine';
import { derivedId } from './ids.ts';
import { redactText } from './redaction.ts';
import type { ImportedTicket } from './store/index.ts';

const MAX_PREVIEW_LENGTH = 140;
const MAX_QUESTION_LENGTH = 8_000;
/** The topic of tickets that nobody should learn to answer. */
const OUT_OF_SCOPE = 'oos';

export interface MinedRow {
  /** Null for an article or a workflow, which is no conversation. */
  readonly ticket: ImportedTicket | null;
  readonly question: Question | null;
  readonly candidate: ResolutionCandidate | null;
  readonly author: string | null;
}

type Accepted = Exclude<TicketFileRow, { kind: 'rejected' }>;

/** Where rows come from, and what their topics stand for. */
export interface Origin {
  readonly source: string;
  readonly topics: 'categories' | 'issues';
}

export function mineRow(row: Accepted, origin: Origin, now: Date): MinedRow {
  return row.kind === 'document' ? mineKnowledge(row.document, origin) : mineTicket(row.ticket, origin, now);
}

/** Answers of one issue are one resolution, whatever their words: the issue names it before any article does. */
function ofIssue(
  candidate: ResolutionCandidate | null,
  topic: string | null | undefined,
  { source, topics }: Origin,
): ResolutionCandidate | null {
  if (candidate === null || topics !== 'issues' || !topic) return candidate;
  const articles = [`issue:${source}/${topic}`, ...candidate.articles];
  // What the team wrote to a customer answers better than the article behind it, which stays as a link.
  const strength = candidate.sources[0]?.kind === 'human-reply' ? candidate.strength : 'assumed';
  return { ...candidate, articles, strength };
}

function mineKnowledge(document: KnowledgeDocument, origin: Origin): MinedRow {
  const kind = document.kind === 'workflow' ? 'workflow' : 'article';
  const steps = document.steps?.map((step) => (typeof step === 'string' ? step : JSON.stringify(step))) ?? [];
  const text = [document.text ?? '', ...steps].join('\n').trim();
  const { id, title } = document;
  const mined = mineDocument({ id, kind, title, text, url: document.url ?? null, at_ms: null });
  const candidate = ofIssue(mined, document.topic, origin);
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

function mineTicket(ticket: Ticket, origin: Origin, now: Date): MinedRow {
  const { source } = origin;
  const conversation_id = derivedId('conversation', source, ticket.id);
  const at = ticket.at ? new Date(ticket.at) : now;
  const stored = toImported(ticket, { conversation_id, source, at });
  const thread = threadOf(ticket, stored);
  const isOutOfScope = ticket.topic === OUT_OF_SCOPE;
  const mined = isOutOfScope ? null : (mineThread({ thread }).candidates[0] ?? null);
  const candidate = ofIssue(mined, ticket.topic, origin);
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
    subject: subjectOf(redactText(ticket.text)),
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
