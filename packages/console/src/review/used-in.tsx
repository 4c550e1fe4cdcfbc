/** Conversations that rested on what goes, or went: the newest by name. */
import { Link } from '@tanstack/react-router';
import type { RollbackPreview } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { plural } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { agoInWords } from './words.ts';

export function UsedIn({ conversations, used_in }: Pick<RollbackPreview, 'conversations' | 'used_in'>) {
  const now_ms = useNow();
  return (
    <section>
      <h3 className="mb-1 text-xs font-semibold text-muted">
        {conversations === 0
          ? 'No conversation was answered with it'
          : `${plural(conversations, 'conversation')} used it`}
      </h3>
      <ul className="max-h-48 overflow-y-auto">
        {used_in.map((item) => (
          <li
            key={`${item.conversation_id} ${item.at}`}
            className="flex flex-wrap items-center gap-x-2 gap-y-0.5 py-1"
          >
            <Link
              to="/inbox/{-$view}/{-$id}"
              params={{ view: 'all', id: item.conversation_id }}
              className="min-w-0 truncate underline underline-offset-2 max-sm:w-full sm:flex-1"
            >
              {item.subject}
            </Link>
            <Badge tone={item.action === 'answer' ? 'accent' : 'plain'}>
              {item.action === 'answer' ? 'answered alone' : 'draft'}
            </Badge>
            <span className="figures shrink-0 text-xs text-muted">{agoInWords(item.at, now_ms)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
