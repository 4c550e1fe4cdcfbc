import type { Conversation, Feedback, Me, Message, ReplyMail, Whisper } from '@understudy/contract';
import { useLayoutEffect, useRef } from 'react';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { clock, dayName, plural } from '../ui/format.ts';
import { RichText } from '../ui/rich-text.tsx';
import { useNow } from '../ui/use-now.ts';
import { Attachments } from './attachments.tsx';
import { Citations } from './citations.tsx';
import { FeedbackLine } from './feedback.tsx';
import { type Pending, send, throwAway, usePending } from './outbox.ts';
import { MailState } from './mail-state.tsx';
import { customerName } from './status-badge.tsx';

export function MessageList({
  conversation,
  me,
  onWhy,
  onWrong,
}: {
  conversation: Conversation;
  me: Me;
  onWhy: (decisionId: string) => void;
  onWrong: (decisionId: string) => void;
}) {
  const now_ms = useNow();
  const arrived = new Set(conversation.messages.map((message) => message.client_id));
  const pending = usePending().filter(
    (item) => item.conversation_id === conversation.id && !arrived.has(item.body.client_id),
  );
  const scroller = useRef<HTMLDivElement>(null);
  const length = conversation.messages.length + pending.length;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && length > 0) element.scrollTop = element.scrollHeight;
  }, [length]);
  return (
    <div
      ref={scroller}
      role="log"
      aria-label="Messages"
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto px-3 py-4 outline-offset-[-2px] md:px-6"
    >
      <ol className="flex flex-col gap-3">
        {conversation.messages.map((message, index) => {
          const name = dayName(message.at, now_ms);
          const before = conversation.messages[index - 1];
          return (
            <li key={message.id} className="flex flex-col gap-3">
              {(!before || dayName(before.at, now_ms) !== name) && <DaySeparator name={name} />}
              <MessageItem
                message={message}
                whisper={conversation.whispers.find(isAbout(message))}
                mail={conversation.mails.find(({ message_id }) => message_id === message.id)}
                feedback={conversation.feedback.find(({ message_id }) => message_id === message.id)}
                customer={customerName(conversation)}
                onWhy={onWhy}
                onWrong={onWrong}
              />
            </li>
          );
        })}
        {conversation.feedback
          .filter(({ message_id }) => message_id === null)
          .map((rating) => (
            <li key={rating.at} className="flex justify-center">
              <FeedbackLine feedback={rating} />
            </li>
          ))}
        {pending.map((item) => (
          <li key={item.body.client_id}>
            <PendingItem item={item} me={me} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function DaySeparator({ name }: { name: string }) {
  return (
    <div className="flex items-center gap-3 text-xs text-muted">
      <span className="h-px flex-1 bg-line" />
      {name}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

/** Its note, or the reply that it became. */
const isAbout =
  ({ id, decision_id }: Message) =>
  (whisper: Whisper) =>
    whisper.message_id === id || (decision_id !== null && whisper.decision_id === decision_id);

const KIND_OF_NOTE: Record<Whisper['state'], string> = {
  waiting: 'whisper',
  said: 'whisper',
  'taken-back': 'whisper, taken back',
  lapsed: 'whisper, not said',
};

function MessageItem({
  message,
  whisper,
  mail,
  feedback,
  customer,
  onWhy,
  onWrong,
}: {
  message: Message;
  whisper: Whisper | undefined;
  mail: ReplyMail | undefined;
  feedback: Feedback | undefined;
  customer: string;
  onWhy: (decisionId: string) => void;
  onWrong: (decisionId: string) => void;
}) {
  const isNews = message.author === 'system' && message.kind !== 'note';
  if (isNews || message.kind === 'event' || message.kind === 'hand-off') {
    return (
      <p className="text-center text-xs text-muted">
        {message.text} · {clock(message.at)}
      </p>
    );
  }
  const ai = message.author === 'ai';
  const name = ai
    ? 'AI agent'
    : message.author === 'customer'
      ? customer
      : (message.author_name ?? 'Human agent');
  const { decision_id } = message;
  return (
    <Bubble
      name={name}
      look={
        message.kind === 'note' ? 'note' : message.author === 'customer' ? 'customer' : ai ? 'ai' : 'agent'
      }
      note={whisper ? KIND_OF_NOTE[whisper.state] : 'note'}
      meta={ai && whisper ? `${clock(message.at)} · Whispered by ${whisper.by}` : clock(message.at)}
    >
      {message.text && <RichText text={message.text} />}
      <Attachments attachments={message.attachments} />
      {message.choices.length > 0 && (
        <ul aria-label="Choices offered" className="mt-2 flex flex-wrap gap-1.5">
          {message.choices.map((choice) => (
            <li
              key={choice.resolution_id}
              className="rounded-full border border-line-strong px-2.5 py-0.5 text-xs"
            >
              {choice.label}
            </li>
          ))}
        </ul>
      )}
      <Citations citations={message.citations} />
      {mail && <MailState mail={mail} />}
      {feedback && <FeedbackLine feedback={feedback} />}
      {ai && decision_id && (
        <p className="mt-1 flex gap-3">
          <QuietLink onClick={() => onWhy(decision_id)}>Why this answer?</QuietLink>
          <QuietLink onClick={() => onWrong(decision_id)}>This was wrong</QuietLink>
        </p>
      )}
    </Bubble>
  );
}

function QuietLink({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="block rounded-md text-xs text-muted underline underline-offset-2 hover:text-ink"
    >
      {children}
    </button>
  );
}

const LOOK = {
  customer: { side: '', box: 'bg-sunken border-transparent', label: '' },
  agent: { side: 'flex-row-reverse', box: 'bg-raised border-line-strong', label: '' },
  ai: { side: 'flex-row-reverse', box: 'bg-accent-soft border-transparent', label: 'text-accent' },
  note: { side: 'flex-row-reverse', box: 'bg-note border-note-line', label: '' },
} as const;

function Bubble({
  name,
  look,
  note = 'note',
  meta,
  children,
}: {
  name: string;
  look: keyof typeof LOOK;
  /** What kind of note it is, where it is one. */
  note?: string;
  meta: React.ReactNode;
  children: React.ReactNode;
}) {
  const { side, box, label } = LOOK[look];
  return (
    <div className={`flex gap-2.5 ${side}`}>
      <Avatar name={name} ai={look === 'ai'} />
      <div
        className={`flex max-w-[min(85%,40rem)] min-w-0 flex-col gap-1 ${side === '' ? 'items-start' : 'items-end'}`}
      >
        <p className="flex gap-2 text-xs text-muted">
          <span className={`font-medium ${label || 'text-ink'}`}>
            {name}
            {look === 'note' && ` · ${note}`}
          </span>
          <span className="figures">{meta}</span>
        </p>
        <div className={`max-w-full rounded-xl border px-3.5 py-2 ${box}`}>{children}</div>
      </div>
    </div>
  );
}

function PendingItem({ item, me }: { item: Pending; me: Me }) {
  const files = item.body.attachments?.length ?? 0;
  return (
    <>
      <Bubble
        name={me.name}
        look={item.body.kind === 'note' ? 'note' : 'agent'}
        meta={item.state === 'sending' ? 'Sending' : 'Not sent'}
      >
        {item.body.text && <RichText text={item.body.text} />}
        {files > 0 && <p className="text-xs text-muted">With {plural(files, 'file')}</p>}
      </Bubble>
      {item.state === 'failed' && (
        <div role="alert" className="mt-1.5 flex flex-wrap items-center justify-end gap-2 text-xs text-bad">
          {item.error}
          <Button onClick={() => void send(item.conversation_id, item.body)}>Send again</Button>
          <Button kind="quiet" onClick={() => throwAway(item.body.client_id)}>
            Throw away
          </Button>
        </div>
      )}
    </>
  );
}
