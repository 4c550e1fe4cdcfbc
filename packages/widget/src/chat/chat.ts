/**
 * The conversation of this visitor: state as signals that the view reads, and the few things a visitor can do.
 * All writes of the state happen here. Messages come by POST, stream and catch-up; `mergeMessages` makes one of them.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { ConversationStatus, Message, WidgetEvent } from '@understudy/contract';
import { type Api, createApi, type Failure, type Outcome, type Session } from './api.ts';
import { backoffDelay } from './backoff.ts';
import {
  enqueue,
  isFull,
  mark,
  nextToSend,
  type Outbox,
  parseOutbox,
  remove,
  withoutDelivered,
} from './outbox.ts';
import { describePath } from './page.ts';
import { createStorage } from './storage.ts';
import { openStream } from './stream.ts';
import { isReply, lastSeq, mergeMessages } from './timeline.ts';

const TYPING_MS = 10_000;
const OUTBOX = 'outbox';

export type Connection = 'live' | 'reconnecting' | 'offline';

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
  choose(message: Message, resolution_id: string | null): Promise<void>;
  startOver(): void;
  /** Ends every connection, timer and listener. `forget` also drops token and unsent messages from this device. */
  close(forget: boolean): void;
}

export interface ChatOptions {
  readonly base_url: string;
  readonly workspace: string;
}

