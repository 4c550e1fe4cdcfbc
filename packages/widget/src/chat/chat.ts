/**
 * The conversation of this visitor: state as signals that the view reads, and the few things a visitor can do.
 * All writes of the state happen here. Messages come by POST, stream and catch-up; `mergeMessages` makes one of them.
 */
import { batch, computed, signal } from '@preact/signals-core';
import type { ConversationStatus, Message, Result, WidgetEvent } from '@understudy/contract';
import { type Api, createApi, type Failure, type Outcome, type Session } from './api.ts';
import type { Chat, ChatOptions } from './interface.ts';
import { keepOutbox } from './kept-outbox.ts';
import { enqueue, isFull, mark, nextToSend, type Outbox, remove, withoutDelivered } from './outbox.ts';
import { describePath } from './page.ts';
import { watchReach } from './reach.ts';
import { createStorage } from './storage.ts';
import { openStream } from './stream.ts';
import { isReply, lastSeq, mergeMessages } from './timeline.ts';

const TYPING_MS = 10_000;

export function createChat({ base_url, workspace }: ChatOptions): Chat {
  const storage = createStorage(workspace);
  const api: Api = createApi(base_url, workspace, storage);
  const tabs = new BroadcastChannel(`understudy:${workspace}`);
  const session = signal<Session | null>(null);
  const conversation_id = signal<string | null>(null);
  const messages = signal<readonly Message[]>([]);
  const kept = keepOutbox(storage);
  const outbox = kept.items;
  const setOutbox = (next: Outbox) => kept.change(next);
  const reach = watchReach(() => void (session.value ? flush() : start()));
  const status = signal<ConversationStatus | null>(null);
  const typing = signal<'ai' | 'agent' | null>(null);
  const wants_person = signal(false);
  const settled = signal<ReadonlySet<string>>(new Set());
  const action_failed = signal(false);
  const busy = signal(false);
  const arrived = signal<readonly Message[]>([]);

  let closed = false;
  let flushing = false;
  /** Everything up to here was fetched without a hole; only a catch-up may move it, as notes leave gaps in `seq`. */
  let complete_seq = 0;
  let closeStream: (() => void) | null = null;
  let typing_timer: ReturnType<typeof setTimeout> | undefined;

  /** Status as heard by the stream; what a slower answer says about an earlier moment must not undo it. */
  let heard = 0;
  const statusSince = (before: number, next: ConversationStatus) => {
    if (before === heard) status.value = next;
  };

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
        reach.succeed();
        void catchUp();
        reach.resume();
      },
      onEvent: hear,
      onLost: (times) => {
        typing.value = null;
        // A single lost line is usually back before anybody could read the notice.
        if (times > 1 || !navigator.onLine) reach.lose();
      },
    });
  }

  function hear(event: WidgetEvent): void {
    if (event.type === 'message') take([event.message], true);
    else if (event.type === 'status') {
      heard++;
      status.value = event.status;
    } else {
      clearTimeout(typing_timer);
      typing.value = event.on ? event.who : null;
      if (event.on) typing_timer = setTimeout(() => (typing.value = null), TYPING_MS);
    }
  }

  async function catchUp(): Promise<void> {
    const id = conversation_id.value;
    if (id === null) return;
    const first = complete_seq === 0 && messages.value.length === 0;
    const before = heard;
    const outcome = await api.conversation(id, complete_seq);
    if (!outcome.ok || closed || id !== conversation_id.value) return;
    take(outcome.value.messages, !first);
    statusSince(before, outcome.value.status);
    complete_seq = Math.max(complete_seq, lastSeq(outcome.value.messages));
  }

  async function start(): Promise<void> {
    const outcome = await api.startSession();
    if (closed) return;
    if (!outcome.ok) {
      if (outcome.failure.kind !== 'refused') reach.fail(outcome.failure);
      return;
    }
    reach.succeed();
    session.value = outcome.value;
    enter(outcome.value.conversation_id);
    void flush();
  }

  /** Sends what waits, one after the other, so that the order stays and the first opens the conversation. */
  async function flush(): Promise<void> {
    if (flushing || closed || !session.value || reach.rate_limited.value) return;
    flushing = true;
    for (let item = nextToSend(outbox.value); item && !closed; item = nextToSend(outbox.value)) {
      setOutbox(mark(outbox.value, item.client_id, 'sending'));
      const before = heard;
      const outcome = await api.send({
        client_id: item.client_id,
        text: item.text,
        conversation_id: conversation_id.value,
        context: { page: describePath(location.pathname) },
      });
      if (closed) return;
      if (outcome.ok) await book(item.client_id, outcome.value, before);
      else if (postpone(item.client_id, outcome.failure)) break;
    }
    flushing = false;
  }

  /** A message that has arrived takes its place among the others. */
  async function book(client_id: string, sent: Result<'postVisitorMessage'>, before: number): Promise<void> {
    reach.succeed();
    lead(sent.message.conversation_id);
    statusSince(before, sent.status);
    take([sent.message], false);
    setOutbox(remove(outbox.value, client_id));
    if (wants_person.value) await askForPerson();
  }

  /** True where the message waits for a better moment, and the rest with it; false where it was refused. */
  function postpone(client_id: string, failure: Failure): boolean {
    const waits = failure.kind !== 'refused';
    setOutbox(mark(outbox.value, client_id, waits ? 'queued' : 'failed'));
    if (waits) reach.fail(failure);
    return waits;
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
    const before = heard;
    const outcome = await request(id);
    if (closed) return false;
    batch(() => {
      busy.value = false;
      action_failed.value = !outcome.ok;
      if (outcome.ok) statusSince(before, outcome.value.status);
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

  const onTabs = (event: MessageEvent<string | null>) => enter(event.data);
  document.addEventListener('visibilitychange', listen);
  tabs.addEventListener('message', onTabs);
  void start();

  return {
    session,
    messages,
    outbox,
    status,
    typing,
    connection: reach.connection,
    rate_limited: reach.rate_limited,
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
      reach.resume();
    },
    discard: (client_id) => setOutbox(remove(outbox.value, client_id)),
    askForPerson,
    rate: (message, solved) =>
      settleClick(
        message,
        act((id) => api.rate(id, { message_id: message.id, solved })),
      ),
    score: (first, score) =>
      settleClick(
        first,
        act((id) => api.score(id, { score })),
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
      reach.close();
      clearTimeout(typing_timer);
      document.removeEventListener('visibilitychange', listen);
      tabs.close();
      if (!forget) return;
      kept.forget();
      api.forget();
    },
  };
}
