import { useQuery } from '@tanstack/react-query';
import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { autonomyQuery, meQuery } from '../api/queries.ts';
import { KILL_SWITCH } from '../app/kill-switch.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import type { Change } from './change.ts';
import { StakesTable } from './stakes-table.tsx';
import { TopicList } from './topic-list.tsx';
import { WorkspaceSwitch } from './workspace-switch.tsx';

/** Agents see where it stands; leads change it. */
export function AutonomyPage() {
  const autonomy = useQuery(autonomyQuery);
  const me = useQuery(meQuery).data;
  const [change, setChange] = useState<Change | null>(null);
  const mayChange = me?.role === 'owner' || me?.role === 'lead';
  const { data } = autonomy;
  const given = data && { autonomy: data, mayChange, onChange: setChange };
  return (
    <Page
      title="Autonomy"
      lead="What the AI agent may send without a person, why, and what is missing before it may send more."
      actions={mayChange && data?.autonomy === 'auto' && <StopButton />}
    >
      {autonomy.isPending && <Skeleton rows={3} className="h-40" />}
      {autonomy.isError && (
        <Failed error={autonomy.error} what="Autonomy" onRetry={() => void autonomy.refetch()} />
      )}
      {given && (
        <>
          <WorkspaceSwitch {...given} />
          <StakesTable {...given} />
          <TopicList {...given} />
        </>
      )}
      {change && <ChangeDialog change={change} onClose={() => setChange(null)} />}
    </Page>
  );
}

/** At once, without a question: it can be undone. */
function StopButton() {
  return (
    <Button
      kind="danger"
      size="medium"
      aria-keyshortcuts="!"
      title={KILL_SWITCH.title}
      onClick={KILL_SWITCH.run}
    >
      <OctagonX className="size-4" aria-hidden />
      Stop it now
      <kbd aria-hidden className="kbd max-md:hidden">
        !
      </kbd>
    </Button>
  );
}
