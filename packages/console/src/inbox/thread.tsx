import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Conversation, Draft, Me } from '@understudy/contract';
import { ArrowLeft, PanelRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { conversationQuery, type View } from '../api/queries.ts';
import { useCommands } from '../app/commands.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { CorrectionDialog } from '../audits/correction-dialog.tsx';
import { correct, discardDraft, showDraft, takeBackWhisper, whisper } from './actions.ts';
import { EMPTY, isEmpty, useCompose } from './compose.ts';
import { Composer } from './composer.tsx';
import { DraftCard } from './draft-card.tsx';
import { MessageList } from './message-list.tsx';
import { send } from './outbox.ts';
import { customerName, StatusBadge } from './status-badge.tsx';
import { conversationCommands, threadActions } from './thread-commands.ts';
import { WhisperCard } from './whisper-card.tsx';
import { WhisperDialog } from './whisper-dialog.tsx';

interface ThreadProps {
  readonly id: string;
  readonly view: View;
  readonly me: Me;
  readonly contextOpen: boolean;
  readonly onContext: (open: boolean) => void;
  readonly onWhy: (decisionId: string) => void;
}

/** One conversation. Render it with the id as key: what is being written belongs to the conversation. */
export function Thread(props: ThreadProps) {
  const query = useQuery(conversationQuery(props.id));
  if (query.isPending) return <Skeleton rows={5} className="h-20" />;
  if (query.isError)
    return <Failed error={query.error} what="The conversation" onRetry={() => void query.refetch()} />;
  return <Open conversation={query.data} {...props} />;
}

function Open({
  conversation,
  me,
  view,
  contextOpen,
  onContext,
  onWhy,
}: ThreadProps & { conversation: Conversation }) {
  const [compose, setCompose] = useCompose(conversation.id);
  /** Counts the wishes to write; each moves the focus into the composer. */
  const [writeWishes, setWriteWishes] = useState(0);
  /** The decision whose answer is being corrected. */
  const [wrongId, setWrongId] = useState<string | null>(null);
  const wrong = conversation.decisions.find((decision) => decision.id === wrongId);
  const [isWhispering, setIsWhispering] = useState(false);
  const next = conversation.whispers.find(({ state }) => state === 'waiting');
  const draft =
    conversation.draft?.state === 'open' && compose.decision_id !== conversation.draft.decision_id
      ? conversation.draft
      : null;

  const write = (kind: 'message' | 'note') => {
    setCompose({ ...compose, kind });
    setWriteWishes(writeWishes + 1);
  };
  const edit = (from: Draft) => {
    setCompose({ ...compose, kind: 'message', text: from.text, decision_id: from.decision_id });
    setWriteWishes(writeWishes + 1);
  };
  const accept = (from: Draft) => {
    showDraft(conversation.id, 'accepted');
    void send(conversation.id, {
      client_id: crypto.randomUUID(),
      kind: 'message',
      text: from.text,
      draft: { decision_id: from.decision_id, use: 'accepted' },
    });
  };
  const submit = () => {
    if (isEmpty(compose)) return;
    const used = compose.kind === 'message' ? compose.decision_id : null;
    if (used) showDraft(conversation.id, 'edited');
    setCompose({ ...EMPTY, kind: compose.kind });
    void send(conversation.id, {
      client_id: crypto.randomUUID(),
      kind: compose.kind,
      text: compose.text.trim(),
      attachments: compose.attachments.map(({ id }) => id),
      draft: used ? { decision_id: used, use: 'edited' } : null,
    });
  };
  const discard = (from: Draft) => void discardDraft(conversation.id, from);
  const mayWhisper = conversation.status === 'ai' && next === undefined;
  const startWhisper = mayWhisper ? () => setIsWhispering(true) : null;
  useCommands(conversationCommands({ conversation, me, draft, write, edit, accept, discard, startWhisper }));

  return (
    <>
      <ThreadHeader
        conversation={conversation}
        me={me}
        view={view}
        contextOpen={contextOpen}
        onContext={onContext}
        startWhisper={startWhisper}
      />
      <MessageList conversation={conversation} me={me} onWhy={onWhy} onWrong={setWrongId} />
      <div className="shrink-0 border-t border-line px-3 py-3 md:px-6">
        {draft && (
          <DraftCard
            draft={draft}
            onAccept={() => accept(draft)}
            onEdit={() => edit(draft)}
            onDiscard={() => discard(draft)}
            onWhy={() => onWhy(draft.decision_id)}
          />
        )}
        {next && (
          <WhisperCard
            whisper={next}
            words={conversation.messages.find(({ id }) => id === next.message_id)?.text ?? ''}
            onTakeBack={() => void takeBackWhisper(conversation.id, next.id)}
          />
        )}
        <Composer
          writeWishes={writeWishes}
          conversationId={conversation.id}
          compose={compose}
          onChange={setCompose}
          onSend={submit}
          status={conversation.status}
        />
      </div>
      {isWhispering && (
        <WhisperDialog
          isAwaited={isAwaited(conversation)}
          onClose={() => setIsWhispering(false)}
          onWhisper={async (say, isLesson) => {
            if (await whisper(conversation.id, say, isLesson)) setIsWhispering(false);
          }}
        />
      )}
      {wrong && (
        <CorrectionDialog
          answeredId={wrong.candidates[0]?.resolution_id}
          onClose={() => setWrongId(null)}
          onCorrect={(verdict, correction) => {
            void correct(wrong.id, verdict, correction);
            setWrongId(null);
          }}
        />
      )}
    </>
  );
}

/** The customer wrote last; that the team will reply is no answer. */
function isAwaited({ messages }: Conversation): boolean {
  const spoken = messages.filter(({ author, kind }) => author !== 'system' && kind !== 'note');
  return spoken.at(-1)?.author === 'customer';
}

function ThreadHeader({
  conversation,
  me,
  view,
  contextOpen,
  onContext,
  startWhisper,
}: {
  conversation: Conversation;
  me: Me;
  view: View;
  contextOpen: boolean;
  onContext: (open: boolean) => void;
  /** Null where the AI agent would not listen. */
  startWhisper: (() => void) | null;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // On a phone the list is gone now: tell a screen reader where we are.
    if (!matchMedia('(min-width: 48.0625rem)').matches) heading.current?.focus();
  }, []);
  const actions = useMemo(() => threadActions(conversation, me), [conversation, me]);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3 py-2.5 md:px-6">
      <Link
        to="/inbox/{-$view}/{-$id}"
        params={{ view, id: undefined }}
        search={true}
        aria-label="Back to the list"
        className="inline-flex size-8 items-center justify-center rounded-lg text-muted hover:bg-hover md:hidden"
      >
        <ArrowLeft className="size-5" aria-hidden />
      </Link>
      <div className="min-w-0 flex-1 basis-48">
        <h2 ref={heading} tabIndex={-1} className="truncate font-semibold outline-none">
          {conversation.subject}
        </h2>
        <p className="flex items-center gap-2 text-xs text-muted">
          <span className="truncate">{customerName(conversation)}</span>
          <StatusBadge conversation={conversation} />
        </p>
      </div>
      <div className="flex items-center gap-1.5 max-md:w-full max-md:[&>button:not(:last-child)]:flex-1">
        {startWhisper && (
          <Button onClick={startWhisper}>
            Whisper
            <kbd aria-hidden className="text-[11px] opacity-60 max-2xl:hidden">
              w
            </kbd>
          </Button>
        )}
        {actions.map((action) => (
          <Button key={action.id} kind={action.primary ? 'primary' : 'plain'} onClick={action.run}>
            {action.title}
            <kbd aria-hidden className="text-[11px] opacity-60 max-2xl:hidden">
              {action.key}
            </kbd>
          </Button>
        ))}
        <IconButton
          label={contextOpen ? 'Hide context' : 'Show context'}
          aria-expanded={contextOpen}
          onClick={() => onContext(!contextOpen)}
        >
          <PanelRight className="size-4" aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}
