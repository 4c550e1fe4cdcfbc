import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { BookOpen } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { resolutionsQuery } from '../api/queries.ts';
import { StageBadge } from '../learning/stage-badge.tsx';
import { plural } from '../ui/format.ts';
import { Page } from '../ui/page.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { KnowledgeTabs } from './knowledge-tabs.tsx';
import { ResolutionDetail } from './resolution-detail.tsx';

const route = getRouteApi('/shell/knowledge/{-$id}');

export function KnowledgePage() {
  const { id } = route.useParams();
  return id ? <ResolutionDetail id={id} /> : <ResolutionList />;
}

function ResolutionList() {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const list = useInfiniteQuery(resolutionsQuery(q));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Knowledge"
      lead="Every resolution that it can offer: where it came from, and how far it is trusted."
    >
      <KnowledgeTabs />
      <SearchBox label="Search resolutions" text={text} onText={setText} />
      {list.isPending && <Skeleton rows={6} className="h-16" />}
      {list.isError && <Failed error={list.error} what="Resolutions" onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <Empty icon={<BookOpen />} title={q ? `Nothing found for “${q}”` : 'No resolutions yet'}>
          {!q && 'Import conversations or resolve one in the inbox.'}
        </Empty>
      )}
      {items.length > 0 && (
        <ul className="card divide-y divide-line overflow-hidden">
          {items.map((item) => (
            <li key={item.id}>
              <Link
                to="/knowledge/{-$id}"
                params={{ id: item.id }}
                className="flex items-center gap-4 px-4 py-3 outline-offset-[-3px] hover:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{item.title}</span>
                  <span className="block truncate text-sm text-muted">{item.text}</span>
                </span>
                <span className="figures w-32 text-right text-xs text-muted max-md:hidden">
                  {plural(item.uses, 'use')}
                  <br />
                  {plural(item.exemplars, 'exemplar')}
                </span>
                <StageBadge stage={item.stage} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ShowMore list={list} size="medium" className="mx-auto" />
    </Page>
  );
}
