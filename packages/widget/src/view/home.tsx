/** Where a visitor begins: who answers and when, what is often asked, what was talked about before. */
import type { OfficeHours, VisitorConversation } from '@understudy/contract';
import { useEffect, useState } from 'preact/hooks';
import type { Chat } from '../chat/interface.ts';
import { availability, tellDay, tellTime } from '../text/hours.ts';
import { language, t } from '../text/strings.ts';
import { RichText } from './rich-text.tsx';

/** How often the office hours are looked at again. */
const LOOK_MS = 30_000;

export function Home({ chat }: { readonly chat: Chat }) {
  const widget = chat.session.value?.widget;
  const now_ms = useNow();
  useEffect(() => void chat.conversations.refresh(), []);
  return (
    <div class="home">
      <div class="hello" dir="auto">
        <RichText text={widget?.greeting || t('the_team')} />
      </div>
      <p class="disclosure">{t('disclosure')}</p>
      {widget && <Expectation hours={widget.hours} reply={widget.reply_expectation} now_ms={now_ms} />}
      {widget && widget.suggested_questions.length > 0 && (
        <section aria-labelledby="suggested">
          <h3 id="suggested">{t('suggested')}</h3>
          <div class="choices">
            {widget.suggested_questions.map((question) => (
              <button
                type="button"
                key={question}
                class="choice"
                dir="auto"
                onClick={() => chat.say(question)}
              >
                {question}
              </button>
            ))}
          </div>
        </section>
      )}
      <section aria-labelledby="conversations">
        <h3 id="conversations">{t('conversations')}</h3>
        <Conversations chat={chat} now_ms={now_ms} />
      </section>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={chat.visit.sound.value}
        onClick={() => chat.visit.setSound(!chat.visit.sound.value)}
      >
        <i />
        {t('sound')}
      </button>
    </div>
  );
}

function useNow(): number {
  const [now_ms, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return now_ms;
}

interface ExpectationProps {
  readonly hours: OfficeHours | null;
  readonly reply: string;
  readonly now_ms: number;
}

/** When somebody is there, in the visitor's time zone; and what the team says about how fast it is. */
function Expectation({ hours, reply, now_ms }: ExpectationProps) {
  const now = hours && availability(hours, now_ms);
  const time = now?.changes_at_ms ? tellTime(now.changes_at_ms, now_ms, language()) : '';
  const told = now && (now.is_open ? (time ? 'open_until' : 'always_open') : 'opens_again');
  if (!told && !reply) return null;
  return (
    <div class="expectation">
      {told && <p class={now.is_open ? 'hours open' : 'hours'}>{t(told, { time })}</p>}
      {reply && <p dir="auto">{reply}</p>}
    </div>
  );
}

function Conversations({ chat, now_ms }: { readonly chat: Chat; readonly now_ms: number }) {
  const list = chat.conversations.list.value;
  if (list === null) return <p class="muted">{t('loading')}</p>;
  if (list.length === 0) return <p class="muted">{t('nothing_yet')}</p>;
  return (
    <ul class="earlier">
      {list.map((each) => (
        <li key={each.id}>
          <Row conversation={each} now_ms={now_ms} onOpen={() => chat.turnTo(each.id)} />
        </li>
      ))}
    </ul>
  );
}

/** A preview is a line, so what Markdown marks in it is only in the way. */
const withoutMarks = (text: string) => text.replace(/[*`#]+/g, '');

function Row({
  conversation: { subject, preview, status, unread, updated_at },
  now_ms,
  onOpen,
}: {
  readonly conversation: VisitorConversation;
  readonly now_ms: number;
  readonly onOpen: () => void;
}) {
  return (
    <button type="button" onClick={onOpen}>
      <span class="subject" dir="auto">
        {subject || withoutMarks(preview)}
      </span>
      {subject && (
        <span class="preview" dir="auto">
          {withoutMarks(preview)}
        </span>
      )}
      <span class="state">
        {t(`status_${status}`)} ·{' '}
        <time dateTime={updated_at}>{tellDay(Date.parse(updated_at), now_ms, language())}</time>
        {unread > 0 && <span class="count">{t('unread', { n: unread })}</span>}
      </span>
    </button>
  );
}
