/** A thumb for an answer, and why; how it was, and what there is to add. Nobody has to. */
import type { Message, ThumbReason } from '@understudy/contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import { t } from '../text/strings.ts';
import { Icon } from './icons.tsx';

/** The wire's limit for a comment. */
const LONGEST = 500;
const REASONS: readonly ThumbReason[] = ['wrong', 'outdated', 'hard-to-follow', 'other'];

interface About {
  readonly chat: Chat;
  readonly message: Message;
}

/** Only of what was decided to be an answer: not of a greeting or of thanks. */
export function Thumbs({ chat, message }: About) {
  if (message.author !== 'ai' || message.kind !== 'message' || message.decision_id === null) return null;
  const said = chat.settled.value.get(`thumb ${message.id}`);
  if (said === 'told') return <Thanks />;
  return (
    <>
      <div class="thumbs">
        {(['up', 'down'] as const).map((thumb) => (
          <button
            type="button"
            key={thumb}
            class="icon"
            aria-label={t(thumb === 'up' ? 'helpful' : 'not_helpful')}
            aria-pressed={said === thumb}
            aria-disabled={chat.busy.value || said !== undefined}
            onClick={() => said === undefined && void chat.thumb(message, thumb)}
          >
            <Icon name={thumb === 'up' ? 'up' : 'down_thumb'} size={16} />
          </button>
        ))}
        {said === 'up' && <Thanks />}
      </div>
      {said === 'down' && <Reasons chat={chat} message={message} />}
    </>
  );
}

function Reasons({ chat, message }: About) {
  const [is_other, setOther] = useState(false);
  const tell = (reason: ThumbReason, comment?: string) =>
    void chat.thumb(message, 'down', { reason, comment });
  if (is_other) return <Comment label={t('tell_more')} onSend={(text) => tell('other', text)} />;
  return (
    <div class="solved" role="group" aria-label={t('what_was_wrong')}>
      <span>{t('what_was_wrong')}</span>
      {REASONS.map((reason) => (
        <button
          type="button"
          key={reason}
          class="choice"
          aria-disabled={chat.busy.value}
          onClick={() => (reason === 'other' ? setOther(true) : tell(reason))}
        >
          {t(`reason_${reason}`)}
        </button>
      ))}
    </div>
  );
}

/** Asked once, when all is said. */
export function Score({ chat }: { readonly chat: Chat }) {
  const first = chat.messages.value[0];
  if (!first) return null;
  const said = chat.settled.value.get(`score ${first.id}`);
  if (said === 'told') return <Thanks />;
  if (said !== undefined)
    return (
      <Comment label={t('score_comment')} onSend={(text) => void chat.score(first, Number(said), text)} />
    );
  return (
    <div class="solved" role="group" aria-label={t('score')}>
      <span>{t('score')}</span>
      {[1, 2, 3, 4, 5].map((score) => (
        <button
          type="button"
          key={score}
          class="choice"
          aria-disabled={chat.busy.value}
          onClick={() => void chat.score(first, score)}
        >
          {score}
        </button>
      ))}
    </div>
  );
}

const Thanks = () => (
  <p class="muted" role="status">
    {t('thanks_feedback')}
  </p>
);

function Comment({ label, onSend }: { readonly label: string; readonly onSend: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="comment"
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value.trim();
        if (text) onSend(text);
      }}
    >
      <input ref={field} maxLength={LONGEST} placeholder={label} aria-label={label} dir="auto" />
      <button type="submit" class="choice">
        {t('send')}
      </button>
    </form>
  );
}
