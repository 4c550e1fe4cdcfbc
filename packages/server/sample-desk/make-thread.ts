/** One ticket's thread: what was asked, answered, asked back, tried again, confirmed, or never answered. */
import type { Chance } from './chance.ts';
import type { Issue } from './issues/issue.ts';
import { AGENT_CLOSERS, AGENT_OPENERS, CONFIRMATIONS, DENIALS, HANDOVERS, LATER, REPAIRS } from './voices.ts';

export interface Draft {
  /** Null for what is out of scope. */
  readonly issue: Issue | null;
  /** Day of the year, from 0. */
  readonly day: number;
  readonly text: string;
  /** The team's reply to what is out of scope. */
  readonly reply: string | null;
}

interface Message {
  readonly role: 'customer' | 'agent';
  readonly text: string;
  readonly at: string;
  readonly by?: string;
}

export interface MadeThread {
  readonly messages: readonly Message[];
  readonly accepted: string | null;
  readonly solved: boolean | null;
  readonly kb: readonly string[];
}

const MINUTE_MS = 60_000;
const UNANSWERED = 0.03;
const HANDED_OVER = 0.04;
const ASKED_BACK = 0.4;
const LEFT_AFTER_QUESTION = 0.15;
const DENIED = 0.08;
const CONFIRMED = 0.5;
const NUDGED = 0.08;
const MARKED = 0.25;

export function makeThread(input: {
  draft: Draft;
  at_ms: number;
  agent: string;
  chance: Chance;
}): MadeThread {
  const { draft, agent, chance } = input;
  let at_ms = input.at_ms;
  const messages: Message[] = [];
  const say = (role: Message['role'], text: string): void => {
    messages.push({ role, text, at: new Date(at_ms).toISOString(), ...(role === 'agent' && { by: agent }) });
    at_ms += (6 + chance.below(role === 'agent' ? 300 : 120)) * MINUTE_MS;
  };
  const done = (solved: boolean | null, accepted: string | null = null): MadeThread => ({
    messages,
    accepted,
    solved,
    kb: [
      ...new Set(
        messages.flatMap((m) => [...m.text.matchAll(/\/kb\/([a-z0-9-]+)/gu)].map((match) => match[1] ?? '')),
      ),
    ],
  });
  say('customer', draft.text);
  if (draft.issue === null) {
    if (draft.reply !== null) say('agent', draft.reply);
    return done(null);
  }
  const { issue } = draft;
  const course = chance.next();
  if (course < UNANSWERED) return done(false);
  if (course < UNANSWERED + HANDED_OVER) {
    say('agent', chance.pick(HANDOVERS));
    return done(null);
  }
  if (chance.next() < NUDGED) say('customer', chance.pick(LATER.slice(0, 2)));
  if (issue.asks_back !== undefined && chance.next() < ASKED_BACK) {
    say('agent', issue.asks_back[0]);
    if (chance.next() < LEFT_AFTER_QUESTION) return done(false);
    say('customer', issue.asks_back[1]);
  }
  const answer = `${chance.pick(AGENT_OPENERS)}${chance.pick(issue.answers)}${chance.pick(AGENT_CLOSERS)}`;
  say('agent', answer);
  const accepted = chance.next() < MARKED ? answer : null;
  if (accepted === null && chance.next() < DENIED) {
    say('customer', chance.pick(DENIALS));
    if (chance.next() < 0.3) return done(false);
    say('agent', `${chance.pick(REPAIRS)}${chance.pick(issue.answers)}`);
  }
  const isConfirmed = chance.next() < CONFIRMED;
  if (isConfirmed) say('customer', chance.pick(CONFIRMATIONS));
  else if (chance.next() < NUDGED) say('customer', chance.pick(LATER.slice(2)));
  return done(isConfirmed || accepted !== null ? true : null, accepted);
}

/** What haste does to a text: small letters, a missing full stop, two swapped letters. */
export function roughen(text: string, chance: Chance): string {
  const haste = chance.next();
  if (haste < 0.08) return text.toLowerCase().replaceAll('’', "'");
  if (haste < 0.14) return text.replace(/[.!]$/u, '');
  if (haste > 0.1 + 0.82) return swapLetters(text, chance);
  return text;
}

function swapLetters(text: string, chance: Chance): string {
  const words = text.split(' ');
  const long = words.map((word, i) => (/^\p{L}{6,}$/u.test(word) ? i : -1)).filter((i) => i >= 0);
  if (long.length === 0) return text;
  const at = chance.pick(long);
  const word = words[at] ?? '';
  const cut = 2 + chance.below(word.length - 4);
  words[at] = `${word.slice(0, cut)}${word[cut + 1]}${word[cut]}${word.slice(cut + 2)}`;
  return words.join(' ');
}
