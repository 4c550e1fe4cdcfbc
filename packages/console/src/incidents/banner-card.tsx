import { useQuery } from '@tanstack/react-query';
import type { Incident } from '@understudy/contract';
import { useState } from 'react';
import { meQuery, settingsQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { BannerPreview } from './banner-preview.tsx';
import { setBanner } from './change.ts';
import { isNow } from './words.ts';

/** Words for customers: suggested, put right, looked at, set, and taken back. */
export function BannerCard({ incident }: { incident: Incident }) {
  const { banner, suggested_banner } = incident;
  const [text, setText] = useState(banner ?? suggested_banner);
  const [isBusy, setBusy] = useState(false);
  const team = useQuery(meQuery).data?.workspace.name ?? '';
  const color = useQuery(settingsQuery).data?.widget.color;
  const send = async (words: string | null) => {
    setBusy(true);
    await setBanner(incident, words);
    setBusy(false);
  };
  const isSet = banner !== null;
  return (
    <Section
      title="Banner"
      lead={
        isSet
          ? 'Customers read it in the widget until you take it back or the incident is closed. Of several, the newest incident’s is shown.'
          : 'Suggested words: customers would read them in the widget before they ask.'
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send(text.trim());
        }}
      >
        <TextField
          label="What customers read"
          dir="auto"
          rows={3}
          maxLength={500}
          value={text}
          disabled={!isNow(incident)}
          onChange={(event) => setText(event.target.value)}
          className="field field-sizing-content"
        />
        <BannerPreview text={text} team={team} color={color ?? '#4f46e5'} />
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            kind="primary"
            size="medium"
            disabled={isBusy || text.trim() === '' || text.trim() === banner || !isNow(incident)}
          >
            {isSet ? 'Change the banner' : 'Show the banner'}
          </Button>
          {isSet && (
            <Button size="medium" disabled={isBusy} onClick={() => void send(null)}>
              Take it back
            </Button>
          )}
          {text !== suggested_banner && (
            <Button size="medium" kind="quiet" onClick={() => setText(suggested_banner)}>
              As suggested
            </Button>
          )}
        </div>
      </form>
    </Section>
  );
}
