import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Conversation } from '@understudy/contract';
import { BadgeCheck, X } from 'lucide-react';
import { conversationQuery, type View } from '../api/queries.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/button.tsx';
import { day } from '../ui/format.ts';
import { AccountFacts } from './account-facts.tsx';
import { NextStep } from './next-step.tsx';
import { PaneSection } from './pane-section.tsx';
import { PriorityReasons } from './priority.tsx';
import { Reasoning } from './reasoning.tsx';
import { Facts, SeenPage } from './seen-page.tsx';
import { StakesWord } from './stakes-word.tsx';
import { customerName } from './status-badge.tsx';

interface ContextPaneProps {
  readonly id: string;
  readonly view: View;
  readonly decisionId: string | null;
  readonly onDecision: (id: string) => void;
  readonly onClose: () => void;
}

/** Who asks, what is known, and what the AI agent thought. */
export function ContextPane({ id, view, decisionId, onDecision, onClose }: ContextPaneProps) {
  const { data } = useQuery(conversationQuery(id));
  return (
    <aside
      aria-label="Context"
      className="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface max-xl:absolute max-xl:inset-y-0 max-xl:right-0 max-xl:z-20 max-xl:shadow-pop max-md:w-full"
    >
      <div className="flex items-center justify-between px-4 pt-3 xl:hidden">
        <span className="font-semibold">Context</span>
        <IconButton label="Close context" onClick={onClose}>
          <X className="size-4" aria-hidden />
        </IconButton>
      </div>
      {data && (
        <>
          <Customer conversation={data} />
          <PriorityReasons conversation={data} />
          <SeenPage pages={data.pages} />
          <AccountFacts account={data.account} />
          <NextStep key={id} id={id} />
          <Reasoning
            decisions={data.decisions}
            selectedId={decisionId}
            onSelect={onDecision}
            said={(decision) => <StakesWord decision={decision} conversation={data} />}
          />
          <Told context={data.context} />
          <Previous conversation={data} view={view} />
        </>
      )}
    </aside>
  );
}

function Customer({ conversation }: { conversation: Conversation }) {
  return (
    <PaneSection title="Customer">
      <div className="flex items-center gap-3">
        <Avatar name={customerName(conversation)} />
        <div className="min-w-0">
          <p className="truncate font-medium">{customerName(conversation)}</p>
          {conversation.customer.email && (
            <p className="truncate text-xs text-muted">{conversation.customer.email}</p>
          )}
          <Verified at={conversation.verified_at} />
        </div>
      </div>
    </PaneSection>
  );
}

/** Whether account matters may be spoken of with them. */
function Verified({ at }: { at: string | null }) {
  return at === null ? (
    <p className="text-xs text-muted" title="Nobody has signed who this is.">
      Not verified
    </p>
  ) : (
    <p className="flex items-center gap-1 text-xs text-good" title="Signed by your server.">
      <BadgeCheck className="size-3.5" aria-hidden /> Verified
    </p>
  );
}

/** What the page said of itself; nobody has signed it. */
function Told({ context }: { context: Conversation['context'] }) {
  const rows = Object.entries(context);
  if (rows.length === 0) return null;
  return (
    <PaneSection title="What the page said">
      <Facts rows={rows} />
    </PaneSection>
  );
}

function Previous({ conversation, view }: { conversation: Conversation; view: View }) {
  return (
    <PaneSection title="Previous conversations">
      {conversation.previous.length === 0 && <p className="text-sm text-muted">None</p>}
      <ul className="-mx-2">
        {conversation.previous.map((item) => (
          <li key={item.id}>
            <Link
              to="/inbox/{-$view}/{-$id}"
              params={{ view, id: item.id }}
              className="block rounded-lg px-2 py-1.5 hover:bg-hover"
            >
              <span className="block truncate text-sm">{item.subject}</span>
              <span className="text-xs text-muted">
                {item.status} · {day(item.updated_at)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </PaneSection>
  );
}
