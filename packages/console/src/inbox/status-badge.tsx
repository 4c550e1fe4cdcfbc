import type { ConversationSummary } from '@understudy/contract';
import { Bot, PenLine } from 'lucide-react';
import { Badge } from '../ui/badge.tsx';

/** Who has the word. */
export function StatusBadge({ conversation }: { conversation: ConversationSummary }) {
  switch (conversation.status) {
    case 'ai':
      return (
        <Badge tone="accent">
          <Bot aria-hidden /> AI agent
        </Badge>
      );
    case 'waiting':
      return <Badge tone="warn">Waiting</Badge>;
    case 'human':
      return <Badge>{conversation.assignee?.name ?? 'With a person'}</Badge>;
    default:
      return <Badge tone="good">Resolved</Badge>;
  }
}

export function DraftBadge() {
  return (
    <Badge tone="accent">
      <PenLine aria-hidden /> Draft
    </Badge>
  );
}

export const customerName = (conversation: Pick<ConversationSummary, 'customer'>): string =>
  conversation.customer.name ?? conversation.customer.email ?? 'Visitor';
