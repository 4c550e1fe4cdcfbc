import { Link } from '@tanstack/react-router';
import type { Alarm } from '@understudy/contract';
import { ArrowRight, ShieldCheck } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { ExpandButton } from '../ui/expand-button.tsx';
import { TextField } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { clock, day } from '../ui/format.ts';
import { History } from '../ui/history.tsx';
import { settle } from './change.ts';
import { ACTION, KIND, pathOf } from './words.ts';

/** What it is, what was done about it, and what to do. */
export function AlarmCard({ alarm }: { alarm: Alarm }) {
  const { kind, severity, title, text, done, raised_at, settled, history } = alarm;
  const [isOpen, setOpen] = useState(false);
  const [settling, setSettling] = useState(false);
  const id = useId();
  return (
    <li aria-labelledby={`${id}-title`} className="card flex flex-col gap-2 p-4">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={settled ? 'plain' : severity === 'acts' ? 'bad' : 'warn'}>{KIND[kind]}</Badge>
        <span className="figures text-xs text-muted">
          {day(raised_at)}, {clock(raised_at)}
        </span>
      </div>
      <h3 id={`${id}-title`} className="font-medium break-words">
        {title}
      </h3>
      <p className="text-sm break-words">{text}</p>
      {done !== null && (
        <p className="flex gap-2 rounded-lg bg-sunken px-3 py-2 text-sm">
          <ShieldCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
          <span>
            <span className="font-medium">Done already: </span>
            {done}
          </span>
        </p>
      )}
      {settled && (
        <p className="text-sm text-muted">
          Settled by {settled.by ?? 'itself'} on {day(settled.at)}
          {settled.note && `: ${settled.note}`}
        </p>
      )}
      {settling ? (
        <SettleForm alarm={alarm} onLeave={() => setSettling(false)} />
      ) : (
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <Way alarm={alarm} />
          {settled ? (
            <Button onClick={() => void settle(alarm, false, null)} aria-label={`Open again: ${title}`}>
              Open again
            </Button>
          ) : (
            <Button onClick={() => setSettling(true)} aria-label={`Settle: ${title}`}>
              Settle
            </Button>
          )}
          <ExpandButton
            isOpen={isOpen}
            controls={id}
            onToggle={() => setOpen(!isOpen)}
            className="h-7 rounded-lg px-1 text-xs text-muted hover:text-ink"
          >
            History
          </ExpandButton>
        </div>
      )}
      <div id={id} hidden={!isOpen} className="pt-1">
        {isOpen && <History entries={history} />}
      </div>
    </li>
  );
}

function Way({ alarm: { kind, link, settled } }: { alarm: Alarm }) {
  const path = pathOf(link);
  if (path === null) return null;
  return (
    <Link to={path as never} className={buttonClass(settled ? 'plain' : 'primary')}>
      {ACTION[kind]} <ArrowRight className="size-3.5" aria-hidden />
    </Link>
  );
}

function SettleForm({ alarm, onLeave }: { alarm: Alarm; onLeave: () => void }) {
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const send = async () => {
    setBusy(true);
    if (!(await settle(alarm, true, note.trim() || null))) setBusy(false);
  };
  return (
    <form
      className="mt-1 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label="What came of it"
        hint="For whoever looks back; it may stay empty."
        rows={2}
        maxLength={2_000}
        value={note}
        ref={first}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onLeave()}
      />
      <FormButtons onCancel={onLeave} disabled={isBusy}>
        Settle it
      </FormButtons>
    </form>
  );
}
