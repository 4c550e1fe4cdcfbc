import { Link } from '@tanstack/react-router';
import type { Incident } from '@understudy/contract';
import { useState } from 'react';
import { Section } from '../ui/page.tsx';
import { Switch } from '../ui/switch.tsx';
import { setHeld } from './change.ts';
import { holdable, isNow } from './words.ts';

/** Answers that may be wrong while it lasts: what is held goes to people. */
export function HoldCard({ incident }: { incident: Incident }) {
  const [busy, setBusy] = useState<string | null>(null);
  const answers = holdable(incident);
  const switchTo = async (answer: Incident['held'][number], held: boolean) => {
    if (busy !== null) return;
    setBusy(answer.resolution_id);
    await setHeld(incident, answer, held);
    setBusy(null);
  };
  return (
    <Section
      title="Answers on hold"
      lead="What is held is not sent alone while the incident lasts: people answer, and drafts stay."
    >
      {answers.length === 0 && <p className="text-sm text-muted">No answer of yours is about this.</p>}
      <ul className="flex flex-col gap-3">
        {answers.map((answer) => {
          const isHeld = incident.held.some(({ resolution_id }) => resolution_id === answer.resolution_id);
          return (
            <li key={answer.resolution_id} className="flex items-center gap-3 text-sm">
              <span className="min-w-0 flex-1">
                <Link
                  to="/knowledge/{-$id}"
                  params={{ id: answer.resolution_id }}
                  className="break-words underline underline-offset-2"
                >
                  {answer.title}
                </Link>
                <span className="block text-xs text-muted">{isHeld ? 'Held' : 'Goes out as before'}</span>
              </span>
              {isNow(incident) && (
                <Switch
                  label={`Hold ${answer.title}`}
                  isOn={isHeld}
                  onSwitch={(held) => void switchTo(answer, held)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
