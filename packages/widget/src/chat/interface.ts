/** What the view sees of a conversation, and what a visitor can do. */
import type { ReadonlySignal } from '@preact/signals-core';
import type { Body, ConversationStatus, Message, Thumb } from '@understudy/contract';
import type { Described } from '../page/watch-page.ts';
import type { Emit, Identity } from '../sdk/commands.ts';
import type { Api, Session } from './api.ts';
import type { Conversations } from './conversations.ts';
import type { Files } from './files.ts';
import type { Outbox } from './outbox.ts';
import type { Connection } from './reach.ts';
import type { Visit } from './visit.ts';

/** Why a thumb. */
export type Why = Pick<Body<'thumbAnswer'>, 'reason' | 'comment'>;

export interface Clicks {
  readonly busy: ReadonlySignal<boolean>;
  /** The last click did not go through. */
  readonly action_failed: ReadonlySignal<boolean>;
  /** What was said: by message id of answers and choices; with `thumb ` and `score ` before it. */
  readonly settled: ReadonlySignal<ReadonlyMap<string, string>>;
  requestHuman(): Promise<boolean>;
  rate(message: Message, solved: boolean): Promise<void>;
  thumb(message: Message, thumb: Thumb, why?: Why): Promise<void>;
  /** How satisfied they are, 1 to 5; kept under the conversation's first message. */
  score(first: Message, score: number, comment?: string): Promise<void>;
  choose(message: Message, resolution_id: string | null): Promise<void>;
}

export interface Chat extends Omit<Clicks, 'requestHuman'> {
  readonly session: ReadonlySignal<Session | null>;
  readonly guides: Pick<Api, 'guide' | 'reportGuide'>;
  readonly messages: ReadonlySignal<readonly Message[]>;
  /** What waits to be sent to the conversation on display. */
  readonly outbox: ReadonlySignal<Outbox>;
  readonly status: ReadonlySignal<ConversationStatus | null>;
  readonly typing: ReadonlySignal<'ai' | 'agent' | null>;
  readonly connection: ReadonlySignal<Connection>;
  readonly rate_limited: ReadonlySignal<boolean>;
  /** The visitor asked for a person before there was a conversation; the next message asks for one. */
  readonly wants_person: ReadonlySignal<boolean>;
  /** The replies that came last while the page was open, for the live region and the unread count. */
  readonly arrived: ReadonlySignal<readonly Message[]>;
  readonly full: ReadonlySignal<boolean>;
  readonly conversation_id: ReadonlySignal<string | null>;
  readonly conversations: Conversations;
  readonly files: Files;
  readonly mail: Pick<Api, 'conversation' | 'setReplyAddress'>;
  readonly visit: Visit;
  /** The visitor writes again into a conversation that was resolved. */
  readonly writes_again: ReadonlySignal<boolean>;
  say(text: string): void;
  retry(client_id: string): void;
  discard(client_id: string): void;
  askForPerson(): Promise<void>;
  /** Turns to one of the visitor's conversations, in this tab only. */
  turnTo(id: string): void;
  writeAgain(): void;
  startOver(): void;
  /** Whom the page’s server has signed; the conversations of whoever was here before leave the screen. */
  readonly identify: (identity: Identity) => void;
  /** Ends every connection, timer and listener. `forget` also drops token and unsent messages from this device. */
  close(forget: boolean): void;
}

export interface ChatOptions {
  readonly base_url: string;
  readonly workspace: string;
  /** What is told of the page with a message; asked when the message is sent. */
  readonly describe: () => Promise<Described>;
  /** Tells the page. */
  readonly emit: Emit;
}
