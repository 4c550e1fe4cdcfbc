import type { FactField } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { Switch } from '../ui/switch.tsx';
import { switchField } from './use-fields.ts';
import { maySwitch, seenWords, TYPE, whyUnused } from './words.ts';

interface FieldListProps {
  readonly fields: readonly FactField[];
  readonly mayChange: boolean;
}

/** What the company's systems tell of accounts, as it was inferred. */
export function FieldList({ fields, mayChange }: FieldListProps) {
  return (
    <ul className="divide-y divide-line">
      {fields.map((field) => (
        <li key={field.name} className="flex items-start gap-3 py-3 first:pt-0">
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-semibold break-all">{field.name}</span>
              <Badge>{TYPE[field.type]}</Badge>
            </p>
            <p className="figures mt-0.5 line-clamp-2 text-sm break-words text-muted">{seenWords(field)}</p>
            {field.unused_why && <p className="mt-0.5 text-xs text-muted">{whyUnused(field.unused_why)}</p>}
          </div>
          {mayChange && maySwitch(field) ? (
            <Switch
              label={`Learn from ${field.name}`}
              isOn={field.is_used}
              onSwitch={(isOn) => void switchField(field, isOn)}
            />
          ) : (
            <Badge tone={field.is_used ? 'good' : 'plain'}>
              {field.is_used ? 'learned from' : 'not used'}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
}
