/** Below the conversation while a person is to answer: replies by e-mail, for who does not want to wait. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import type { PageWatch } from '../page/watch-page.ts';
import { language, t } from '../text/strings.ts';
import { Icon } from './icons.tsx';

interface MailReplyProps {
  readonly chat: Chat;
  readonly page: PageWatch;
}

export function MailReply({ chat, page }: MailReplyProps) {
  const id = chat.conversation_id.value;
  const status = chat.status.value;
  const isAwaited = status === 'waiting' || status === 'human';
  if (!chat.session.value?.offers_mail || id === null || !isAwaited) return null;
  return <Wish key={id} id={id} mail={chat.mail} page={page} />;
}

/** A place behind every message: what is asked for is the address only. */
const BEHIND_ALL = 2 ** 31 - 1;

interface WishProps {
  readonly id: string;
  readonly mail: Chat['mail'];
  readonly page: PageWatch;
}

function Wish({ id, mail, page }: WishProps) {
  /** Undefined: not known yet. */
  const [address, setAddress] = useState<string | null>();
  const [step, setStep] = useState<'closed' | 'open' | 'busy'>('closed');
  const [problem, setProblem] = useState<'mail_invalid' | 'action_failed' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void mail
      .conversation(id, BEHIND_ALL)
      .then((outcome) => setAddress(outcome.ok ? outcome.value.reply_address : null));
  }, [id]);
  useEffect(() => {
    if (step === 'open') field.current?.focus();
  }, [step]);

  const change = async (email: string | null) => {
    setProblem(null);
    setStep('busy');
    const body = { email, language: language(), page: email === null ? null : placeOf(page) };
    const outcome = await mail.setReplyAddress(id, body);
    setStep(outcome.ok ? 'closed' : 'open');
    if (outcome.ok) return setAddress(outcome.value.email);
    const isRefused = outcome.failure.kind === 'refused' && outcome.failure.status === 400;
    setProblem(isRefused ? 'mail_invalid' : 'action_failed');
  };
  const save = () => {
    if (!field.current?.value || !field.current.checkValidity()) return setProblem('mail_invalid');
    void change(field.current.value.trim());
  };

  if (address === undefined) return null;
  if (address !== null)
    return (
      <p class="by-mail" role="status">
        <Icon name="mail" size={16} />
        <span>{t('mail_set', { email: address })}</span>
        <button type="button" class="link" disabled={step === 'busy'} onClick={() => void change(null)}>
          {t('mail_stop')}
        </button>
      </p>
    );
  if (step === 'closed')
    return (
      <p class="by-mail">
        <Icon name="mail" size={16} />
        <button type="button" class="link" onClick={() => setStep('open')}>
          {t('mail_offer')}
        </button>
      </p>
    );
  return (
    <form
      class="by-mail"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label for="reply-address">{t('mail_label')}</label>
      <input
        id="reply-address"
        ref={field}
        type="email"
        dir="ltr"
        autocomplete="email"
        maxLength={200}
        required
        aria-describedby="reply-consent"
        aria-invalid={problem === 'mail_invalid'}
      />
      <button type="submit" class="choice" disabled={step === 'busy'}>
        {t('mail_save')}
      </button>
      <p id="reply-consent">{t('mail_consent')}</p>
      <p class="counter over" role="alert">
        {problem && t(problem)}
      </p>
    </form>
  );
}

/** Words may be told of a path; what may be a secret or somebody's name may not. */
const PLAIN_PATH = /^(?:\/[a-z-]{1,30})*\/?$/i;

/** Where the visitor is, for the way back; null where they withhold it. */
function placeOf(page: PageWatch): string | null {
  if (page.sharing.value === 'withheld') return null;
  return location.origin + (PLAIN_PATH.test(location.pathname) ? location.pathname : '/');
}
