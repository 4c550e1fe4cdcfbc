/**
 * From a finished thread to the replies that solved it.
 *
 * Order of belief: the text marked as the solution (accepted) > an answer after which the customer says that it
 * worked or thanks (confirmed) > the last answer before silence (assumed). Questions back, small talk, peers
 * (unless their text was marked) and AI answers are never resolutions; an answer that the customer refuted, or
 * asked on about, is not assumed. Text of customers is never the answer: a customer's text marked as the
 * solution only says that the answer before it worked.
 *
 * One pass, cost O(text). Limits: reads at most the first 500 messages; silence is weak evidence. Measured on a
 * public desk with marked solutions, the mark hidden and several answers in the thread: `confirmed` finds the
 * marked message in 75 %, `assumed` in 55 %.
 *
 * @example
 * mineThread({ thread }) // { candidates: [{ strength: 'confirmed', text: 'Open Settings…', … }], reason: null }
 */
import type { ResolutionSource } from '../domain.ts';
import { dearerStakes, guessStakes } from './guess-stakes.ts';
import { articleKey, extractLinks } from './links.ts';
import { type AgentAct, readAgentMessage, readCustomerMessage } from './read-message.ts';
import { type FormulaCounter, stripBoilerplate } from './strip-boilerplate.ts';
import {
  MAX_RESOLUTION_TEXT,
  MAX_TITLE,
  type NoLessonReason,
  type ResolutionCandidate,
  type Strength,
  type Thread,
  type ThreadMessage,
} from './thread.ts';
import { countWords, plainForm } from './words.ts';

const MAX_MESSAGES = 500;
const PLACEHOLDER = /\[(email|phone|ip|user|name|address|card|iban|url|number|redacted)\]/giu;
const MIN_MARKED_WORDS = 3;

export interface MinedThread {
  /** Strongest first; empty with a reason. */
  readonly candidates: readonly ResolutionCandidate[];
  readonly reason: NoLessonReason | null;
}

interface Reply {
  readonly index: number;
  readonly message: ThreadMessage;
  readonly text: string;
  readonly act: AgentAct;
  state: 'standing' | 'confirmed' | 'refuted' | 'open';
}

export function mineThread(input: { thread: Thread; learned?: FormulaCounter }): MinedThread {
  const { thread } = input;
  const replies = readReplies(thread, input.learned);
  const accepted = acceptedCandidate(thread, replies);
  const confirmed = replies.filter((reply) => reply.state === 'confirmed');
  const blocks: Array<[readonly Reply[], Strength]> = confirmed.map((reply) => [
    runOf(replies, reply),
    'confirmed',
  ]);
  if (accepted === null && blocks.length === 0) {
    const last = lastStanding(replies);
    if (last !== null) blocks.push([runOf(replies, last), 'assumed']);
  }
  const mined = blocks.toReversed().map(([run, strength]) => candidateOf(thread, run, strength));
  const candidates = accepted === null ? mined : [accepted, ...mined.filter((c) => c.text !== accepted.text)];
  return { candidates, reason: candidates.length > 0 ? null : whyNothing(thread, replies) };
}

/** Agents' messages with what they do and how the customer took them. */
function readReplies(thread: Thread, learned?: FormulaCounter): readonly Reply[] {
  const replies: Reply[] = [];
  for (const [index, message] of thread.messages.slice(0, MAX_MESSAGES).entries()) {
    if (message.author === 'customer') {
      if (replies.length > 0) judge(replies, message.text);
      continue;
    }
    const text = stripBoilerplate(message.text, learned, message.by);
    replies.push({
      index,
      message,
      text,
      act: readAgentMessage(text.replace(PLACEHOLDER, ' ')),
      state: 'standing',
    });
  }
  return replies;
}

const isAnswer = (reply: Reply): boolean => reply.act === 'answers' && reply.message.author === 'human-agent';
const isUsable = (reply: Reply): boolean => isAnswer(reply) && !reply.message.peer;

/** Applies a customer's message to the answers before it. */
function judge(replies: Reply[], text: string): void {
  const verdict = readCustomerMessage(text);
  if (verdict === 'confirms') {
    const last = replies.findLast((reply) => reply.act === 'answers');
    if (last !== undefined && isUsable(last) && last.state !== 'refuted') last.state = 'confirmed';
    return;
  }
  const state = verdict === 'denies' ? 'refuted' : verdict === 'other' ? null : 'open';
  if (state === null) return;
  for (const reply of replies) if (reply.state === 'standing' || state === 'refuted') reply.state = state;
}

/** Messages that the same agent sent in one go belong together: an answer is often two bubbles. */
function runOf(replies: readonly Reply[], reply: Reply): readonly Reply[] {
  let start = replies.indexOf(reply);
  for (let before = replies[start - 1]; before !== undefined; before = replies[start - 1]) {
    const next = replies[start];
    const together =
      next !== undefined && before.index === next.index - 1 && before.message.by === reply.message.by;
    if (!together || !isUsable(before)) break;
    start -= 1;
  }
  return replies.slice(start, replies.indexOf(reply) + 1);
}

