/** All that goes with a message now, word for word, and the switch for it. */
import type { PageContext, PageEvent } from '@understudy/contract';
import { useEffect, useState } from 'preact/hooks';
import type { PageWatch } from '../page/watch-page.ts';
import { t } from '../text/strings.ts';

const REFRESH_MS = 1_000;

export function SharedPage({ page }: { readonly page: PageWatch }) {
  const withheld = page.sharing.value === 'withheld';
  const [told, setTold] = useState(page.describe);
  useEffect(() => {
    setTold(page.describe());
    const timer = setInterval(() => setTold(page.describe()), REFRESH_MS);
    return () => clearInterval(timer);
  }, [withheld]);

  const facts = Object.entries(told.context);
  return (
    <section class="shared-page" aria-label={t('share_title')}>
      <p>{t(withheld ? 'share_nothing' : 'share_lead')}</p>
      <button type="button" class="choice" onClick={() => page.choose(withheld ? 'yes' : 'no')}>
        {t(withheld ? 'share_start' : 'share_stop')}
      </button>
      {!withheld && (
        <dl>
          {told.page && <PageRows page={told.page} />}
          {facts.map(([key, value]) => (
            <Row key={key} name={key} value={value} />
          ))}
        </dl>
      )}
    </section>
  );
}

function PageRows({ page }: { readonly page: PageContext }) {
  const query = Object.entries(page.query).map(([key, value]) => `${key}=${value}`);
  return (
    <>
      <Row name={t('share_page')} value={[page.route, page.title, ...query].filter(Boolean).join(' · ')} />
      <Row name={t('share_time')} value={t('share_seconds', { n: page.seconds })} />
      {page.events.length > 0 && (
        <Row name={t('share_events')} value={page.events.map((event) => describeEvent(event)).join('\n')} />
      )}
      {page.viewport && (
        <Row name={t('share_screen')} value={`${page.viewport.width} × ${page.viewport.height}`} />
      )}
      {page.locale && <Row name={t('share_language')} value={page.locale} />}
      {page.release && <Row name={t('share_release')} value={page.release} />}
    </>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

const describeEvent = (event: PageEvent): string =>
  [t(`event_${event.kind}`), event.kind === 'request-failed' ? event.status : event.name, event.route]
    .filter((part) => part !== '' && part !== null)
    .join(' · ');
