/** Launcher and panel, and what is said aloud. */
import type { Signal } from '@preact/signals-core';
import { useEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import type { PageWatch } from '../page/watch-page.ts';
import { isReply } from '../chat/timeline.ts';
import { number, t } from '../text/strings.ts';
import { Icon } from './icons.tsx';
import { fetchPanel, panel } from './lazy-panel.ts';

interface AppProps {
  readonly chat: Chat;
  readonly open: Signal<boolean>;
  readonly page: PageWatch;
}

/** By then a page has shown itself. */
const PANEL_AFTER_MS = 3_000;
/** Off unless the visitor wants it, so fetched when it is first heard. */
const playTone = () => import('./tone.ts').then((tone) => tone.playTone()).catch(() => undefined);

export function App({ chat, open, page }: AppProps) {
  const launcher = useRef<HTMLButtonElement>(null);
  const Panel = panel.value;
  const was_open = useRef(false);
  const replies = chat.arrived.value;
  const unread = open.value ? 0 : chat.conversations.unread.value;
  const reads = open.value && chat.visit.place.value === 'chat';
  const last = chat.messages.value.findLast(isReply);

  useEffect(() => {
    if (reads && last) void chat.conversations.read(last.conversation_id, last.seq);
    // Also when the server, back again, still counts what was read while it was away.
  }, [reads, last, chat.conversations.unread.value]);

  useEffect(() => {
    if (replies.length > 0 && chat.visit.sound.value) void playTone();
  }, [replies]);

  useEffect(() => {
    if (!open.value && was_open.current) launcher.current?.focus();
    was_open.current = open.value;
  }, [open.value]);

  useEffect(() => {
    if (open.value) void fetchPanel();
  }, [open.value]);

  useEffect(() => {
    const timer = setTimeout(() => void fetchPanel(), PANEL_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  const is_shown = open.value && Panel !== null;
  const toggle = () => {
    open.value = !is_shown;
    // One that could not be fetched before is fetched now.
    if (open.value) void fetchPanel();
  };
  const label = is_shown ? t('launcher_close') : t('launcher_open');
  return (
    <>
      <button
        type="button"
        ref={launcher}
        class="launcher"
        aria-label={unread ? `${label} (${t('unread', { n: unread })})` : label}
        aria-haspopup="dialog"
        aria-expanded={is_shown}
        aria-controls={is_shown ? 'panel' : undefined}
        onClick={toggle}
      >
        <Icon name={is_shown ? 'down' : 'chat'} size={26} />
        {unread > 0 && <span class="badge">{number(Math.min(unread, 99))}</span>}
      </button>
      {is_shown && <Panel chat={chat} page={page} onClose={() => (open.value = false)} />}
      <div class="hidden" aria-live="polite" role="status">
        {replies.map((reply) => `${reply.author_name ?? ''} ${reply.text}\n`)}
      </div>
      <div class="hidden" role="status">
        {unread > 0 && t('unread', { n: unread })}
      </div>
    </>
  );
}
