/** “Show me”, below an answer that a guide shows on the page; and what is left of a guide that the page could not show. */
import type { Message } from '@understudy/contract';
import { useContext } from 'preact/hooks';
import { t } from '../text/strings.ts';
import { GuidesContext } from './guides-context.ts';
import { Bubble } from './message.tsx';

export function ShowMe({ message: { guide_id, conversation_id } }: { readonly message: Message }) {
  const guides = useContext(GuidesContext);
  if (!guides || !guide_id) return null;
  return (
    <p class="show-me">
      <button type="button" class="choice" onClick={() => void guides.show(guide_id, conversation_id)}>
        {t('guide_show')}
      </button>
    </p>
  );
}

export function RestOfGuide({ shown_in }: { readonly shown_in: string | null }) {
  const rest = useContext(GuidesContext)?.rest.value;
  if (!rest || (rest.conversation_id !== null && rest.conversation_id !== shown_in)) return null;
  const { texts } = rest;
  return (
    <Bubble side="ai" author={t('assistant')}>
      <p role="status">{t(texts.length > 0 ? 'guide_gone' : 'guide_unavailable')}</p>
      {texts.length > 0 && (
        <ol>
          {texts.map((text, at) => (
            <li key={at}>{text}</li>
          ))}
        </ol>
      )}
    </Bubble>
  );
}
