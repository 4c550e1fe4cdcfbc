/** All guides, those that are broken first on request. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Guide } from '@understudy/contract';
import { Signpost } from 'lucide-react';
import { useState } from 'react';
import { guidesQuery } from '../api/queries.ts';
import { KnowledgeTabs } from '../knowledge/knowledge-tabs.tsx';
import { Badge } from '../ui/badge.tsx';
import { Choice } from '../ui/field.tsx';
import { day, plural } from '../ui/format.ts';
import { Page } from '../ui/page.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { BrokenGuides } from './broken-guides.tsx';
import { STATE } from './words.ts';

type State = Guide['state'];
const STATES = Object.keys(STATE) as State[];

export function GuidesPage() {
  const [state, setState] = useState<State | undefined>();
  const list = useInfiniteQuery(guidesQuery(state));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Guides"
      lead="Where customers are shown on the page what to click. Each belongs to a resolution, on whose page it is recorded."
    >
      <KnowledgeTabs />
      {state !== 'broken' && <BrokenGuides onShow={() => setState('broken')} />}
      <div className="w-44">
        <Choice
          label="Show"
          value={state ?? ''}
          onChange={({ target }) => setState(STATES.find((each) => each === target.value))}
        >
          <option value="">all guides</option>
          {STATES.map((each) => (
            <option key={each} value={each}>
              {STATE[each].label}
            </option>
          ))}
        </Choice>
      </div>
      {list.isPending && <Skeleton rows={4} className="h-16" />}
      {list.isError && <Failed error={list.error} what="Guides" onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <Empty icon={<Signpost />} title={state ? 'None of these' : 'No guides yet'}>
          {!state && 'Open a resolution under Knowledge and record one by clicking through your product.'}
        </Empty>
      )}
      {items.length > 0 && (
        <ul aria-label="Guides" className="card divide-y divide-line overflow-hidden">
          {items.map((item) => (
            <Row key={item.id} guide={item} />
          ))}
        </ul>
      )}
      <ShowMore list={list} size="medium" className="mx-auto" />
    </Page>
  );
}

function Row({ guide: { title, state, steps, resolution, changed_at } }: { guide: Guide }) {
  return (
    <li>
      <Link
        to="/knowledge/{-$id}"
        params={{ id: resolution.id }}
        className="flex items-center gap-4 px-4 py-3 outline-offset-[-3px] hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{title}</span>
          <span className="block truncate text-sm text-muted">Shows {resolution.title}</span>
        </span>
        <span className="figures w-28 text-right text-xs text-muted max-md:hidden">
          {plural(steps.length, 'step')}
          <br />
          {day(changed_at)}
        </span>
        <span className="shrink-0 text-right md:w-20">
          <Badge tone={STATE[state].tone}>{STATE[state].label}</Badge>
        </span>
      </Link>
    </li>
  );
}
