import type { Incident } from '@understudy/contract';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { History } from '../ui/history.tsx';
import { Section } from '../ui/page.tsx';
import { addNote } from './change.ts';

/** Who did what, and room for a note. */
export function HistoryCard({ incident }: { incident: Incident }) {
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    if (await addNote(incident, note.trim())) setNote('');
    setBusy(false);
  };
  return (
    <Section title="What was done">
      <History entries={incident.history} />
      <form
        className="mt-4 flex flex-col items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="w-full">
          <TextField
            label="Note"
            rows={2}
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={note.trim() === '' || isBusy}>
          Add the note
        </Button>
      </form>
    </Section>
  );
}
