/** What a visitor says with a click: of an answer, of the whole, which of these, a person please. One at a time. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { ConversationStatus, Message } from '@understudy/contract';
import type { Api, Outcome } from './api.ts';
import type { Clicks } from './interface.ts';

interface ClickParts {
  readonly api: Api;
  readonly conversation_id: ReadonlySignal<string | null>;
  /** Begins a call; what it answers takes the status that the server told. */
  readonly begin: () => (status: ConversationStatus) => void;
  readonly onDone: () => void;
}

/** Its failure is shown, and the click can be repeated. */
export function createClicks(parts: ClickParts): Clicks {
  const { api, conversation_id } = parts;
  const busy = signal(false);
  /** The conversation in which a click did not go through. */
  const failed_in = signal<string | null>(null);
  const settled = signal<ReadonlyMap<string, string>>(new Map());

  async function act(
    request: (id: string) => Promise<Outcome<{ status: ConversationStatus }>>,
  ): Promise<boolean> {
    const id = conversation_id.value;
    if (id === null || busy.value) return false;
    batch(() => {
      busy.value = true;
      failed_in.value = null;
    });
    const book = parts.begin();
    const outcome = await request(id);
    batch(() => {
      busy.value = false;
      failed_in.value = outcome.ok ? null : id;
      if (outcome.ok) book(outcome.value.status);
    });
    if (outcome.ok) parts.onDone();
    return outcome.ok;
  }

  const settle = async (key: string, said: string, done: Promise<boolean>): Promise<void> => {
    if (await done) settled.value = new Map([...settled.value, [key, said]]);
  };

  return {
    busy,
    action_failed: computed(() => failed_in.value !== null && failed_in.value === conversation_id.value),
    settled,
    requestHuman: () => act((id) => api.requestHuman(id)),
    rate: ({ id: message_id }, solved) =>
      settle(
        message_id,
        String(solved),
        act((id) => api.rate(id, { message_id, solved })),
      ),
    thumb: ({ id: message_id }, thumb, why) =>
      settle(
        `thumb ${message_id}`,
        why ? 'told' : thumb,
        act((id) => api.thumb(id, { message_id, thumb, ...why })),
      ),
    score: (first, score, comment) =>
      settle(
        `score ${first.id}`,
        comment ? 'told' : String(score),
        act((id) => api.score(id, { score, comment })),
      ),
    choose: (message: Message, resolution_id) =>
      settle(
        message.id,
        String(resolution_id),
        act((id) => {
          const client_id = `choice-${message.id}`.slice(0, 64);
          return api.choose(id, { message_id: message.id, resolution_id, client_id });
        }),
      ),
  };
}
