import { Link } from '@tanstack/react-router';
import type { Incident } from '@understudy/contract';
import { Hand, Megaphone } from 'lucide-react';
import { Sparkline } from '../charts/sparkline.tsx';
import { Badge } from '../ui/badge.tsx';
import { agoWords, plural } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { isNow } from './words.ts';

/** One incident of a list. */
export function IncidentCard({ incident }: { incident: Incident }) {
  const { id, title, evidence, days, first_at, latest_at, banner, held } = incident;
  const now_ms = useNow();
  return (
    <li className="card relative flex gap-4 p-4 hover:bg-hover/50">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/incidents/{-$id}"
            params={{ id }}
            search={{}}
            className="min-w-0 font-medium break-words after:absolute after:inset-0 after:rounded-xl"
          >
            {title}
          </Link>
          {banner !== null && (
            <Badge tone="accent">
              <Megaphone aria-hidden /> Banner set
            </Badge>
          )}
          {held.length > 0 && (
            <Badge tone="warn">
              <Hand aria-hidden /> {plural(held.length, 'answer')} held
            </Badge>
          )}
        </div>
        <p className="mt-1 text-sm">{evidence}</p>
        <p className="figures mt-1 text-xs text-muted">
          First {agoWords(first_at, now_ms)}, latest {agoWords(latest_at, now_ms)}
        </p>
      </div>
      <Sparkline
        label={`Per day: ${days.map((day) => day.count).join(', ')}`}
        values={days.map((day) => day.count)}
        tone={isNow(incident) ? 'bad' : 'muted'}
        className="h-12 w-28 shrink-0 self-center max-sm:hidden"
      />
    </li>
  );
}
