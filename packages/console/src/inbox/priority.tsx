import { useQuery } from '@tanstack/react-query';
import type { Conversation, Priority } from '@understudy/contract';
import { ChevronsUp, ChevronUp } from 'lucide-react';
import { priorityQuery } from '../api/watch-queries.ts';
import { Badge } from '../ui/badge.tsx';
import { PartList } from '../ui/part-list.tsx';
import { PaneSection } from './pane-section.tsx';

/** How soon a waiting conversation should be taken; nothing where it can wait its turn. */
export function PriorityBadge({ level }: { level: Priority['level'] | undefined }) {
  if (level === 'urgent')
    return (
      <Badge tone="bad">
        <ChevronsUp aria-hidden /> Urgent
      </Badge>
    );
  if (level === 'soon')
    return (
      <Badge tone="warn">
        <ChevronUp aria-hidden /> Soon
      </Badge>
    );
  return null;
}

/** Why: each part with what it adds, and the weight that it has by now. */
export function PriorityReasons({ conversation }: { conversation: Conversation }) {
  const isWaiting = conversation.status === 'waiting';
  const priority = useQuery({ ...priorityQuery(conversation.id), enabled: isWaiting });
  if (!isWaiting || !priority.data) return null;
  const { level, score, parts } = priority.data;
  return (
    <PaneSection title="Priority">
      <p className="figures mb-3 flex items-center gap-2 text-sm">
        {level === 'normal' ? <Badge>In its turn</Badge> : <PriorityBadge level={level} />}
        <span className="text-muted">{Math.round(score * 100)} of 100, from</span>
      </p>
      <PartList parts={parts} weights />
      <p className="mt-2 text-xs text-muted">
        What each adds, in log-odds. The weights are learned from whom your team takes first.
      </p>
    </PaneSection>
  );
}
