/** Below the composer: whether what the visitor sees goes with the message, and the way to all of it. */
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import type { PageWatch } from '../page/watch-page.ts';
import { t } from '../text/strings.ts';
import { Icon } from './icons.tsx';

interface SharingProps {
  readonly page: PageWatch;
}

export function Sharing({ page }: SharingProps) {
  const [Details, setDetails] = useState<ComponentType<SharingProps> | null>(null);
  const sharing = page.sharing.value;
  if (sharing === 'off') return null;

  const toggle = async () => {
    if (Details) return setDetails(null);
    const { SharedPage } = await import('./shared-page.tsx').catch(() => ({ SharedPage: null }));
    if (SharedPage) setDetails(() => SharedPage);
  };
  return (
    <div class="sharing">
      {Details && <Details page={page} />}
      <button type="button" aria-expanded={Details !== null} onClick={() => void toggle()}>
        <Icon name={sharing === 'shared' ? 'eye' : 'hidden'} size={14} />
        {t(sharing === 'shared' ? 'share_on' : 'share_off')}
        <span class="underlined">{t('share_title')}</span>
      </button>
    </div>
  );
}
