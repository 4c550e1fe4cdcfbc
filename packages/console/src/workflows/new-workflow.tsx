/** A workflow that a person writes for one of the topics. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { topicsQuery } from '../api/queries.ts';
import { Choice } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { WordingForm } from '../ui/wording-form.tsx';
import { write } from './change.ts';
import { HOW_TO_WRITE } from './words.ts';
import { BackToList } from './workflow-detail.tsx';

export function NewWorkflow() {
  const navigate = useNavigate();
  const list = useInfiniteQuery(topicsQuery);
  const topics = list.data?.pages
    .flatMap((page) => page.items)
    .filter((topic) => topic.resolutions.length > 0);
  const [chosen, setChosen] = useState('');
  const topic = chosen || (topics?.[0]?.id ?? '');
  const open = (id: string | undefined) =>
    void navigate({ to: '/knowledge/workflows/{-$id}', params: { id } });
  return (
    <Page
      title="Write a workflow"
      lead="How the work of one topic is done, step by step."
      actions={<BackToList />}
    >
      {list.isPending && <Skeleton rows={3} className="h-20" />}
      {list.isError && <Failed error={list.error} what="Topics" onRetry={() => void list.refetch()} />}
      {topics?.length === 0 && (
        <p className="card px-4 py-3 text-sm">
          There is no topic with a resolution yet. Topics appear once questions have been answered or
          imported.
        </p>
      )}
      {topics !== undefined && topics.length > 0 && (
        <WordingForm
          label="Write a workflow"
          textLabel="Steps"
          saveLabel="Save"
          hint={HOW_TO_WRITE}
          first="title"
          className="card p-4 md:p-5"
          textClass="min-h-48"
          wording={{ title: '', text: '' }}
          onLeave={() => open(undefined)}
          onSave={async (words) => {
            const workflow = await write(topic, words);
            if (workflow !== null) open(workflow.id);
          }}
        >
          <Choice
            label="Topic"
            hint={list.hasNextPage ? 'The topics with most tickets.' : undefined}
            value={topic}
            onChange={(event) => setChosen(event.target.value)}
          >
            {topics.map(({ id, name }) => (
              <option key={id} value={id}>
                {name || 'Without words'}
              </option>
            ))}
          </Choice>
        </WordingForm>
      )}
    </Page>
  );
}
