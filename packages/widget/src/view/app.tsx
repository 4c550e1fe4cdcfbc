/** Launcher and panel, and what is said aloud. */
import type { Signal } from '@preact/signals-core';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import { t } from '../text/strings.ts';
import { Icon } from './icons.tsx';
import { Panel } from './panel.tsx';

interface AppProps {
  readonly chat: Chat;
  readonly open: Signal<boolean>;
}

export function App({ chat, open }: AppProps) {
  const launcher = useRef<HTMLButtonElement>(null);
  const was_open = useRef(false);
  const [unread, setUnread] = useState(0);
  const replies = chat.arrived.value;

  useEffect(() => {
    if (!open.peek()) setUnread((before) => before + replies.length);
  }, [replies]);

  useEffect(() => {
    if (open.value) setUnread(0);
    else if (was_open.current) launcher.current?.focus();
    was_open.current = open.value;
  }, [open.value]);

  const label = open.value ? t('launcher_close') : t('launcher_open');
  return (
    <>
      <button
        type="button"
        ref={launcher}
        class="launcher"
        aria-label={unread ? `${label} (${t('unread', { n: unread })})` : label}
        aria-haspopup="dialog"
        aria-expanded={open.value}
        aria-controls={open.value ? 'panel' : undefined}
        onClick={() => (open.value = !open.value)}
      >
        <Icon name={open.value ? 'down' : 'chat'} size={26} />
        {unread > 0 && <span class="badge">{Math.min(unread, 9)}</span>}
      </button>
      {open.value && <Panel chat={chat} onClose={() => (open.value = false)} />}
      <div class="hidden" aria-live="polite" role="status">
        {replies.map((reply) => `${reply.author_name ?? ''} ${reply.text}\n`)}
      </div>
    </>
  );
}
