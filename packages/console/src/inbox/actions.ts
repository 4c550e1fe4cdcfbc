/** What a human agent does with a conversation: shown at once, taken back when the server refuses. */
import type { Conversation, ConversationSummary, Correction, Draft, Me, Verdict } from '@understudy/contract';
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
  const { messages: _m, decisions: _d, draft: _r, context: _c, previous: _p, ...summary } = conversation;
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
    toast('The correction becomes a lesson for the next customer.');
  } catch (error) {
    complain(error);
  }
}
