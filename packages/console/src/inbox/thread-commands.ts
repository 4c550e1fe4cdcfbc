/** What can be done with the conversation that is open: buttons of its header, shortcuts, the palette. */
import type { Conversation, Draft, Me } from '@understudy/contract';
import type { Command } from '../app/commands.ts';
import { act, summaryOf } from './actions.ts';

interface ThreadAction {
  readonly id: string;
  readonly title: string;
  readonly key: string;
  readonly primary?: boolean;
  readonly run: () => void;
}

export function threadActions(conversation: Conversation, me: Me): readonly ThreadAction[] {
  const on = (action: Parameters<typeof act>[0]) => () => void act(action, summaryOf(conversation), me);
  const mine = conversation.status === 'human' && conversation.assignee?.id === me.id;
  if (conversation.status === 'resolved')
    return [{ id: 'reopen', title: 'Reopen', key: 'z', run: on('reopenConversation') }];
  return [
    ...(mine
      ? []
      : [
          {
            id: 'take-over',
            title: 'Take over',
            key: 't',
            primary: conversation.status === 'waiting',
            run: on('takeOver'),
          },
        ]),
    ...(conversation.status === 'ai'
      ? []
      : [{ id: 'hand-back', title: 'Hand back to AI', key: 'b', run: on('handBack') }]),
    { id: 'resolve', title: 'Resolve', key: 'c', primary: mine, run: on('resolveConversation') },
  ];
}

interface Hands {
  readonly conversation: Conversation;
  readonly me: Me;
  readonly draft: Draft | null;
  readonly write: (kind: 'message' | 'note') => void;
  readonly edit: (draft: Draft) => void;
  readonly accept: (draft: Draft) => void;
  readonly discard: (draft: Draft) => void;
  readonly startWhisper: (() => void) | null;
}

export function conversationCommands({
  conversation,
  me,
  draft,
  write,
  edit,
  accept,
  discard,
  startWhisper,
}: Hands): readonly Command[] {
  const group = 'Conversation';
  return [
    { id: 'reply', title: 'Reply', group, keys: ['r'], run: () => write('message') },
    { id: 'note', title: 'Note', group, keys: ['n'], run: () => write('note') },
    ...(startWhisper
      ? [{ id: 'whisper', title: 'Whisper to the AI agent', group, keys: ['w'], run: startWhisper } as const]
      : []),
    ...(draft
      ? [
          { id: 'accept', title: 'Accept the draft', group, keys: ['a'], run: () => accept(draft) } as const,
          { id: 'edit', title: 'Edit the draft', group, keys: ['e'], run: () => edit(draft) } as const,
          {
            id: 'discard',
            title: 'Discard the draft',
            group,
            keys: ['d'],
            run: () => discard(draft),
          } as const,
        ]
      : []),
    ...threadActions(conversation, me).map(
      (action): Command => ({
        id: action.id,
        title: action.title,
        group,
        keys: [action.key],
        run: action.run,
      }),
    ),
  ];
}
