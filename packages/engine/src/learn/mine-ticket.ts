/**
 * From a ticket of the past to what is learned from it: ticket → thread → lessons. The import and the replay of a
 * file both read tickets here, so that what a replay shows is what an import learns.
 *
 * What names a ticket's resolution, the first that holds:
 * 1. its topic, where topics are issues: all answers of one issue are one resolution;
 * 2. the articles that the team linked: each of them is right, and each gives a lesson with the reply that links it;
 * 3. the words of the reply that solved it (`mine-thread.ts`).
 * The topic `oos` says that nobody should learn to answer it. A peer's reply teaches nothing, but an article that it
 * links is right all the same.
 *
 * Pure: redaction and language detection come in, because they belong to another stage. Cost O(text).
 * Limits: questions of 8,000 characters, 10 articles a ticket.
 *
 * @example
 * mineTicket(ticket, { source: 'desk', topics: 'issues', redact, languageOf }).lessons[0].articles[0] // 'issue:desk/refund'
 */
import type { Question } from '../domain.ts';
import { contextTokens } from './context-tokens.ts';
import { articleKey, extractLinks } from './links.ts';
import { mineThread } from './mine-thread.ts';
import { messagesOf, type Origin, OUT_OF_SCOPE, type PastTicket } from './past-ticket.ts';
import { type FormulaCounter, stripBoilerplate } from './strip-boilerplate.ts';
import { subjectOf } from './subject.ts';
import { type ResolutionCandidate, STRENGTHS, type Thread } from './thread.ts';

const MAX_QUESTION_LENGTH = 8_000;
const MAX_ARTICLES = 10;
/** What `meta` may say about where the customer stood. */
const CONTEXT_KEYS = ['page', 'plan', 'release', 'version', 'platform'];

export interface TicketReader extends Origin {
  readonly redact: (text: string) => string;
  readonly languageOf: (text: string) => string | null;
  /** Formulas of this desk, counted over all of its replies. */
  readonly learned?: FormulaCounter;
  /** Ids of the thread and of its messages; the ticket's own id and positions unless given. */
  readonly ids?: { readonly thread: string; readonly message: (index: number) => string };
}

export interface MinedTicket {
  /** Redacted. */
  readonly thread: Thread;
  /** Null where the customer wrote nothing. */
  readonly question: Question | null;
  readonly lessons: readonly ResolutionCandidate[];
  /** Keys of what is right whatever was said: the issue, or the linked articles; empty where only words tell. */
  readonly named: readonly string[];
  readonly is_out_of_scope: boolean;
}

export function mineTicket(ticket: PastTicket, reader: TicketReader): MinedTicket {
  const thread = threadOf(ticket, reader);
  const is_out_of_scope = ticket.topic === OUT_OF_SCOPE;
  const named = is_out_of_scope ? [] : namesOf(ticket, thread, reader);
  const mined = is_out_of_scope
    ? null
    : (mineThread({ thread, ...(reader.learned && { learned: reader.learned }) }).candidates[0] ?? null);
  return {
    thread,
    question: questionOf(ticket, thread, reader),
    lessons: lessonsOf({ thread, mined, named, reader }),
    named,
    is_out_of_scope,
  };
}

/** Key of a topic that is an issue. */
export const issueKey = (source: string, topic: string): string => `issue:${source}/${topic}`;

/** Answers of one issue are one resolution, whatever their words: the issue names it before any article does. */
export function nameByIssue(
  candidate: ResolutionCandidate,
  topic: string | null | undefined,
  { source, topics }: Origin,
): ResolutionCandidate {
  if (topics !== 'issues' || !topic) return candidate;
  const articles = [issueKey(source, topic), ...candidate.articles];
  // What the team wrote to a customer answers better than the article behind it, which stays as a link.
  const strength = candidate.sources[0]?.kind === 'human-reply' ? candidate.strength : 'assumed';
  return { ...candidate, articles, strength };
}

function namesOf(ticket: PastTicket, thread: Thread, { source, topics }: Origin): readonly string[] {
  if (topics === 'issues' && ticket.topic) return [issueKey(source, ticket.topic)];
  const team = thread.messages.filter((message) => message.author === 'human-agent' && !message.peer);
  const links =
    thread.articles.length > 0 ? thread.articles : team.flatMap((message) => extractLinks(message.text));
  const keys = links.map(articleKey).filter((key) => key !== null);
  return [...new Set(keys)].slice(0, MAX_ARTICLES);
}

