import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Result, Workflow } from '@understudy/contract';
import { ListOrdered } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { meQuery, workflowsQuery } from '../api/queries.ts';
import { KnowledgeTabs } from '../knowledge/knowledge-tabs.tsx';
import { Badge } from '../ui/badge.tsx';
import { buttonClass } from '../ui/button.tsx';
import { day, plural } from '../ui/format.ts';
import { Page } from '../ui/page.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { NewWorkflow } from './new-workflow.tsx';
import { WorkflowDetail } from './workflow-detail.tsx';
import { STATE } from './words.ts';

const route = getRouteApi('/shell/knowledge/workflows/{-$id}');
const NEW = 'new';

export function WorkflowsPage() {
  const { id } = route.useParams();
  if (id === undefined) return <WorkflowList />;
  return id === NEW ? <NewWorkflow /> : <WorkflowDetail key={id} id={id} />;
}

function WorkflowList() {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const list = useInfiniteQuery(workflowsQuery(q));
  const mayChange = (useQuery(meQuery).data?.role ?? 'agent') !== 'agent';
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const rule = list.data?.pages[0]?.rule;
  return (
    <Page
      title="Workflows"
      lead="How your team does its work, step by step. Shown to people while they are at it; nothing is carried out by itself."
      actions={
        mayChange && (
          <Link
            to="/knowledge/workflows/{-$id}"
            params={{ id: NEW }}
            className={buttonClass('plain', 'medium')}
          >
            Write a workflow
          </Link>
        )
      }
    >
      <KnowledgeTabs />
      <SearchBox label="Search workflows" text={text} onText={setText} />
      {list.isPending && <Skeleton rows={4} className="h-16" />}
      {list.isError && <Failed error={list.error} what="Workflows" onRetry={() => void list.refetch()} />}
      {rule && items.length === 0 && (q ? <NothingFound q={q} /> : <NoWorkflows rule={rule} />)}
      {items.length > 0 && (
        <ul aria-label="Workflows" className="card divide-y divide-line overflow-hidden">
          {items.map((item) => (
            <Row key={item.id} workflow={item} />
          ))}
        </ul>
      )}
      <ShowMore list={list} size="medium" className="mx-auto" />
    </Page>
  );
}

function Row({ workflow }: { workflow: Workflow }) {
  const { id, title, state, steps, resolution, changed_at } = workflow;
  return (
    <li>
      <Link
        to="/knowledge/workflows/{-$id}"
        params={{ id }}
        className="flex items-center gap-4 px-4 py-3 outline-offset-[-3px] hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{title}</span>
          <span className="block truncate text-sm text-muted">Leads to {resolution.title}</span>
        </span>
        <span className="figures w-28 text-right text-xs text-muted max-md:hidden">
          {plural(steps, 'step')}
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

function NothingFound({ q }: { q: string }) {
  return <Empty icon={<ListOrdered />} title={`Nothing found for “${q}”`} />;
}

function NoWorkflows({ rule }: Pick<Result<'listWorkflows'>, 'rule'>) {
  return (
    <Empty icon={<ListOrdered />} title="No workflows yet">
      One is proposed once at least {plural(rule.paths, 'conversation')} of a topic were worked on by at least{' '}
      {plural(rule.agents, 'person', 'people')} in much the same steps, and mostly ended well. Steps come with
      imported tickets that have <code>actions</code>. You can also write one yourself.
    </Empty>
  );
}
