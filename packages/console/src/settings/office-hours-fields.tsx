import { useId } from 'react';
import { Field } from '../ui/field.tsx';
import { DAYS, type Read, type Typed } from './office-hours.ts';

interface OfficeHoursFieldsProps {
  readonly told: boolean;
  readonly typed: Typed;
  readonly read: Read;
  readonly onTell: (told: boolean) => void;
  readonly onType: (typed: Typed) => void;
}

/** When somebody is there: visitors read it in their own time zone. */
export function OfficeHoursFields({ told, typed, read, onTell, onType }: OfficeHoursFieldsProps) {
  const zones = useId();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-sm font-medium">Office hours</legend>
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" checked={told} onChange={(event) => onTell(event.target.checked)} />
        Tell visitors when somebody is there
      </label>
      {told && (
        <>
          <Field
            label="Time zone"
            list={zones}
            value={typed.time_zone}
            error={read.zone_problem ?? undefined}
            onChange={(event) => onType({ ...typed, time_zone: event.target.value })}
          />
          <datalist id={zones}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </datalist>
          <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
            {DAYS.map((day, at) => (
              <Field
                key={day}
                label={day}
                placeholder="Closed"
                value={typed.days[at] ?? ''}
                error={read.problems[at] ?? undefined}
                onChange={(event) => onType({ ...typed, days: typed.days.with(at, event.target.value) })}
              />
            ))}
          </div>
          <p className="text-xs text-muted">
            Such as 9:00–12:00, 13:00–17:30. Empty means closed. Visitors read it in their own time zone.
          </p>
          {read.hours === null &&
            read.problems.every((problem) => problem === null) &&
            !read.zone_problem && (
              <p className="text-xs text-bad">Closed all week: give at least one day hours.</p>
            )}
        </>
      )}
    </fieldset>
  );
}
