/**
 * The conversation of this visitor: state as signals that the view reads, and the few things a visitor can do.
 * All writes of the state happen here. Messages come by POST, stream and catch-up; `mergeMessages` makes one of them.
 */
import { batch, computed, signal } from '@preact/signals-core';
import type { ConversationStatus, Message, Result, WidgetEvent } from '@understudy/contract';
import { type Api, createApi, type Failure, type Session } from './api.ts';
import { createClicks } from './clicks.ts';
import { keepConversations } from './conversations.ts';
import { createFiles } from './files.ts';
import { keepIdentity } from './identity.ts';
import type { Chat, ChatOptions } from './interface.ts';
import { keepOutbox } from './kept-outbox.ts';
import { keepLine } from './line.ts';
import * as box from './outbox.ts';
import { watchReach } from './reach.ts';
import { keepStanding } from './standing.ts';
import { createStorage } from './storage.ts';
import { openTabs, type TabNews } from './tabs.ts';
import { lastSeq, mergeMessages, newReplies } from './timeline.ts';
import { keepTyping } from './typing.ts';
import { createVisit } from './visit.ts';

export function createChat({ base_url, workspace, describe, emit }: ChatOptions): Chat {
  const storage = createStorage(workspace);
  const identity = keepIdentity({ storage, emit, onChange: () => void start(), onPerson });
  const api: Api = createApi(base_url, workspace, storage, identity);
  const files = createFiles(api);
  const tabs = openTabs(workspace, hearTab);
  const session = signal<Session | null>(null);
  const conversation_id = signal<string | null>(null);
  const messages = signal<readonly Message[]>([]);
  const kept = keepOutbox(storage);
  const { items: outbox, change: setOutbox } = kept;
  const reach = watchReach(() => void (session.value ? goOn() : start()));
  const standing = keepStanding();
  const { status } = standing;
  const typing = keepTyping();
  const wants_person = signal(false);
  const arrived = signal<readonly Message[]>([]);
  const writes_again = signal(false);
  const is_talking = computed(() => conversation_id.value !== null || outbox.value.length > 0);
  const visit = createVisit(storage, is_talking);
  const conversations = keepConversations(api, {
    onRead: () => tabs.tell({ kind: 'read' }),
    onLost: (failure) => reach.fail(failure),
  });

  /** Before the server has said which conversation is open, it is taken for the one that was written in. */
  const isHere = (item: box.Pending) =>
    !session.value || box.isOf(item, conversation_id.value, status.value === 'resolved');
  let closed = false;
  let flushing = false;
  /** Everything up to here was fetched without a hole; only a catch-up may move it, as notes leave gaps in `seq`. */
  let complete_seq = 0;
  let is_behind = false;

  function take(incoming: readonly Message[], live: boolean): void {
    const mine = incoming.filter((message) => message.conversation_id === conversation_id.value);
    const fresh = newReplies(messages.value, mine);
    batch(() => {
      messages.value = mergeMessages(messages.value, mine);
      setOutbox(box.withoutDelivered(outbox.value, messages.value));
      if (fresh.length > 0) typing.hear(null);
      if (live && fresh.length > 0) arrived.value = fresh;
    });
  }

  /** Turns to a conversation: the one of the session, of the first message, or of another tab. */
  function enter(id: string | null, known: ConversationStatus | null = null): void {
    if (id === conversation_id.value) return;
    complete_seq = 0;
    batch(() => {
      conversation_id.value = id;
      messages.value = [];
      standing.hear(known);
      typing.hear(null);
      writes_again.value = false;
    });
    const listening = line.is_open;
    line.update();
    if (listening) void catchUp();
  }

  /** Turns to a conversation and takes the visitor's other tabs along. */
  function lead(id: string | null, known: ConversationStatus | null = null): void {
    if (id === conversation_id.value) return;
    enter(id, known);
    tabs.tell({ kind: 'entered', id });
  }

  const line = keepLine(() => conversation_id.value !== null && !document.hidden && !closed, {
    connect: (init) => api.open('/v1/widget/events', init),
    onOpen: () => {
      reach.succeed();
      void catchUp();
      void conversations.refresh();
      reach.resume();
    },
    onEvent: hear,
    onLost: (times) => {
      typing.hear(null);
      // A single lost line is usually back before anybody could read the notice.
      if (times > 1 || !navigator.onLine) reach.lose();
    },
  });

  function hear(event: WidgetEvent): void {
    if (event.type === 'message') {
      take([event.message], true);
      void conversations.refresh();
    } else if (event.conversation_id !== conversation_id.value) return;
    else if (event.type === 'status') standing.hear(event.status);
    else typing.hear(event.on ? event.who : null);
  }

  async function catchUp(): Promise<void> {
    const id = conversation_id.value;
    if (id === null) return;
    const first = complete_seq === 0 && messages.value.length === 0;
    const answer = standing.ask();
    const outcome = await api.conversation(id, complete_seq);
    if (closed || id !== conversation_id.value) return;
    is_behind = !outcome.ok && outcome.failure.kind !== 'refused';
    if (!outcome.ok) return is_behind ? reach.fail(outcome.failure) : undefined;
    reach.succeed();
    take(outcome.value.messages, !first);
    answer(outcome.value.status);
    complete_seq = Math.max(complete_seq, lastSeq(outcome.value.messages));
  }

  /** What did not get through is tried again. */
  function goOn(): void {
    if (is_behind) void catchUp();
    if (conversations.is_behind)
      void conversations.refresh().then(() => conversations.is_behind || reach.succeed());
    void flush();
  }

  async function start(): Promise<void> {
    const came_before = api.isKnown();
    const outcome = await api.startSession();
    if (closed) return;
    if (!outcome.ok) return outcome.failure.kind === 'refused' ? undefined : reach.fail(outcome.failure);
    reach.succeed();
    session.value = outcome.value;
    enter(outcome.value.conversation_id);
    // A reply may wait in a conversation that was resolved meanwhile.
    if (came_before) void conversations.refresh();
    void flush();
  }

  /** Sends what waits, one after the other, so that the order stays and the first opens the conversation. */
  async function flush(): Promise<void> {
    if (flushing || closed || !session.value || reach.rate_limited.value) return;
    flushing = true;
    for (let item = box.nextToSend(outbox.value); item && !closed; item = box.nextToSend(outbox.value)) {
      setOutbox(box.mark(outbox.value, item.client_id, 'sending'));
      const answer = standing.ask();
      const outcome = await files.sendWith(item.files ?? [], async (attachments) =>
        api.send({ ...box.bodyOf(item), attachments, ...(await describe()) }),
      );
      if (closed) return;
      if (outcome.ok) await book(item, outcome.value, answer);
      else if (postpone(item.client_id, outcome.failure)) break;
    }
    flushing = false;
  }

  /** A message that has arrived takes its place among the others. */
  async function book(
    { client_id, to }: box.Pending,
    sent: Result<'postVisitorMessage'>,
    answer: (status: ConversationStatus) => void,
  ): Promise<void> {
    reach.succeed();
    const { conversation_id: id } = sent.message;
    // Who has turned to another conversation meanwhile stays there.
    if (to === conversation_id.value) lead(id, sent.status);
    if (id === conversation_id.value) answer(sent.status);
    take([sent.message], false);
    setOutbox(box.remove(outbox.value, client_id));
    if (wants_person.value) await askForPerson();
  }

  /** True where the message waits for a better moment, and the rest with it; false where it was refused. */
  function postpone(client_id: string, failure: Failure): boolean {
    const waits = failure.kind !== 'refused';
    setOutbox(box.mark(outbox.value, client_id, waits ? 'queued' : 'failed'));
    if (waits) reach.fail(failure);
    return waits;
  }

  const clicks = createClicks({
    api,
    conversation_id,
    begin: () => standing.ask(),
    onDone: () => void (closed || catchUp()),
  });

  async function askForPerson(): Promise<void> {
    const is_over = visit.place.value === 'home' && status.value === 'resolved';
    wants_person.value = conversation_id.value === null || is_over;
    if (wants_person.value) return;
    visit.go('chat');
    await clicks.requestHuman();
  }

  /** Nothing of whoever left stays on the screen or on this device. */
  function changePerson(kind: 'joined' | 'left'): void {
    if (kind === 'left') {
      setOutbox([]);
      files.clear();
      conversations.clear();
      [visit.draft.value, wants_person.value, arrived.value] = ['', false, []];
      enter(null);
    }
    line.renew();
  }

  function onPerson(kind: 'joined' | 'left'): void {
    changePerson(kind);
    tabs.tell({ kind });
  }

  function hearTab(news: TabNews): void {
    if (news.kind === 'entered') return enter(news.id);
    if (news.kind === 'read') return void conversations.refresh();
    // What that tab removed may still be there for this one.
    if (news.kind === 'forgotten') api.forget();
    changePerson(news.kind === 'joined' ? 'joined' : 'left');
    void start();
  }
  document.addEventListener('visibilitychange', line.update);
  queueMicrotask(() => closed || void start()); // a page that names the visitor at once comes first

  return {
    session,
    guides: api,
    messages,
    outbox: computed(() => outbox.value.filter(isHere)),
    status,
    typing: typing.who,
    connection: reach.connection,
    rate_limited: reach.rate_limited,
    wants_person,
    ...clicks,
    arrived,
    conversation_id,
    files,
    mail: api,
    conversations,
    visit,
    writes_again,
    full: computed(() => box.isFull(outbox.value)),
    say(text) {
      if (status.value === 'resolved' && !writes_again.value) lead(null);
      const item = { client_id: box.newClientId(), text, to: conversation_id.value, files: files.take() };
      setOutbox(box.enqueue(outbox.value, item));
      visit.go('chat');
      void flush();
    },
    retry(client_id) {
      setOutbox(box.mark(outbox.value, client_id, 'queued'));
      reach.resume();
    },
    discard(client_id) {
      files.drop(outbox.value.find((item) => item.client_id === client_id)?.files ?? []);
      setOutbox(box.remove(outbox.value, client_id));
    },
    askForPerson,
    turnTo(id) {
      enter(id);
      visit.go('chat');
    },
    writeAgain: () => (writes_again.value = true),
    startOver() {
      wants_person.value = false;
      visit.go('chat');
      lead(null);
    },
    identify: identity.identify,
    close(forget) {
      closed = true;
      identity.close(forget);
      line.update();
      reach.close();
      conversations.close();
      files.clear();
      typing.hear(null);
      document.removeEventListener('visibilitychange', line.update);
      if (forget) {
        for (const each of [kept, visit, api]) each.forget();
        tabs.tell({ kind: 'forgotten' });
      }
      tabs.close();
    },
  };
}