export function createChat({ base_url, workspace }: ChatOptions): Chat {
  const storage = createStorage(workspace);
  const api: Api = createApi(base_url, workspace, storage);
  const tabs = new BroadcastChannel(`understudy:${workspace}`);
  const session = signal<Session | null>(null);
  const conversation_id = signal<string | null>(null);
  const messages = signal<readonly Message[]>([]);
  const outbox = signal<Outbox>(parseOutbox(storage.get(OUTBOX)));
  const status = signal<ConversationStatus | null>(null);
  const typing = signal<'ai' | 'agent' | null>(null);
  const connection = signal<Connection>(navigator.onLine ? 'live' : 'offline');
  const rate_limited = signal(false);
  const wants_person = signal(false);
  const settled = signal<ReadonlySet<string>>(new Set());
  const action_failed = signal(false);
  const busy = signal(false);
  const arrived = signal<readonly Message[]>([]);

  let closed = false;
  let flushing = false;
  let attempts = 0;
  /** Everything up to here was fetched without a hole; only a catch-up may move it, as notes leave gaps in `seq`. */
  let complete_seq = 0;
  let closeStream: (() => void) | null = null;
  let retry_timer: ReturnType<typeof setTimeout> | undefined;
  let typing_timer: ReturnType<typeof setTimeout> | undefined;

  function setOutbox(next: Outbox): void {
    outbox.value = next;
    storage.set(OUTBOX, JSON.stringify(next));
  }

  function take(incoming: readonly Message[], live: boolean): void {
    const mine = incoming.filter((message) => message.conversation_id === conversation_id.value);
    const known = new Set(messages.value.map((message) => message.id));
    const fresh = mine.filter(
      (message) => !known.has(message.id) && message.kind !== 'note' && isReply(message),
    );
    batch(() => {
      messages.value = mergeMessages(messages.value, mine);
      setOutbox(withoutDelivered(outbox.value, messages.value));
      if (fresh.length > 0) typing.value = null;
      if (live && fresh.length > 0) arrived.value = fresh;
    });
  }

  /** Turns to a conversation: the one of the session, of the first message, or of another tab. */
  function enter(id: string | null): void {
    if (id === conversation_id.value) return;
    complete_seq = 0;
    batch(() => {
      conversation_id.value = id;
      messages.value = [];
      status.value = null;
      typing.value = null;
      action_failed.value = false;
    });
    const listening = closeStream !== null;
    listen();
    if (listening) void catchUp();
  }

  /** Turns to a conversation and takes the visitor's other tabs along. */
  function lead(id: string | null): void {
    if (id === conversation_id.value) return;
    enter(id);
    tabs.postMessage(id);
  }

  function listen(): void {
    const wanted = conversation_id.value !== null && !document.hidden && !closed;
    if (!wanted) {
      closeStream?.();
      closeStream = null;
      return;
    }
    closeStream ??= openStream({
      connect: (init) => api.open('/v1/widget/events', init),
      onOpen: () => {
        connection.value = 'live';
        void catchUp();
        retryNow();
      },
      onEvent: hear,
      onLost: (times) => {
        typing.value = null;
        // A single lost line is usually back before anybody could read the notice.
        if (times > 1 || !navigator.onLine) connection.value = navigator.onLine ? 'reconnecting' : 'offline';
      },
    });
  }

  function hear(event: WidgetEvent): void {
    if (event.type === 'message') take([event.message], true);
    else if (event.type === 'status') status.value = event.status;
    else {
      clearTimeout(typing_timer);
      typing.value = event.on ? event.who : null;
      if (event.on) typing_timer = setTimeout(() => (typing.value = null), TYPING_MS);
    }
  }

  async function catchUp(): Promise<void> {
    const id = conversation_id.value;
    if (id === null) return;
    const first = complete_seq === 0 && messages.value.length === 0;
    const outcome = await api.conversation(id, complete_seq);
    if (!outcome.ok || closed || id !== conversation_id.value) return;
    take(outcome.value.messages, !first);
    status.value = outcome.value.status;
    complete_seq = Math.max(complete_seq, lastSeq(outcome.value.messages));
  }

  async function start(): Promise<void> {
    const outcome = await api.startSession();
    if (closed) return;
    if (!outcome.ok) {
      if (outcome.failure.kind !== 'refused') retryLater(outcome.failure);
      return;
    }
    attempts = 0;
    session.value = outcome.value;
    enter(outcome.value.conversation_id);
    void flush();
  }

  /** Sends what waits, one after the other, so that the order stays and the first opens the conversation. */
  async function flush(): Promise<void> {
    if (flushing || closed || !session.value) return;
    flushing = true;
    for (let item = nextToSend(outbox.value); item && !closed; item = nextToSend(outbox.value)) {
      setOutbox(mark(outbox.value, item.client_id, 'sending'));
      const outcome = await api.send({
        client_id: item.client_id,
        text: item.text,
        conversation_id: conversation_id.value,
        context: { page: describePath(location.pathname) },
      });
      if (closed) return;
      if (!(await settle(item.client_id, outcome))) break;
    }
    flushing = false;
  }

  /** Books the fate of one message; false where the rest has to wait. */
  async function settle(client_id: string, outcome: Awaited<ReturnType<Api['send']>>): Promise<boolean> {
    if (!outcome.ok) {
      const waits = outcome.failure.kind !== 'refused';
      setOutbox(mark(outbox.value, client_id, waits ? 'queued' : 'failed'));
      if (waits) retryLater(outcome.failure);
      return !waits;
    }
    attempts = 0;
    rate_limited.value = false;
    if (!closeStream || connection.value !== 'live') connection.value = 'live';
    lead(outcome.value.message.conversation_id);
    status.value = outcome.value.status;
    take([outcome.value.message], false);
    setOutbox(remove(outbox.value, client_id));
    if (wants_person.value) await askForPerson();
    return true;
  }

  function retryLater(failure: Failure): void {
    const asked_ms = failure.kind === 'busy' ? failure.retry_after_ms : null;
    rate_limited.value = failure.kind === 'busy' && failure.rate_limited;
    if (!rate_limited.value) connection.value = navigator.onLine ? 'reconnecting' : 'offline';
    clearTimeout(retry_timer);
    retry_timer = setTimeout(retryNow, asked_ms ?? backoffDelay(attempts++, Math.random()));
  }

  function retryNow(): void {
    clearTimeout(retry_timer);
    if (rate_limited.value) rate_limited.value = false;
    void (session.value ? flush() : start());
  }

  /** One click at a time; its failure is shown and the click can be repeated. */
  async function act(
    request: (id: string) => Promise<Outcome<{ status: ConversationStatus }>>,
  ): Promise<boolean> {
    const id = conversation_id.value;
    if (id === null || busy.value) return false;
    batch(() => {
      busy.value = true;
      action_failed.value = false;
    });
    const outcome = await request(id);
    if (closed) return false;
    batch(() => {
      busy.value = false;
      action_failed.value = !outcome.ok;
      if (outcome.ok) status.value = outcome.value.status;
    });
    if (outcome.ok) void catchUp();
    return outcome.ok;
  }

  async function askForPerson(): Promise<void> {
    wants_person.value = conversation_id.value === null;
    await act((id) => api.requestHuman(id));
  }

  async function settleClick(message: Message, done: Promise<boolean>): Promise<void> {
    if (await done) settled.value = new Set([...settled.value, message.id]);
  }

  const onOnline = () => {
    connection.value = closeStream ? 'reconnecting' : 'live';
    retryNow();
  };
  const onOffline = () => (connection.value = 'offline');
  const onTabs = (event: MessageEvent<string | null>) => enter(event.data);
  addEventListener('online', onOnline);
  addEventListener('offline', onOffline);
  document.addEventListener('visibilitychange', listen);
  tabs.addEventListener('message', onTabs);
  void start();

  return {
    session,
    messages,
    outbox,
    status,
    typing,
    connection,
    rate_limited,
    wants_person,
    settled,
    action_failed,
    busy,
    arrived,
    full: computed(() => isFull(outbox.value)),
    say(text) {
      setOutbox(enqueue(outbox.value, crypto.randomUUID?.() ?? `c-${Date.now()}-${Math.random()}`, text));
      void flush();
    },
    retry(client_id) {
      setOutbox(mark(outbox.value, client_id, 'queued'));
      retryNow();
    },
    discard: (client_id) => setOutbox(remove(outbox.value, client_id)),
    askForPerson,
    rate: (message, solved) =>
      settleClick(
        message,
        act((id) => api.rate(id, { message_id: message.id, solved })),
      ),
    choose: (message, resolution_id) => {
      const client_id = `choice-${message.id}`.slice(0, 64);
      return settleClick(
        message,
        act((id) => api.choose(id, { message_id: message.id, resolution_id, client_id })),
      );
    },
    startOver() {
      wants_person.value = false;
      lead(null);
    },
    close(forget) {
      closed = true;
      closeStream?.();
      clearTimeout(retry_timer);
      clearTimeout(typing_timer);
      removeEventListener('online', onOnline);
      removeEventListener('offline', onOffline);
      document.removeEventListener('visibilitychange', listen);
      tabs.close();
      if (forget) for (const key of ['token', OUTBOX]) storage.remove(key);
    },
  };
}
