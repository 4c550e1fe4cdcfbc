/** Whispers to the AI agent of the double: kept, taken back, and said by a test that plays the customer. */
import type {
  Body,
  ConsoleEvent,
  Conversation,
  ConversationSummary,
  Message,
  Whisper,
} from '@understudy/contract';
import type { Desk } from './desk.ts';
import { before, resolutions } from './fixtures.ts';
import { Refusal } from './refusal.ts';

interface Changes {
  readonly find: (id: string) => Conversation;
  readonly change: (id: string, part: Partial<Conversation>) => ConversationSummary;
  readonly emit: (event: ConsoleEvent) => void;
}

function titleOf(say: Body<'whisper'>['say']): string {
  if ('text' in say) return say.text;
  return resolutions.find(({ id }) => id === say.resolution_id)?.title ?? '';
}

export function whispers(desk: Desk, { find, change, emit }: Changes) {
  return {
    whisper: ({ params, body }: { params: { id: string }; body: Body<'whisper'> }): Whisper => {
      const conversation = find(params.id);
      if (conversation.status !== 'ai') throw new Refusal(409, 'conflict');
      const { say, is_lesson = false } = body;
      const seq = conversation.messages.length + 1;
      const message: Message = {
        id: `msg_whisper_${seq}`,
        conversation_id: conversation.id,
        seq,
        author: 'agent',
        author_name: desk.me.name,
        kind: 'note',
        text: titleOf(say),
        citations: [],
        attachments: [],
        choices: [],
        decision_id: null,
        client_id: null,
        at: before(0),
      };
      const whisper: Whisper = {
        id: `whi_${conversation.id.slice(4)}_${seq}`,
        message_id: message.id,
        by: desk.me.name,
        resolution_id: 'text' in say ? null : say.resolution_id,
        is_lesson,
        state: 'waiting',
        decision_id: null,
      };
      change(params.id, {
        messages: [...conversation.messages, message],
        whispers: [...conversation.whispers, whisper],
      });
      emit({ type: 'message', message });
      return whisper;
    },
    takeBackWhisper: ({ params }: { params: { id: string } }): Whisper => {
      const conversation = desk.conversations.find(({ whispers: all }) =>
        all.some(({ id }) => id === params.id),
      );
      const whisper = conversation?.whispers.find(({ id }) => id === params.id);
      if (conversation === undefined || whisper === undefined) throw new Refusal(404, 'not-found');
      if (whisper.state !== 'waiting') throw new Refusal(409, 'conflict');
      const after: Whisper = { ...whisper, state: 'taken-back' };
      const all = conversation.whispers.map((each) => (each.id === whisper.id ? after : each));
      change(conversation.id, { whispers: all });
      return after;
    },
  };
}
