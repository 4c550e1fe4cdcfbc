/** What customers ask about, for those who see no figures: agents. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Topic } from '@understudy/contract';
import { Shapes } from 'lucide-react';
import { useId, useState } from 'react';
import { topicsQuery } from '../api/queries.ts';
import { Badge } from '../ui/badge.tsx';
import { ExpandButton } from '../ui/expand-button.tsx';
import { count, day } from '../ui/format.ts';
import { ShowMore } from '../ui/show-more.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { TopicDetail } from './topic-detail.tsx';

export function TopicList() {
  const list = useInfiniteQuery(topicsQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Skeleton rows={6} className="h-12" />}
      {list.isError && <Failed error={list.error} what="Topics" onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <NoTopics />}
      {items.length > 0 && <TopicTable topics={items} />}
      <ShowMore list={list} size="medium" className="mx-auto" />
    </>
  );
}

export function NoTopics() {
  return (
    <Empty icon={<Shapes />} title="No topics yet">
      They appear once questions have been answered by your team or imported.
    </Empty>
  );
}

function TopicTable({ topics }: { topics: readonly Topic[] }) {
  return (
    <div className="card overflow-hidden">
      <table className="w-full text-left">
        <thead className="border-b border-line text-xs text-muted">
          <tr>
            <th className="px-4 py-2 font-medium">Topic</th>
            <th className="px-2 py-2 text-right font-medium max-sm:pr-4">Tickets</th>
            <th className="px-2 py-2 text-right font-medium max-sm:hidden">Resolutions</th>
            <th className="px-4 py-2 text-right font-medium max-sm:hidden">Seen</th>
          </tr>
        </thead>
        {topics.map((topic) => (
          <TopicRows key={topic.id} topic={topic} />
        ))}
      </table>
    </div>
  );
}

function TopicRows({ topic }: { topic: Topic }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <tbody className="border-b border-line last:border-0">
      <tr className="hover:bg-hover">
        <td className="p-0">
          <ExpandButton
            isOpen={isOpen}
            controls={id}
            onToggle={() => setOpen(!isOpen)}
            className="w-full px-4 py-3 font-medium outline-offset-[-3px]"
          >
            <span className="min-w-0 break-words">{topic.name || 'Without words'}</span>
            {topic.provisional && <Badge>provisional</Badge>}
          </ExpandButton>
        </td>
        <td className="figures px-2 py-3 text-right max-sm:pr-4">{count(topic.tickets)}</td>
        <td className="figures px-2 py-3 text-right max-sm:hidden">{count(topic.resolutions.length)}</td>
        <td className="figures px-4 py-3 text-right text-sm whitespace-nowrap text-muted max-sm:hidden">
          {topic.first_at && topic.last_at
            ? `${day(topic.first_at)} – ${day(topic.last_at)}`
            : 'from articles'}
        </td>
      </tr>
      <tr id={id} hidden={!isOpen}>
        <td colSpan={4} className="px-4 pt-1 pb-5 sm:pl-10">
          {isOpen && <TopicDetail topic={topic} />}
        </td>
      </tr>
    </tbody>
  );
}
