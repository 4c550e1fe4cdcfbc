/** One message, and one that is still on its way. */
import type { Message } from '@understudy/contract';
import type { ComponentChildren } from 'preact';
import type { Pending } from '../chat/outbox.ts';
import { safeUrl } from '../text/markdown.ts';
import { t } from '../text/strings.ts';
import { Icon } from './icons.tsx';
import { RichText, SafeLink } from './rich-text.tsx';

type Side = 'customer' | 'ai' | 'agent';

interface BubbleProps {
  readonly side: Side;
  readonly author: string;
  /** Follows a message of the same author, so the author is not named again. */
  readonly continued?: boolean;
  readonly children: ComponentChildren;
  readonly below?: ComponentChildren;
}

export function Bubble({ side, author, continued = false, children, below }: BubbleProps) {
  return (
    <div class={`message ${side}${continued ? ' continued' : ''}`}>
      <p class={side === 'customer' || continued ? 'hidden' : 'author'}>
        {side !== 'customer' && <Icon name={side === 'ai' ? 'spark' : 'person'} size={14} />}
        <span>{author}</span>
      </p>
      {children && (
        <div class="bubble" dir="auto">
          {children}
        </div>
      )}
      {below}
    </div>
  );
}

export function MessageView({
  message,
  continued,
  children,
}: {
  readonly message: Message;
  readonly continued: boolean;
  /** What can be done with it, below. */
  readonly children?: ComponentChildren;
}) {
  if (message.author === 'system' || message.kind === 'event') return <p class="event">{message.text}</p>;
  const side: Side = message.author;
  const author =
    side === 'customer' ? t('you') : side === 'ai' ? t('assistant') : (message.author_name ?? t('the_team'));
  return (
    <Bubble
      side={side}
      author={author}
      continued={continued}
      below={
        <>
          <Citations message={message} />
          {children}
        </>
      }
    >
      {message.text &&
        (side === 'customer' ? <p class="plain">{message.text}</p> : <RichText text={message.text} />)}
    </Bubble>
  );
}

function Citations({ message }: { readonly message: Message }) {
  if (message.citations.length === 0) return null;
  return (
    <ol class="citations" aria-label={t('sources')}>
      {message.citations.map((citation, at) => {
        const href = citation.url === null ? null : safeUrl(citation.url);
        return <li key={at}>{href ? <SafeLink href={href}>{citation.title}</SafeLink> : citation.title}</li>;
      })}
    </ol>
  );
}

interface PendingProps {
  readonly item: Pending;
  readonly online: boolean;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
  readonly children: ComponentChildren;
}

export function PendingView({ item, online, onRetry, onDiscard, children }: PendingProps) {
  const failed = item.state === 'failed';
  const state = failed ? t('failed') : online || item.state === 'sending' ? t('sending') : t('queued');
  const below = (
    <>
      {children}
      <div class={`delivery ${item.state}`}>
        <span>{state}</span>
        {failed && (
          <>
            <button type="button" class="link" onClick={onRetry}>
              {t('retry')}
            </button>
            <button type="button" class="link" onClick={onDiscard}>
              {t('discard')}
            </button>
          </>
        )}
      </div>
    </>
  );
  return (
    <Bubble side="customer" author={t('you')} below={below}>
      {item.text && <p class="plain">{item.text}</p>}
    </Bubble>
  );
}
