/** Where the visitor writes. Enter sends, Shift+Enter starts a line; a word being composed (IME) is never cut off. */
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { MESSAGE_LIMIT } from '../chat/outbox.ts';
import { t } from '../text/strings.ts';
import { Icon } from './icons.tsx';

/** The counter appears when this many characters are left. */
const NEAR = 500;

interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly full: boolean;
  readonly onSend: (text: string) => void;
}

export function Composer({ field, full, onSend }: ComposerProps) {
  const [text, setText] = useState('');
  const left = MESSAGE_LIMIT - text.trim().length;
  const ready = left >= 0 && left < MESSAGE_LIMIT && !full;

  const send = () => {
    if (!ready) return;
    onSend(text.trim());
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // 229 is how Safari says that the Enter belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="field">
        {/* The copy in the mirror has the height of the text, and the field follows it. */}
        <div class="mirror" aria-hidden="true">{`${text}\n`}</div>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t('placeholder')}
          aria-label={t('composer')}
          aria-describedby="counter"
          aria-invalid={left < 0}
          enterkeyhint="send"
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <button type="submit" class="send" aria-label={t('send')} aria-disabled={!ready}>
        <Icon name="send" />
      </button>
      <p id="counter" class={left < 0 ? 'counter over' : 'counter'} role="status">
        {left < NEAR && (left < 0 ? t('too_long', { n: -left }) : t('characters_left', { n: left }))}
      </p>
    </form>
  );
}
