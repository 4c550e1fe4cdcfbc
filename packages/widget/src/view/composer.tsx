/** Where the visitor writes. Enter sends, Shift+Enter starts a line; a word being composed (IME) is never cut off. */
import type { Signal } from '@preact/signals-core';
import type { ComponentType, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Files } from '../chat/files.ts';
import { MESSAGE_LIMIT } from '../chat/outbox.ts';
import { t } from '../text/strings.ts';
import { AttachButton, ChosenFiles } from './attach.tsx';
import { Icon } from './icons.tsx';

/** The counter appears when this many characters are left. */
const NEAR = 500;

interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The text, which stays while the panel is closed. */
  readonly draft: Signal<string>;
  readonly files: Files;
  readonly full: boolean;
  readonly onSend: (text: string) => void;
}

export function Composer({ field, draft, files, full, onSend }: ComposerProps) {
  const text = draft.value;
  const left = MESSAGE_LIMIT - text.trim().length;
  const hasContent = left < MESSAGE_LIMIT || files.chosen.value.length > 0;
  const ready = left >= 0 && hasContent && !full;

  const send = () => {
    if (!ready) return;
    onSend(text.trim());
    draft.value = '';
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
      <ChosenFiles files={files} />
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
          onInput={(event) => (draft.value = event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <AttachButton files={files} />
      <EmojiButton field={field} draft={draft} />
      <button type="submit" class="send" aria-label={t('send')} aria-disabled={!ready}>
        <Icon name="send" />
      </button>
      <p id="counter" class={left < 0 ? 'counter over' : 'counter'} role="status">
        {left < NEAR && (left < 0 ? t('too_long', { n: -left }) : t('characters_left', { n: left }))}
      </p>
    </form>
  );
}

interface PickerProps {
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

/** The picker is fetched when it is first wanted. */
function EmojiButton({ field, draft }: Pick<ComposerProps, 'field' | 'draft'>) {
  const [Picker, setPicker] = useState<ComponentType<PickerProps> | null>(null);
  const close = () => {
    setPicker(null);
    field.current?.focus();
  };
  const toggle = async () => {
    if (Picker) return close();
    const { EmojiPicker } = await import('./emoji-picker.tsx').catch(() => ({ EmojiPicker: null }));
    setPicker(() => EmojiPicker);
  };
  const insert = (emoji: string) => {
    const area = field.current;
    if (area) {
      area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end');
      draft.value = area.value;
    }
    close();
  };
  return (
    <>
      <button
        type="button"
        class="icon"
        aria-label={t('emoji')}
        aria-haspopup="dialog"
        aria-expanded={Picker !== null}
        onClick={() => void toggle()}
      >
        <Icon name="smile" />
      </button>
      {Picker && <Picker onPick={insert} onClose={close} />}
    </>
  );
}
