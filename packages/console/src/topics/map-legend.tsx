import type { ReactNode } from 'react';
import { percent } from '../ui/format.ts';
import { LevelDisc, RiskDisc } from './bubble.tsx';
import { RISK, type RiskClass, type Shows } from './words.ts';

const CLASSES: readonly RiskClass[] = ['below', 'open', 'above', 'none'];

/** What a bubble says, in shapes as well as in colours. */
export function MapLegend({ shows, max_error }: { shows: Shows; max_error: number | null }) {
  return (
    <ul aria-label="Legend" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {shows === 'alone'
        ? [0, 0.5, 1].map((share) => (
            <li key={share} className="flex items-center gap-1.5">
              <Sign>
                <LevelDisc share={share} r={8} />
              </Sign>
              {share === 0 ? 'none' : share === 1 ? 'all' : 'half'} answered alone
            </li>
          ))
        : CLASSES.map((risk) => (
            <li key={risk} className="flex items-center gap-1.5">
              <Sign>
                <RiskDisc risk={risk} r={8} />
                <text
                  textAnchor="middle"
                  dominantBaseline="central"
                  fontSize={10}
                  className="fill-ink font-semibold"
                >
                  {RISK[risk].sign}
                </text>
              </Sign>
              {RISK[risk].label}
              {risk === 'below' && max_error !== null && ` (${percent(max_error)})`}
            </li>
          ))}
    </ul>
  );
}

const Sign = ({ children }: { children: ReactNode }) => (
  <svg aria-hidden width={20} height={20} viewBox="-10 -10 20 20" className="shrink-0">
    {children}
  </svg>
);
