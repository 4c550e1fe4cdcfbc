import type { AccountView } from '@understudy/contract';
import { ago } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { PaneSection } from './pane-section.tsx';
import { Facts } from './seen-page.tsx';

/** What the company's own systems told of the customer's account, and how old each word is. */
export function AccountFacts({ account }: { account: AccountView | null }) {
  const now_ms = useNow();
  if (account === null) return null;
  const rows = account.facts.map(({ name, value, at }) => [name, wordOf(value), ago(at, now_ms)] as const);
  return (
    <PaneSection title={`Account ${account.id}`}>
      <Facts rows={rows} />
      {account.events.length > 0 && (
        <ul aria-label="What happened to the account" className="mt-3 flex flex-col gap-1 text-sm">
          {account.events.map(({ name, at }) => (
            <li key={`${name} ${at}`} className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 break-words">{name}</span>
              <span className="figures shrink-0 text-xs text-muted">{ago(at, now_ms)}</span>
            </li>
          ))}
        </ul>
      )}
    </PaneSection>
  );
}

const wordOf = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
