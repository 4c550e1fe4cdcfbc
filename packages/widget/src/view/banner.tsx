/** Words of the team about an incident that lasts, above everything else; hidden by the visitor until they change. */
import { signal } from '@preact/signals-core';
import type { Chat } from '../chat/interface.ts';
import { t } from '../text/strings.ts';
import { Icon } from './icons.tsx';

/** The panel comes and goes; what was hidden stays so for as long as the page lives. */
const hidden = signal<string | null>(null);

export function Banner({ chat }: { readonly chat: Chat }) {
  const text = chat.session.value?.banner ?? null;
  const is_shown = text !== null && text !== hidden.value;
  return (
    <div class="banner" role="status" hidden={!is_shown}>
      {is_shown && (
        <>
          <p id="banner" dir="auto">
            {text}
          </p>
          <button
            type="button"
            class="icon"
            aria-label={t('banner_dismiss')}
            onClick={() => (hidden.value = text)}
          >
            <Icon name="close" size={16} />
          </button>
        </>
      )}
    </div>
  );
}
