import type { Learning } from '@understudy/contract';
import { count, percent } from '../ui/format.ts';

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** The figures that answer "is it learning?" in one look. Shares are those of the newest part of the curve. */
export function Headline({ learning }: { learning: Learning }) {
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {figuresOf(learning).map((figure) => (
        <div key={figure.name} className="card px-4 py-3.5">
          <dt className="text-xs text-muted">{figure.name}</dt>
          <dd>
            <span className="figures block text-2xl font-semibold tracking-tight">{figure.value}</span>
            <span className="figures block text-xs text-muted">{figure.note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function figuresOf({ curve, totals }: Learning): readonly Figure[] {
  const now = curve.at(-1);
  const learned: readonly Figure[] = [
    {
      name: 'Resolutions',
      value: count(totals.resolutions),
      note: `${count(totals.exemplars)} worked questions`,
    },
    {
      name: 'Lessons',
      value: count(totals.lessons),
      note: `from ${count(totals.conversations)} conversations`,
    },
  ];
  if (!now) return learned;
  const before = curve.at(-2)?.tickets ?? 0;
  const newest = `last ${count(now.tickets - before)} tickets`;
  const hit: Figure = {
    name: 'Right answer in top 3',
    value: now.hit_at_3 === null ? '–' : percent(now.hit_at_3),
    note: now.frozen_hit_at_3 === null ? newest : `${newest}; frozen twin ${percent(now.frozen_hit_at_3)}`,
  };
  const alone: Figure = {
    name: 'Answered alone',
    value: percent(now.coverage),
    note:
      now.coverage === 0
        ? 'nothing certified yet'
        : `${newest}; ${percent(now.risk)} wrong, at most ${percent(now.risk_upper90)}`,
  };
  return [alone, hit, ...learned];
}
