import { Popover } from '@base-ui/react/popover';
import { CalendarRange, Check } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { dayWords } from '../charts/days.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { CHOICES, DEFAULT_DAYS, lengthOf, MOST_DAYS } from './range.ts';
import { rangeWords } from './range-words.ts';
import { useFigures } from './use-figures.ts';
import { Panel } from './panel.tsx';

/** Which days the figures are of, and whether those before stand beside them. */
export function RangePicker() {
  const { search, range, before, change } = useFigures();
  const [isOpen, setOpen] = useState(false);
  const choose = (days: number) => {
    change({ days: days === DEFAULT_DAYS ? undefined : days, from: undefined, to: undefined });
    setOpen(false);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass()}>
        <CalendarRange className="size-4" aria-hidden />
        <span>
          <span className="sr-only">Days: </span>
          {rangeWords(search)}
          {before && <span className="font-normal text-muted"> compared</span>}
        </span>
      </Popover.Trigger>
      <Panel label="Days" className="w-[min(320px,calc(100vw-24px))] gap-3 p-3">
        <div className="grid grid-cols-2 gap-1" role="group" aria-label="The last days">
          {CHOICES.map((days) => {
            const isChosen = lengthOf(range) === days && search.from === undefined;
            return (
              <button
                key={days}
                type="button"
                aria-pressed={isChosen}
                onClick={() => choose(days)}
                className="flex h-8 items-center justify-between rounded-lg px-2.5 text-sm hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent"
              >
                {rangeWords({ days })}
                {isChosen && <Check className="size-4" aria-hidden />}
              </button>
            );
          })}
        </div>
        <Custom
          key={`${range.from} ${range.to}`}
          onDone={(from, to) => {
            change({ from, to, days: undefined });
            setOpen(false);
          }}
        />
        <label className="flex items-center gap-2 border-t border-line pt-3 text-sm">
          <input
            type="checkbox"
            checked={search.compare ?? false}
            onChange={() => change({ compare: search.compare ? undefined : true })}
          />
          Compare with the {lengthOf(range)} days before
        </label>
        {before && (
          <p className="text-xs text-muted">
            {dayWords(before.from)} to {dayWords(before.to)}
          </p>
        )}
      </Panel>
    </Popover.Root>
  );
}

function Custom({ onDone }: { onDone: (from: string, to: string) => void }) {
  const { range } = useFigures();
  const [from, setFrom] = useState(range.from);
  const [to, setTo] = useState(range.to);
  const error =
    from === '' || to === ''
      ? 'Both days are needed.'
      : from > to
        ? 'The first day comes after the last.'
        : lengthOf({ from, to }) > MOST_DAYS
          ? 'At most three years.'
          : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (error === undefined) onDone(from, to);
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2 border-t border-line pt-3">
      <div className="grid grid-cols-2 gap-2">
        <Field label="From" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        <Field label="To" type="date" value={to} onChange={(event) => setTo(event.target.value)} />
      </div>
      {error !== undefined && (
        <p role="alert" className="text-xs text-bad">
          {error}
        </p>
      )}
      <Button type="submit" disabled={error !== undefined}>
        Show these days
      </Button>
    </form>
  );
}
