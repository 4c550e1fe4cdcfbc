import type { Conversation, PageContext } from '@understudy/contract';
import { EyeOff } from 'lucide-react';
import { clock } from '../ui/format.ts';
import { PaneSection } from './pane-section.tsx';
import { eventWords, isFailure, pageRows, spanWords } from './page-words.ts';

type SeenPages = Conversation['pages'];

/** What the customer saw when they wrote, the newest first; nothing where their pages tell nothing. */
export function SeenPage({ pages }: { pages: SeenPages }) {
  const newest = pages.at(-1);
  if (newest === undefined) return null;
  const earlier = pages.slice(0, -1).toReversed();
  return (
    <PaneSection title="What the customer saw">
      <SeenOnce page={newest.page} />
      {earlier.length > 0 && (
        <details className="mt-3 text-sm">
          <summary className="rounded-md text-xs text-muted hover:text-ink">With earlier messages</summary>
          <ul className="mt-2 flex flex-col gap-3">
            {earlier.map(({ message_id, page, at }) => (
              <li key={message_id} className="border-l-2 border-line pl-3">
                <p className="figures text-xs text-muted">{clock(at)}</p>
                <SeenOnce page={page} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </PaneSection>
  );
}

function SeenOnce({ page }: { page: PageContext | null }) {
  if (page === null)
    return (
      <p className="flex items-start gap-2 text-sm text-muted">
        <EyeOff className="mt-0.5 size-4 shrink-0" aria-hidden /> The customer chose not to share the page.
      </p>
    );
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="font-mono text-xs font-medium break-all">{page.route}</p>
      <Facts rows={pageRows(page)} />
      {page.events.length > 0 && <Timeline page={page} />}
    </div>
  );
}

/** Names and values, one a line. */
export function Facts({
  rows,
}: {
  rows: readonly (readonly [name: string, value: string, aside?: string])[];
}) {
  return (
    <dl className="flex flex-col gap-1.5 text-sm">
      {rows.map(([name, value, aside]) => (
        <div key={name} className="flex gap-3">
          <dt className="w-24 shrink-0 truncate text-muted" title={name}>
            {name}
          </dt>
          <dd className="min-w-0 flex-1 break-words">
            {value}
            {aside !== undefined && <span className="figures ml-2 text-xs text-muted">{aside}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Timeline({ page }: { page: PageContext }) {
  return (
    <div>
      <h4 className="mb-1 text-xs font-medium text-muted">Just before</h4>
      <ol aria-label="What happened on the page" className="flex flex-col gap-1 border-l-2 border-line pl-3">
        {page.events.map((event, at) => (
          // Two things that happened may be told by the same words: their order tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at} className="flex items-baseline gap-2">
            <span className={`min-w-0 flex-1 break-words ${isFailure(event) ? 'text-bad' : ''}`}>
              {eventWords(event)}
              {event.route !== page.route && !isFailure(event) && event.kind !== 'route' && (
                <span className="text-muted"> on {event.route}</span>
              )}
            </span>
            <span className="figures shrink-0 text-xs text-muted">
              {spanWords(event.ago_ms / 1_000)} before
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
