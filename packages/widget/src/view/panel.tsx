/** The open widget: header, conversation, where we stand, composer. */
import { useEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import { t } from '../text/strings.ts';
import { Composer } from './composer.tsx';
import { isFullScreen, keepFocusInside, useKeptFocus } from './focus.ts';
import { Icon } from './icons.tsx';
import { Log } from './log.tsx';

interface PanelProps {
  readonly chat: Chat;
  readonly onClose: () => void;
}

export function Panel({ chat, onClose }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const status = chat.status.value;

  useEffect(() => {
    // On a touch screen the keyboard would cover what there is to read.
    (matchMedia('(pointer: coarse)').matches ? panel : field).current?.focus();
  }, []);

  useKeptFocus(panel);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      onClose();
    }
    if (event.key === 'Tab' && isFullScreen()) keepFocusInside(event, panel.current);
  };

  return (
    <div
      id="panel"
      class="panel"
      role="dialog"
      aria-labelledby="title"
      aria-describedby="subtitle"
      aria-modal={isFullScreen()}
      tabIndex={-1}
      ref={panel}
      onKeyDown={onKeyDown}
    >
      <div class="head">
        <div class="mark">
          <Icon name={status === 'human' ? 'person' : 'spark'} />
        </div>
        <div class="titles">
          <h2 id="title">{chat.session.value?.workspace_name ?? t('the_team')}</h2>
          <p id="subtitle">{subtitle(chat)}</p>
        </div>
        <button type="button" class="icon" aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Notice chat={chat} />
      <Log chat={chat} />
      <Standing chat={chat} onAskForPerson={() => field.current?.focus()} />
      {status === 'resolved' ? (
        <div class="composer">
          <button type="button" class="primary" onClick={() => startOver(chat, field)}>
            {t('ask_else')}
          </button>
        </div>
      ) : (
        <Composer field={field} full={chat.full.value} onSend={(text) => chat.say(text)} />
      )}
    </div>
  );
}

function startOver(chat: Chat, field: { readonly current: HTMLTextAreaElement | null }): void {
  chat.startOver();
  requestAnimationFrame(() => field.current?.focus());
}

function agentName(chat: Chat): string {
  const reply = chat.messages.value.findLast((message) => message.author === 'agent');
  return reply?.author_name ?? t('a_person');
}

function subtitle(chat: Chat): string {
  if (chat.status.value === 'human') return t('with_person', { name: agentName(chat) });
  return chat.status.value === 'waiting' ? t('waiting_title') : t('assistant');
}

/** What stands between the visitor and the server, if anything. */
function Notice({ chat }: { readonly chat: Chat }) {
  const connection = chat.connection.value;
  const text = chat.rate_limited.value
    ? t('rate_limited')
    : connection === 'offline'
      ? t('offline')
      : connection === 'reconnecting'
        ? t('reconnecting')
        : null;
  return (
    <p class="notice" role="status" hidden={!text}>
      {text}
    </p>
  );
}

/** Who has the word, and the way to a person, which is always there until one is asked. */
function Standing({ chat, onAskForPerson }: { readonly chat: Chat; readonly onAskForPerson: () => void }) {
  const status = chat.status.value;
  const expectation = chat.session.value?.widget.reply_expectation;
  if (status === 'waiting') {
    return (
      <div class="standing waiting" role="status">
        <Icon name="clock" size={18} />
        <p>
          <strong>{t('waiting_title')}</strong>
          {expectation && <span>{expectation}</span>}
        </p>
      </div>
    );
  }
  if (status === 'human') return null;
  if (chat.wants_person.value) {
    return (
      <div class="standing waiting" role="status">
        <Icon name="person" size={18} />
        <p>
          <strong>{t('tell_us')}</strong>
          {expectation && <span>{expectation}</span>}
        </p>
      </div>
    );
  }
  const ask = () => {
    void chat.askForPerson();
    onAskForPerson();
  };
  return (
    <div class="standing">
      {status === 'resolved' && (
        <p class="done" role="status">
          <Icon name="check" size={16} />
          <span>
            <strong>{t('resolved')}.</strong> {t('resolved_detail')}
          </span>
        </p>
      )}
      {status === 'resolved' && <Score chat={chat} />}
      <button type="button" class="person" aria-disabled={chat.busy.value} onClick={ask}>
        <Icon name="person" size={16} />
        {t('talk_to_person')}
      </button>
    </div>
  );
}

/** Asked once, when all is said; nobody has to answer. */
function Score({ chat }: { readonly chat: Chat }) {
  const first = chat.messages.value[0];
  if (!first || chat.settled.value.has(first.id)) return null;
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
