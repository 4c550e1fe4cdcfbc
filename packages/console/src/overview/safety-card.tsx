import { Link } from '@tanstack/react-router';
import type { Overview } from '@understudy/contract';
import { ShieldCheck } from 'lucide-react';
import { ChartFrame } from '../charts/frame.tsx';
import { IntervalLine } from '../charts/interval.tsx';
import { Opens } from '../figures/opens.tsx';
import { fewAuditsWords } from '../figures/share-words.ts';
import { buttonClass } from '../ui/button.tsx';
import { count, percent, plural } from '../ui/format.ts';

const SHOWN_CELLS = 3;

/** Is it safe? The estimated share wrong against what the lead accepts, and what is certified. */
export function SafetyCard({ overview }: { overview: Overview }) {
  const { risk, max_error, text, certified } = overview.safety;
  const isOver = risk !== null && risk.low > max_error;
  return (
    <ChartFrame
      title="Is it safe?"
      says={text}
      definition="The share of all answers given alone so far that are wrong, whatever days are chosen: estimated from your team’s audits and from what customers did afterwards. The dark dot is the estimate, the bar around it where the true share lies with the stated confidence, the line what you accept."
      empty={
        risk === null
          ? 'Nothing to estimate from yet: it appears with the first audited answer that was given alone.'
          : null
      }
      small={risk && fewAuditsWords(risk.audited)}
      table={{
        columns: [
          { name: 'Answers' },
          { name: 'Wrong', say: percent },
          { name: 'From', say: percent },
          { name: 'To', say: percent },
          { name: 'Audited', say: count },
        ],
        rows: risk
          ? [
              ['All', risk.wrong, risk.low, risk.high, risk.audited],
              ...risk.by_stakes.map((each) => [each.stakes, each.wrong, each.low, each.high, each.audited]),
            ]
          : [],
      }}
      actions={
        <Link to="/autonomy" className={buttonClass('quiet')}>
          Autonomy
        </Link>
      }
    >
      {risk && (
        <>
          <Opens measure="audited-wrong" title="Show the audited answers of these days that were wrong">
            <span className={`text-2xl font-semibold tracking-tight ${isOver ? 'text-bad' : ''}`}>
              {percent(risk.wrong)}
            </span>{' '}
            <span className="text-sm text-muted">
              wrong: {percent(risk.low)} to {percent(risk.high)}, by {plural(risk.audited, 'audit')}
            </span>
          </Opens>
          <p className="text-xs text-muted">Of all answers so far, whatever days are chosen</p>
          <div className="mt-1">
            <IntervalLine
              value={risk.wrong}
              low={risk.low}
              high={risk.high}
              to={Math.max(0.1, max_error * 2, Math.ceil(risk.high * 20) / 20)}
              limit={{ at: max_error, name: 'accepted' }}
              say={percent}
              tone={isOver ? 'bad' : 'good'}
            />
          </div>
          <ul className="mt-3 flex flex-col gap-1.5 text-sm">
            {certified.slice(0, SHOWN_CELLS).map(({ cell, text: certificate }) => (
              <li key={cell} className="flex gap-2">
                <ShieldCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
                <span className="line-clamp-3" title={certificate}>
                  {certificate}
                </span>
              </li>
            ))}
            {certified.length === 0 && (
              <li className="text-muted">No certificate: it answers nothing alone.</li>
            )}
          </ul>
          {certified.length > SHOWN_CELLS && (
            <Link to="/autonomy" className="mt-auto pt-2 text-xs text-muted underline">
              {count(certified.length - SHOWN_CELLS)} more certified
            </Link>
          )}
        </>
      )}
    </ChartFrame>
  );
}
