/** What customers ask about: a map, a table, and one topic at a time. Agents see no figures. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { topicFiguresQuery } from '../api/figure-queries.ts';
import { autonomyQuery, meQuery } from '../api/queries.ts';
import { useFigures } from '../figures/use-figures.ts';
import { WatchPage } from '../figures/watch-page.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/states.tsx';
import { listed, type TopicSearch } from './listing.ts';
import { NoTopics, TopicList } from './topic-list.tsx';
import { TopicMap } from './topic-map.tsx';
import { TopicPage } from './topic-page.tsx';
import { TopicTable } from './topic-table.tsx';

const route = getRouteApi('/shell/topics/{-$id}');
const LEAD =
  'What customers ask about, found by itself. Every night topics that are one are joined, and one that is two is split.';

export function TopicsPage() {
  const { id } = route.useParams();
  const role = useQuery(meQuery).data?.role;
  if (role === undefined) return <Skeleton />;
  if (id !== undefined) return <TopicPage key={id} id={id} mayLead={role !== 'agent'} />;
  if (role !== 'agent') return <AllTopics />;
  return (
    <Page title="Topics" lead={LEAD}>
      <TopicList />
    </Page>
  );
}

function AllTopics() {
  const search: TopicSearch = route.useSearch();
  const navigate = useNavigate();
  const { range, before } = useFigures();
  const figures = useQuery(topicFiguresQuery(range));
  const earlier = useQuery({ ...topicFiguresQuery(before ?? range), enabled: before !== null });
  const autonomy = useQuery(autonomyQuery).data;
  const change = (part: { readonly [K in keyof TopicSearch]: TopicSearch[K] | undefined }) =>
    void navigate({ to: '.', search: ((old: object) => ({ ...old, ...part })) as never, replace: true });
  return (
    <WatchPage title="Topics" lead={LEAD} page="topics" query={figures} as_of={figures.data?.as_of}>
      {({ items }) =>
        items.length === 0 ? (
          <NoTopics />
        ) : (
          // Side by side where there is room: a row is read from its name to its figures.
          <div className="grid items-start gap-4 min-[1900px]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
            <TopicMap
              topics={items}
              shows={search.shows ?? 'alone'}
              max_error={autonomy?.max_error ?? null}
              onShow={(shows) => change({ shows: shows === 'wrong' ? shows : undefined })}
            />
            <TopicTable
              topics={listed(items, search)}
              before={before ? earlier.data?.items : undefined}
              autonomy={autonomy}
              search={search}
              onChange={change}
            />
          </div>
        )
      }
    </WatchPage>
  );
}
