import { Link } from '@tanstack/react-router';
import type { Insight } from '@understudy/contract';
import { dayWords } from '../charts/days.ts';
import { Opens } from '../figures/opens.tsx';
import { expectedWords } from '../incidents/words.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { count, percent, plural } from '../ui/format.ts';
import { setDismissed } from './change.ts';
import { LiftLine } from './lift-line.tsx';

export function InsightItem({ insight }: { insight: Insight }) {
  const {
    id,
    kind,
    text,
    tokens,
    topic_id,
    topic,
    count: came,
    expected,
    accounts,
    since,
    q,
    dismissed,
  } = insight;
  return (
    <li
      className={`grid gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_13rem] ${dismissed ? 'opacity-75' : ''}`}
    >
      <div className="min-w-0">
        <p className="font-medium break-words">{text}</p>
        <p className="figures mt-1 text-xs text-muted">
          <Opens inWords measure="conversations" of={{ insight: id }}>
            {count(came)} came
          </Opens>{' '}
          where {expectedWords(expected)} were expected · {plural(accounts, 'account')}
          {since !== null && ` · since ${dayWords(since)}`} · false-discovery rate{' '}
          {q < 0.001 ? 'below 0.1 %' : percent(q)}
        </p>
        <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-xs text-muted">
          {tokens.map((token) => (
            <Badge key={token}>{kind === 'release' ? `release ${token}` : token.replace(':', ' ')}</Badge>
          ))}
          <Link
            to="/topics/{-$id}"
            params={{ id: topic_id }}
            search={{}}
            className="underline underline-offset-2 hover:text-ink"
          >
            {topic || 'Its topic'}
          </Link>
        </p>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <LiftLine lift={insight.lift} />
        <Button
          kind="quiet"
          className="self-end max-sm:self-start max-sm:px-0!"
          aria-label={`${dismissed ? 'Show again' : 'Dismiss'}: ${text}`}
          onClick={() => void setDismissed(insight, !dismissed)}
        >
          {dismissed ? 'Show again' : 'Dismiss'}
        </Button>
      </div>
    </li>
  );
}
