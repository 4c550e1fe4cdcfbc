/** What the view sees of a conversation, and what a visitor can do. */
import type { ReadonlySignal } from '@preact/signals-core';
import type { ConversationStatus, Message } from '@understudy/contract';
import type { Session } from './api.ts';
import type { Outbox } from './outbox.ts';
import type { Connection } from './reach.ts';

export interface Chat {
  readonly session: ReadonlySignal<Session | null>;
  readonly messages: ReadonlySignal<readonly Message[]>;
  readonly outbox: ReadonlySignal<Outbox>;
  readonly status: ReadonlySignal<ConversationStatus | null>;
  readonly typing: ReadonlySignal<'ai' | 'agent' | null>;
  readonly connection: ReadonlySignal<Connection>;
  readonly rate_limited: ReadonlySignal<boolean>;
  /** The visitor asked for a person before there was a conversation; the next message asks for one. */
  readonly wants_person: ReadonlySignal<boolean>;
  /** Answers (message ids) that the visitor has judged, and choices made. */
  readonly settled: ReadonlySignal<ReadonlySet<string>>;
  /** The last click that did not go through. */
  readonly action_failed: ReadonlySignal<boolean>;
  readonly busy: ReadonlySignal<boolean>;
  /** The replies that came last while the page was open, for the live region and the unread count. */
  readonly arrived: ReadonlySignal<readonly Message[]>;
  readonly full: ReadonlySignal<boolean>;
  say(text: string): void;
  retry(client_id: string): void;
  discard(client_id: string): void;
  askForPerson(): Promise<void>;
  rate(message: Message, solved: boolean): Promise<void>;
  /** How satisfied they are, 1 to 5; kept under the conversation's first message. */
  score(first: Message, score: number): Promise<void>;
  choose(message: Message, resolution_id: string | null): Promise<void>;
  startOver(): void;
  /** Ends every connection, timer and listener. `forget` also drops token and unsent messages from this device. */
  close(forget: boolean): void;
}

export interface ChatOptions {
  readonly base_url: string;
  readonly workspace: string;
}
