/** Until which day a resolution holds. */
import type { ResolutionDetail } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { complain, toast } from '../app/toasts.ts';
import { Button } from '../ui/button.tsx';
import { day } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { refresh } from './change-knowledge.ts';

interface ValidityProps {
  readonly resolution: ResolutionDetail;
  readonly mayChange: boolean;
}

async function save(id: string, until: string | null, before: string | null): Promise<void> {
  try {
    await call('setValidity', { params: { id }, body: { valid_until: until } });
    toast(until === null ? 'It holds for good.' : 'Saved until when it holds.', {
      undo: () => void save(id, before, until),
    });
  } catch (error) {
    complain(error);
  }
  refresh();
}

export function Validity({ resolution, mayChange }: ValidityProps) {
  const { id, valid_until } = resolution;
  const [written, setWritten] = useState<string | null>(null);
  const text = written ?? valid_until ?? '';
  const set = (until: string | null) => {
    setWritten(null);
    void save(id, until, valid_until);
  };
  return (
    <Section
      title="Until when it holds"
      lead="Once that day is over, in UTC, what taught it is quarantined until a person looks."
    >
      {!mayChange && <p className="text-sm">{valid_until === null ? 'For good.' : day(valid_until)}</p>}
      {mayChange && (
        <form
          className="flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text !== '') set(text);
          }}
        >
          <input
            type="date"
            aria-label="Last day on which it holds"
            value={text}
            onChange={(event) => setWritten(event.target.value)}
            className="field w-44!"
          />
          <Button type="submit" kind="primary" size="medium" disabled={text === '' || text === valid_until}>
            Save
          </Button>
          {valid_until !== null && (
            <Button size="medium" onClick={() => set(null)}>
              Holds for good
            </Button>
          )}
        </form>
      )}
    </Section>
  );
}
