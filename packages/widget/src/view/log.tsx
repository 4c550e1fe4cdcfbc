/** The conversation from greeting to typing dots, and what can be clicked at its end. */
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import { answerToRate, openClarification } from '../chat/timeline.ts';
import { t } from '../text/strings.ts';
import { MessageFiles, PendingFiles } from './attach.tsx';
import { GuidesContext } from './guides-context.ts';
import { Icon } from './icons.tsx';
import { Bubble, MessageView, PendingView } from './message.tsx';
import { RichText } from './rich-text.tsx';
import { RestOfGuide, ShowMe } from './show-me.tsx';
import { useStayAtEnd } from './stay-at-end.ts';
import { Thumbs } from './thumbs.tsx';

export function Log({ chat }: { readonly chat: Chat }) {
  const box = useRef<HTMLDivElement>(null);
  const messages = chat.messages.value;
  const outbox = chat.outbox.value;
  const typing = chat.typing.value;
  const rest = useContext(GuidesContext)?.rest.value;
  const greeting = chat.session.value?.widget.greeting;

  useStayAtEnd(box);
  useLayoutEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [messages, outbox, typing, chat.status.value, chat.settled.value, rest]);

  return (
    // Spoken by the live region, message by message; history must not be read out on opening.
    <div class="log" role="log" aria-label={t('log')} aria-live="off" tabIndex={0} ref={box}>
      <Bubble side="ai" author={t('assistant')} below={<p class="disclosure">{t('disclosure')}</p>}>
        <RichText text={greeting || t('the_team')} />
      </Bubble>
      {messages.length === 0 && outbox.length === 0 && chat.conversation_id.value && (
        <p class="event">{t('loading')}</p>
      )}
      {messages.map((message, at) => {
        const before = messages[at - 1];
        const continued = before?.author === message.author && before.author_name === message.author_name;
        return (
          <MessageView key={message.id} message={message} continued={continued}>
            <MessageFiles files={chat.files} message={message} />
            <ShowMe message={message} />
            <Thumbs chat={chat} message={message} />
          </MessageView>
        );
      })}
      {outbox.map((item) => (
        <PendingView
          key={item.client_id}
          item={item}
          online={chat.connection.value === 'live'}
          onRetry={() => chat.retry(item.client_id)}
          onDiscard={() => chat.discard(item.client_id)}
        >
          <PendingFiles files={chat.files} of={item.files ?? []} waits={item.state === 'queued'} />
        </PendingView>
      ))}
      <RestOfGuide shown_in={chat.conversation_id.value} />
      {typing && <Typing />}
      {outbox.length === 0 && <Question chat={chat} />}
      {chat.action_failed.value && (
        <p class="event error" role="alert">
          {t('action_failed')}
        </p>
      )}
    </div>
  );
}

const Typing = () => (
  <div class="typing">
    <i />
    <i />
    <i />
    <span class="hidden">{t('typing')}</span>
  </div>
);

/** The one question that may stand at the end: which of these, or did that solve it. */
function Question({ chat }: { readonly chat: Chat }) {
  const messages = chat.messages.value;
  const clarification = openClarification(messages);
  const answer = chat.status.value === 'ai' ? answerToRate(messages) : null;
  const asked = clarification ?? answer;
  if (!asked || chat.status.value === 'resolved' || chat.settled.value.has(asked.id)) return null;
  const busy = chat.busy.value;
  if (clarification) {
    const choices = [...clarification.choices, { resolution_id: null, label: t('none_of_these') }];
    return (
      <div class="choices">
        {choices.map(({ resolution_id, label }) => (
          <button
            type="button"
            key={resolution_id}
            class={resolution_id ? 'choice' : 'choice none'}
            aria-disabled={busy}
            onClick={() => void chat.choose(asked, resolution_id)}
          >
            {label}
          </button>
        ))}
      </div>
    );
  }
  return (
    <div class="solved" role="group" aria-label={t('solved')}>
      <span>{t('solved')}</span>
      <button type="button" class="choice" aria-disabled={busy} onClick={() => void chat.rate(asked, true)}>
        <Icon name="check" size={16} />
        {t('yes')}
      </button>
      <button type="button" class="choice" aria-disabled={busy} onClick={() => void chat.rate(asked, false)}>
        {t('no')}
      </button>
    </div>
  );
}