function lastStanding(replies: readonly Reply[]): Reply | null {
  const standing = replies.filter((reply) => isUsable(reply) && reply.state === 'standing');
  return standing.findLast((reply) => reply.message.helpful > 0) ?? standing.at(-1) ?? null;
}

/** The message behind a marked text: the same words, or one within the other (sources cut long texts). */
function markedIndex(thread: Thread, marked: string): number {
  const plain = plainForm(marked);
  return thread.messages.findIndex((message, i) => {
    const other = plainForm(message.text);
    return (
      i > 0 &&
      other !== '' &&
      (other === plain || (other.length > 40 && (plain.startsWith(other) || other.startsWith(plain))))
    );
  });
}

function acceptedCandidate(thread: Thread, replies: readonly Reply[]): ResolutionCandidate | null {
  if (thread.accepted_text === null || countWords(thread.accepted_text) < MIN_MARKED_WORDS) return null;
  const at = markedIndex(thread, thread.accepted_text);
  const message = thread.messages[at];
  if (message === undefined) return fieldCandidate(thread, thread.accepted_text);
  if (message.author === 'ai-agent') return null;
  if (message.author === 'customer') {
    const before = replies.findLast((reply) => reply.index < at && isUsable(reply));
    const worked = before !== undefined && readCustomerMessage(message.text) === 'confirms';
    return worked ? candidateOf(thread, runOf(replies, before), 'confirmed') : null;
  }
  const reply = replies.find((item) => item.index === at);
  if (reply === undefined || reply.act === 'chats' || reply.text === '') return null;
  return candidateOf(thread, [reply], 'accepted');
}

/** A solution that stands in a field of its own: written by the team, but by no message. */
function fieldCandidate(thread: Thread, marked: string): ResolutionCandidate | null {
  const text = stripBoilerplate(marked);
  if (text === '') return null;
  const source: ResolutionSource = {
    kind: 'human-reply',
    id: thread.id,
    url: thread.url,
    author: null,
    at_ms: thread.messages.at(-1)?.at_ms ?? null,
  };
  return makeCandidate({ thread, text, strength: 'accepted', sources: [source], message_indices: [] });
}

function candidateOf(thread: Thread, run: readonly Reply[], strength: Strength): ResolutionCandidate {
  const sources = run.map(
    ({ message }): ResolutionSource => ({
      kind: 'human-reply',
      id: message.id,
      url: thread.url,
      author: message.by,
      at_ms: message.at_ms,
    }),
  );
  const text = run.map((reply) => reply.text).join('\n\n');
  return makeCandidate({ thread, text, strength, sources, message_indices: run.map((reply) => reply.index) });
}

function makeCandidate(parts: {
  thread: Thread;
  text: string;
  strength: Strength;
  sources: readonly ResolutionSource[];
  message_indices: readonly number[];
}): ResolutionCandidate {
  const { thread, strength, sources, message_indices } = parts;
  const text = parts.text.slice(0, MAX_RESOLUTION_TEXT);
  const links = extractLinks(text);
  const question = thread.messages.find((message) => message.author === 'customer')?.text ?? '';
  return {
    title: titleOf(thread.title),
    text,
    links,
    articles: articlesOf(thread, links),
    stakes: dearerStakes(guessStakes(text), guessStakes(`${thread.title}\n${question.slice(0, 500)}`)),
    strength,
    sources,
    message_indices,
    at_ms: sources.at(-1)?.at_ms ?? null,
  };
}

const titleOf = (title: string): string =>
  (title.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, MAX_TITLE);

/**
 * Articles that the reply itself links, in its order. What the source lists for the whole thread counts only
 * where the reply has no links in its text, because a list cannot tell a solution from a reference.
 */
function articlesOf(thread: Thread, links: readonly string[]): readonly string[] {
  const linked = links.map(articleKey).filter((key) => key !== null);
  const listed = thread.articles.map(articleKey).filter((key) => key !== null);
  const keys = linked.length > 0 || links.length > 0 || listed.length !== 1 ? linked : listed;
  return [...new Set(keys)];
}

function whyNothing(thread: Thread, replies: readonly Reply[]): NoLessonReason {
  const human = replies.filter((reply) => reply.message.author === 'human-agent');
  if (human.length === 0) {
    if (replies.length > 0) return 'own-ai-answer';
    return thread.accepted_text === null ? 'no-agent-reply' : 'customer-text-only';
  }
  const answers = human.filter(isAnswer);
  if (answers.length > 0 && answers.every((reply) => reply.message.peer)) return 'peer-only';
  if (answers.some((reply) => reply.state === 'refuted')) return 'refuted-by-customer';
  if (answers.length > 0) return 'still-open';
  if (
    human.some(
      (reply) => reply.text.search(PLACEHOLDER) >= 0 && countWords(reply.text.replace(PLACEHOLDER, ' ')) < 6,
    )
  ) {
    return 'personal-data-only';
  }
  return human.some((reply) => reply.act === 'asks') ? 'question-back-only' : 'nothing-substantive';
}
