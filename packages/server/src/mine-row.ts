/** One row of a ticket file as what is stored and learned from it: redacted rows, a question, lessons. Pure. */
import { createHash } from 'node:crypto';
import type { TicketFileRow } from '@understudy/connectors/ticket-file';
import type { KnowledgeDocument, Ticket } from '@understudy/contract';
import {
  blockedByWords,
  type CheckedLesson,
  type CheckedResult,
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
  /** Null for a ticket. */
  readonly page: SourcePage | null;
}

/** An article or a workflow, and what it says. */
export interface SourcePage {
  readonly id: string;
  readonly hash: string;
  /** It said something else when it was learned. */
  readonly is_changed: boolean;
}

export interface MinedLesson {
  readonly candidate: ResolutionCandidate;
  readonly author: string | null;
  /** What the checks of words said where they block it: then it waits for a person. */
  readonly blocked: CheckedResult | null;
}

export interface MiningOptions extends Origin {
  /** For tickets without a time. */
  readonly now: Date;
  readonly learned: FormulaCounter;
  /** Hosts that the team links. */
  readonly hosts: ReadonlySet<string>;
}

type Accepted = Exclude<TicketFileRow, { kind: 'rejected' }>;

export function mineRow(row: Accepted, options: MiningOptions): MinedRow {
  return row.kind === 'document' ? mineKnowledge(row.document, options) : keepTicket(row.ticket, options);
}

/** Sentences that people on this desk put around everything; each reply is counted once, before any is mined. */
export function countFormulas(learned: FormulaCounter, ticket: Ticket): void {
  for (const { role, by, text } of messagesOf(ticket)) if (role === 'agent') learned.add(by ?? null, text);
}

function mineKnowledge(document: KnowledgeDocument, { hosts, ...origin }: MiningOptions): MinedRow {
  const kind = document.kind === 'workflow' ? 'workflow' : 'article';
  const steps = document.steps?.map((step) => (typeof step === 'string' ? step : JSON.stringify(step))) ?? [];
  const text = [document.text ?? '', ...steps].join('\n').trim();
  const { id, title, topic } = document;
  const mined = mineDocument({ id, kind, title, text, url: document.url ?? null, at_ms: null });
  if (mined === null) return { ticket: null, question: null, lessons: [], path: null, page: null };
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
    lessons: [checked(nameByIssue(mined, topic, origin), { question, thread: null, author: null, hosts })],
    path: null,
    page: { id: question.id, hash: hashOf(`${title}\n${text}`), is_changed: false },
  };
}

interface Circumstances {
  readonly question: Question;
  /** Null for a document. */
  readonly thread: Thread | null;
  readonly author: string | null;
  readonly hosts: ReadonlySet<string>;
}

/** What is only doubted is in force, as the desk's own past was. */
function checked(
  candidate: ResolutionCandidate,
  { question, thread, author, hosts }: Circumstances,
): MinedLesson {
  const { title, text, links, stakes } = candidate;
  const asked = thread?.messages.flatMap((each) => (each.author === 'customer' ? [each.text] : [])) ?? [];
  const lesson: CheckedLesson = {
    kind: 'new-resolution',
    resolution_id: question.id,
    question: question.text,
    customer_text: asked.join('\n'),
    role: thread === null ? 'article' : 'human-agent',
    author,
    answer: { title, text, links, steps: [] },
    attachments: [],
    // It is never said to anybody.
    context: [],
    slots: [],
    account: question.account,
    stakes,
    at_ms: question.at_ms,
  };
  return { candidate, author, blocked: blockedByWords(lesson, hosts) };
}

function keepTicket(ticket: Ticket, { now, hosts, ...origin }: MiningOptions): MinedRow {
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
    lessons:
      question === null
        ? []
        : lessons.map((candidate) => {
            const author = thread.messages[candidate.message_indices[0] ?? -1]?.by ?? null;
            return checked(candidate, { question, thread, author, hosts });
          }),
    path: observePath(ticket, {
      conversation_id,
      context: question?.context ?? [],
      at_ms: at.getTime(),
    }),
    page: null,
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

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
