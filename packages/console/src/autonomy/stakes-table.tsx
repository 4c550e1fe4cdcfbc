import type { Autonomy, AutonomyCell } from '@understudy/contract';
import { Lock, ShieldCheck, UserRound } from 'lucide-react';
import { detailsOf } from '../learning/certificates.tsx';
import { percent } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { type Change, changeOfError, changeOfStakes } from './change.ts';
import { LastChanged } from './last-changed.tsx';
import { certifiedOf, levelWords, missingOf, STAKES } from './words.ts';

interface StakesTableProps {
  readonly autonomy: Autonomy;
  readonly mayChange: boolean;
  readonly onChange: (change: Change) => void;
}

/** By what a wrong answer could cost: what is certified, what is missing, and how much may be wrong. */
export function StakesTable({ autonomy, mayChange, onChange }: StakesTableProps) {
  const { max_error, max_error_by_stakes, cells, last_change } = autonomy;
  return (
    <Section
      title="By what could go wrong"
      lead="It answers alone only where a test on labelled answers allows it, for each of these by its own labels."
    >
      <div className="flex flex-col gap-2 sm:flex-row sm:items-end sm:gap-4">
        <ErrorSelect
          of=""
          value={max_error}
          general={null}
          mayChange={mayChange}
          onChange={(value) => onChange(changeOfError(autonomy, value ?? max_error))}
        />
        <p className="pb-1 text-xs text-muted">
          Share of the answers given alone that may be wrong. Lower means fewer answers alone, and more labels
          until the first.
        </p>
      </div>
      <ul className="mt-4 divide-y divide-line border-t border-line">
        {cells.map((cell) => (
          <li
            key={cell.cell}
            className="flex flex-col gap-3 py-4 md:flex-row md:items-start md:justify-between"
          >
            <Cell cell={cell} />
            <div className="max-md:pl-8">
              <ErrorSelect
                of={STAKES[cell.cell].label}
                value={max_error_by_stakes[cell.cell] ?? null}
                general={max_error}
                mayChange={mayChange}
                onChange={(value) => onChange(changeOfStakes(autonomy, cell.cell, value))}
              />
            </div>
          </li>
        ))}
        <li className="flex gap-3 py-4">
          <UserRound className="mt-0.5 size-5 shrink-0 text-faint" aria-label="Always a person" />
          <div className="min-w-0">
            <h3 className="font-medium">{STAKES['money-security'].label}</h3>
            <p className="text-sm text-muted">
              {STAKES['money-security'].text} Never goes out without a person, whatever is accepted.
            </p>
          </div>
        </li>
      </ul>
      <LastChanged change={last_change.max_error} />
    </Section>
  );
}

function Cell({ cell }: { cell: AutonomyCell }) {
  const missing = missingOf(cell);
  const levels = levelWords(cell);
  return (
    <div className="flex min-w-0 gap-3">
      {missing === null ? (
        <ShieldCheck className="mt-0.5 size-5 shrink-0 text-good" aria-label="Certified" />
      ) : (
        <Lock className="mt-0.5 size-5 shrink-0 text-faint" aria-label="Locked" />
      )}
      <div className="min-w-0">
        <h3 className="font-medium">{STAKES[cell.cell].label}</h3>
        <p className="text-sm text-muted">{STAKES[cell.cell].text}</p>
        <p className={`mt-1 text-sm ${cell.locked === null ? '' : 'text-warn'}`}>{certifiedOf(cell)}</p>
        <p className="figures mt-0.5 text-xs text-muted">
          {missing === null
            ? detailsOf(cell)
            : `${cell.labelled} labelled so far, ${cell.wrong} wrong · at most ${percent(cell.max_error)} wrong, at ${percent(cell.confidence)} confidence`}
        </p>
        {levels !== '' && <p className="figures mt-0.5 text-xs text-muted">{levels}</p>}
      </div>
    </div>
  );
}

const CHOICES = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2] as const;
/** A value that was set elsewhere stays possible. */
const choicesWith = (value: number | null): readonly number[] =>
  value === null ? CHOICES : [...new Set([...CHOICES, value])].sort((a, b) => a - b);

interface ErrorSelectProps {
  /** Whose; empty for all. */
  readonly of: string;
  readonly value: number | null;
  /** What holds where nothing is chosen; null where something always is. */
  readonly general: number | null;
  readonly mayChange: boolean;
  readonly onChange: (value: number | null) => void;
}

function ErrorSelect({ of, value, general, mayChange, onChange }: ErrorSelectProps) {
  return (
    <label className="flex shrink-0 flex-col gap-1 text-xs text-muted">
      <span>
        {of !== '' && <span className="sr-only">{of}: </span>}
        Accepted error
      </span>
      <select
        className="field w-48!"
        disabled={!mayChange}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
      >
        {general !== null && <option value="">as for all ({percent(general)})</option>}
        {choicesWith(value).map((share) => (
          <option key={share} value={share}>
            at most {percent(share)} wrong
          </option>
        ))}
      </select>
    </label>
  );
}
