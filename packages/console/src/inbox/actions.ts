/** What a human agent does with a conversation: shown at once, taken back when the server refuses. */
import type {
  Body,
  Conversation,
  ConversationSummary,
  Correction,
  Draft,
  Me,
  Verdict,
  WhisperedReply,
} from '@understudy/contract';
import { call } from '../api/client.ts';
import { putConversation } from '../api/events.ts';
import { keys, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';

type Action = 'takeOver' | 'handBack' | 'putBack' | 'resolveConversation' | 'reopenConversation';

const EFFECT: Record<Action, (me: Me) => Partial<ConversationSummary>> = {
  takeOver: (me) => ({ status: 'human', assignee: { id: me.id, name: me.name } }),
  handBack: () => ({ status: 'ai', assignee: null }),
  putBack: () => ({ status: 'waiting', assignee: null, waiting_since: new Date().toISOString() }),
  resolveConversation: () => ({ status: 'resolved', waiting_since: null }),
  reopenConversation: (me) => ({ status: 'human', assignee: { id: me.id, name: me.name } }),
};
const DONE: Record<Action, { readonly text: string; readonly undo?: Action }> = {
  takeOver: { text: 'You have the conversation. The AI agent is silent.', undo: 'handBack' },
  handBack: { text: 'The AI agent has the conversation.', undo: 'takeOver' },
  putBack: { text: 'It waits for a person again.', undo: 'takeOver' },
  resolveConversation: { text: 'Resolved', undo: 'reopenConversation' },
  reopenConversation: { text: 'Open again' },
};

export function summaryOf(conversation: Conversation): ConversationSummary {
  const {
    messages: _m,
    decisions: _d,
    draft: _r,
    stakes_labels: _s,
    feedback: _f,
    whispers: _w,
    mails: _e,
    context: _c,
    pages: _g,
    account: _a,
    previous: _p,
    ...summary
  } = conversation;
  return summary;
}

/** A conversation that waited for a person goes back to waiting, not to the AI agent. */
function undoOf(action: Action, { status }: ConversationSummary): Action | undefined {
  return action === 'takeOver' && status === 'waiting' ? 'putBack' : DONE[action].undo;
}

export async function act(action: Action, conversation: ConversationSummary, me: Me): Promise<void> {
  const shown = { ...conversation, ...EFFECT[action](me) };
  putConversation(queryClient, shown, me.id);
  try {
    const after = await call(action, { params: { id: conversation.id } });
    putConversation(queryClient, after, me.id);
    const { text } = DONE[action];
    const undo = undoOf(action, conversation);
    toast(text, undo ? { undo: () => void act(undo, after, me) } : {});
  } catch (error) {
    putConversation(queryClient, conversation, me.id);
    complain(error);
  }
  void queryClient.invalidateQueries({ queryKey: keys.counts });
  void queryClient.invalidateQueries({ queryKey: keys.conversation(conversation.id) });
}

export function showDraft(conversationId: string, state: Draft['state']): void {
  queryClient.setQueryData<Conversation>(
    keys.conversation(conversationId),
    (old) => old && { ...old, draft: old.draft && { ...old.draft, state } },
  );
}

export async function discardDraft(conversationId: string, draft: Draft): Promise<void> {
  showDraft(conversationId, 'discarded');
  try {
    await call('discardDraft', { params: { id: conversationId }, body: { decision_id: draft.decision_id } });
    toast('Draft discarded. That, too, is a lesson.');
  } catch (error) {
    showDraft(conversationId, draft.state);
    complain(error);
  }
}

/** What would have been right, said of an answer that went out: a lesson for the next customer. */
export async function correct(decisionId: string, verdict: Verdict, correction: Correction): Promise<void> {
  const said = verdict === 'harmless' ? 'harmless' : 'wrong';
  try {
    await call('correctAnswer', { params: { id: decisionId }, body: { verdict: said, correction } });
    toast('Noted: it is not said again to such questions, and the correction becomes a lesson.');
  } catch (error) {
    complain(error);
  }
}

/** What the AI agent says next, while it keeps the word. False where the server refused. */
export async function whisper(
  conversationId: string,
  say: WhisperedReply,
  isLesson: boolean,
): Promise<boolean> {
  try {
    const { id } = await call('whisper', {
      params: { id: conversationId },
      body: { say, is_lesson: isLesson },
    });
    toast('Whispered', { undo: () => void takeBackWhisper(conversationId, id) });
    return true;
  } catch (error) {
    complain(error);
    return false;
  } finally {
    void queryClient.invalidateQueries({ queryKey: keys.conversation(conversationId) });
  }
}

export async function takeBackWhisper(conversationId: string, whisperId: string): Promise<void> {
  try {
    await call('takeBackWhisper', { params: { id: whisperId } });
    toast('Taken back. The AI agent decides by itself.');
  } catch (error) {
    complain(error);
  }
  void queryClient.invalidateQueries({ queryKey: keys.conversation(conversationId) });
}

type StakesWord = Body<'labelStakes'>['class'];

/** What a question is a matter of; null: of nothing that needs a person. `before`: what was said until now. */
export async function labelStakes(
  conversationId: string,
  said: {
    readonly decisionId: string;
    readonly name: StakesWord;
    readonly before?: { readonly class: Conversation['stakes_labels'][number]['class'] } | undefined;
  },
): Promise<void> {
  const { decisionId, name, before } = said;
  try {
    await call('labelStakes', { params: { id: decisionId }, body: { class: name } });
    const undo = () => void labelStakes(conversationId, { decisionId, name: before?.class as StakesWord });
    const text = name === null ? 'It alarms less by such words.' : 'It hands over what reads like this.';
    toast(text, before === undefined ? {} : { undo });
  } catch (error) {
    complain(error);
  }
  void queryClient.invalidateQueries({ queryKey: keys.conversation(conversationId) });
}
