import { Link } from '@tanstack/react-router';
import type { FigureRow } from '@understudy/contract';
import { dayWords } from '../charts/days.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { percent } from '../ui/format.ts';
import { nameOf } from './measures.ts';

/** Which of its measures say how it ended. */
const TONES: Partial<Record<FigureRow['measures'][number], Tone>> = {
  confirmed: 'good',
  assumed: 'plain',
  reopened: 'warn',
  'came-again': 'warn',
  'audited-right': 'good',
  'audited-wrong': 'bad',
};

/** One conversation as it was counted; a click opens it in the inbox. */
export function FigureRowItem({ row }: { row: FigureRow }) {
  const shown = row.measures.filter((measure) => measure in TONES || measure.includes(':'));
  const facts = [
    dayWords(row.opened_at),
    row.topic,
    row.plan && `plan ${row.plan}`,
    row.route,
    row.confidence !== null && `${percent(row.confidence)} confident`,
    row.handle_minutes !== null && `${row.handle_minutes.toFixed(0)} min of people`,
  ].filter(Boolean);
  return (
    <li>
      <Link
        to="/inbox/{-$view}/{-$id}"
        params={{ view: 'all', id: row.conversation_id }}
        className="block px-4 py-2.5 hover:bg-hover"
      >
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 flex-1 truncate font-medium">{row.subject || 'No subject'}</span>
          {shown.map((measure) => (
            <Badge key={measure} tone={TONES[measure] ?? 'plain'}>
              {nameOf(measure)}
            </Badge>
          ))}
        </span>
        <span className="figures block truncate text-xs text-muted">{facts.join(' · ')}</span>
      </Link>
    </li>
  );
}
