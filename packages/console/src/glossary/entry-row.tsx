import type { GlossaryEntry } from '@understudy/contract';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../ui/badge.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formText } from '../ui/form-text.ts';
import { Switch } from '../ui/switch.tsx';

interface EntryRowProps {
  readonly entry: GlossaryEntry;
  readonly mayChange: boolean;
  readonly onState: (state: GlossaryEntry['state']) => void;
  readonly onMeaning: (meaning: string) => void;
}

export function EntryRow({ entry, mayChange, onState, onMeaning }: EntryRowProps) {
  const [isEditing, setEditing] = useState(false);
  const isOn = entry.state === 'on';
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 py-2">
      <span className={`min-w-24 font-semibold break-words ${isOn ? '' : 'text-muted'}`}>{entry.term}</span>
      {isEditing ? (
        <MeaningForm
          entry={entry}
          onDone={(meaning) => {
            setEditing(false);
            if (meaning !== null && meaning !== entry.meaning) onMeaning(meaning);
          }}
        />
      ) : (
        <span className="flex min-w-0 flex-1 items-center gap-1 text-muted">
          <span className="min-w-0 break-words">means {entry.meaning}</span>
          {mayChange && (
            <IconButton label={`Change the meaning of ${entry.term}`} onClick={() => setEditing(true)}>
              <Pencil className="size-3.5" aria-hidden />
            </IconButton>
          )}
        </span>
      )}
      {mayChange ? (
        <Switch label={`Use ${entry.term}`} isOn={isOn} onSwitch={(next) => onState(next ? 'on' : 'off')} />
      ) : (
        <Badge tone={isOn ? 'good' : 'plain'}>{entry.state}</Badge>
      )}
    </li>
  );
}

/** `onDone` hears null where nothing is to be changed. */
function MeaningForm({ entry, onDone }: { entry: GlossaryEntry; onDone: (meaning: string | null) => void }) {
  return (
    <form
      className="flex min-w-40 flex-1 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(formText(new FormData(event.currentTarget), 'meaning').trim() || null);
      }}
    >
      <input
        name="meaning"
        aria-label={`Meaning of ${entry.term}`}
        className="field h-8!"
        defaultValue={entry.meaning}
        maxLength={80}
        required
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone(null);
        }}
        // The person asked for this field a moment ago.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <Button type="submit" kind="primary" className="h-8">
        Save
      </Button>
    </form>
  );
}