function lessonsOf(given: {
  readonly thread: Thread;
  readonly mined: ResolutionCandidate | null;
  readonly named: readonly string[];
  readonly reader: TicketReader;
}): readonly ResolutionCandidate[] {
  const { thread, mined, named, reader } = given;
  const [first] = named;
  if (first === undefined) return mined === null ? [] : [mined];
  if (first.startsWith('issue:')) {
    return mined === null ? [] : [nameByIssue(mined, first.slice(`issue:${reader.source}/`.length), reader)];
  }
  return named.flatMap((key) => lessonOfArticle(key, { thread, mined, reader }) ?? []);
}

/** The team's own words around the link; the reply that solved the ticket first, else the newest one that links it. */
function lessonOfArticle(
  key: string,
  given: {
    readonly thread: Thread;
    readonly mined: ResolutionCandidate | null;
    readonly reader: TicketReader;
  },
): ResolutionCandidate | null {
  const { thread, mined, reader } = given;
  if (mined !== null && (linksTo(mined.text, key) || mined.articles.includes(key)))
    return { ...mined, articles: [key] };
  const index = thread.messages.findLastIndex(
    ({ author, peer, text }) => author === 'human-agent' && !peer && linksTo(text, key),
  );
  const message = thread.messages[index];
  if (message === undefined) return null;
  const text = stripBoilerplate(message.text, reader.learned, message.by);
  const only = { ...thread, accepted_text: null, messages: [{ ...message, text }], articles: [key] };
  const [candidate] = mineThread({ thread: only }).candidates;
  if (candidate === undefined) return null;
  return { ...candidate, articles: [key], strength: STRENGTHS[0], message_indices: [index] };
}

const linksTo = (text: string, key: string): boolean =>
  extractLinks(text).some((link) => articleKey(link) === key);

function questionOf(ticket: PastTicket, thread: Thread, reader: TicketReader): Question | null {
  const firstReply = thread.messages.findIndex((message) => message.author !== 'customer');
  const asked = thread.messages.slice(0, firstReply < 0 ? undefined : firstReply);
  const text = asked
    .map((message) => message.text)
    .join('\n')
    .slice(0, MAX_QUESTION_LENGTH);
  const id = thread.messages[0]?.id;
  if (id === undefined || text.trim() === '') return null;
  return {
    id,
    text,
    context: contextOf(ticket, reader),
    language: reader.languageOf(text),
    account: ticket.meta.account ?? null,
    at_ms: ticket.at ? Date.parse(ticket.at) : 0,
    wants_human: false,
  };
}

/** Where the customer stood. A category is context; an issue is the answer itself and must not be. */
function contextOf({ topic, meta }: PastTicket, { topics }: Origin): readonly string[] {
  const known: Record<string, string> = {};
  for (const key of CONTEXT_KEYS) {
    const value = meta[key];
    if (typeof value === 'string' && value !== '') known[key] = value;
  }
  if (topics === 'categories' && topic && topic !== OUT_OF_SCOPE) known['topic'] = topic;
  return contextTokens(known);
}

function threadOf(ticket: PastTicket, { redact, ids }: TicketReader): Thread {
  const { id, meta, resolution } = ticket;
  const messages = messagesOf(ticket).map((message, index) => ({
    id: ids?.message(index) ?? `${id}/${index}`,
    author: message.role === 'agent' ? ('human-agent' as const) : ('customer' as const),
    text: redact(message.text),
    at_ms: message.at ? Date.parse(message.at) : ticket.at ? Date.parse(ticket.at) : null,
    by: message.by ?? null,
    peer: message.peer === true,
    helpful: Number(message.helpful ?? 0),
  }));
  return {
    id: ids?.thread ?? id,
    title: subjectOf(redact(ticket.text)),
    messages,
    accepted_text: resolution ? redact(resolution) : null,
    articles: [...(meta.accepted_kb ?? []), ...(meta.kb ?? [])],
    url: null,
  };
}
