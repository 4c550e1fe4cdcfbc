/** The open widget: header, conversation, where we stand, composer. */
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import type { PageWatch } from '../page/watch-page.ts';
import { t } from '../text/strings.ts';
import { takesFiles } from './attach.tsx';
import { Banner } from './banner.tsx';
import { Composer } from './composer.tsx';
import { isFullScreen, keepFocusInside, useKeptFocus } from './focus.ts';
import { Icon } from './icons.tsx';
import { Home } from './home.tsx';
import { Log } from './log.tsx';
import { MailReply } from './mail-reply.tsx';
import { Sharing } from './sharing.tsx';
import styles from './styles.css?inline';
import { Score } from './thumbs.tsx';

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(styles);

interface PanelProps {
  readonly chat: Chat;
  readonly page: PageWatch;
  readonly onClose: () => void;
}

export function Panel({ chat, page, onClose }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const place = chat.visit.place.value;
  const status = chat.status.value;

  // Before anything inside is measured: the log scrolls to its end.
  const dress = useCallback((element: HTMLDivElement | null) => {
    panel.current = element;
    const root = element?.getRootNode() as ShadowRoot | undefined;
    if (root && !root.adoptedStyleSheets.includes(SHEET)) root.adoptedStyleSheets.push(SHEET);
  }, []);

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
      aria-describedby="subtitle banner"
      aria-modal={isFullScreen()}
      tabIndex={-1}
      ref={dress}
      onKeyDown={onKeyDown}
      {...takesFiles(chat.files)}
    >
      <div class="head">
        {place === 'chat' ? (
          <button type="button" class="icon" aria-label={t('back')} onClick={() => chat.visit.go('home')}>
            <span class="turns">
              <Icon name="back" />
            </span>
          </button>
        ) : (
          <div class="mark">
            <Icon name="spark" />
          </div>
        )}
        <div class="titles">
          <h2 id="title">{chat.session.value?.workspace_name ?? t('the_team')}</h2>
          <p id="subtitle">{subtitle(chat)}</p>
        </div>
        <button type="button" class="icon" aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Notice chat={chat} />
      <Banner chat={chat} />
      {place === 'home' ? <Home chat={chat} /> : <Log chat={chat} />}
      <Standing chat={chat} onAskForPerson={() => field.current?.focus()} />
      {place === 'chat' && <MailReply chat={chat} page={page} />}
      {place === 'chat' && status === 'resolved' && !chat.writes_again.value ? (
        <div class="composer">
          <button type="button" class="primary" onClick={() => andWrite(() => chat.startOver(), field)}>
            {t('ask_else')}
          </button>
          <button type="button" class="choice" onClick={() => andWrite(() => chat.writeAgain(), field)}>
            {t('write_again')}
          </button>
        </div>
      ) : (
        <Composer
          field={field}
          draft={chat.visit.draft}
          files={chat.files}
          full={chat.full.value}
          onSend={(text) => chat.say(text)}
        />
      )}
      <Sharing page={page} />
    </div>
  );
}

function andWrite(begin: () => void, field: { readonly current: HTMLTextAreaElement | null }): void {
  begin();
  requestAnimationFrame(() => field.current?.focus());
}

function agentName(chat: Chat): string {
  const reply = chat.messages.value.findLast((message) => message.author === 'agent');
  return reply?.author_name ?? t('a_person');
}

function subtitle(chat: Chat): string {
  if (chat.visit.place.value === 'home') return t('assistant');
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
  // At the start nothing of a single conversation counts.
  const status = chat.visit.place.value === 'home' ? null : chat.status.value;
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
