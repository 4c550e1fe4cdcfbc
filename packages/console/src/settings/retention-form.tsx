import { useMutation, useQuery } from '@tanstack/react-query';
import type { Retention, RetentionKind, RetentionPolicy } from '@understudy/contract';
import { useId, useState } from 'react';
import { call } from '../api/client.ts';
import { queryClient, retentionQuery } from '../api/queries.ts';
import { toast } from '../app/toasts.ts';
import { Button } from '../ui/button.tsx';
import { clock, day, plural } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { choicesFor, daysWords, goneWords, KINDS, keepsAll } from './retention-words.ts';
import { SaveButton } from './save-button.tsx';
import { useUnsaved } from './unsaved.ts';

/** How long each kind of data is kept. */
export function RetentionForm() {
  const retention = useQuery(retentionQuery);
  return (
    <Section
      id="retention"
      title="Retention"
      lead="How long each kind of data is kept after it last changed. What is older is deleted at night."
    >
      {retention.isPending && <Skeleton rows={3} className="h-10" />}
      {retention.isError && (
        <Failed error={retention.error} what="Retention" onRetry={() => void retention.refetch()} />
      )}
      {retention.data && <Form retention={retention.data} />}
    </Section>
  );
}

function Form({ retention }: { retention: Retention }) {
  const [policy, setPolicy] = useState(retention.policy);
  const isDirty = KINDS.some(({ kind }) => policy[kind] !== retention.policy[kind]);
  useUnsaved(isDirty);
  const preview = useMutation({
    mutationFn: (asked: RetentionPolicy) => call('previewRetention', { body: asked }),
    onError: (error) => toast(error.message, { tone: 'bad' }),
  });
  const save = useMutation({
    mutationFn: (next: RetentionPolicy) => call('setRetention', { body: next }),
    onSuccess: (saved) => {
      queryClient.setQueryData(retentionQuery.queryKey, saved);
      setPolicy(saved.policy);
    },
    onError: (error) => toast(error.message, { tone: 'bad' }),
  });
  const change = (kind: RetentionKind, days: number | null) => {
    preview.reset();
    setPolicy({ ...policy, [kind]: days });
  };
  const submit = () => {
    const before = retention.policy;
    const onSuccess = () => toast('Saved', { undo: () => save.mutate(before) });
    save.mutate(policy, { onSuccess });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ul className="divide-y divide-line">
        {KINDS.map(({ kind, label, text }) => (
          <Row
            key={kind}
            label={label}
            text={text}
            days={policy[kind]}
            goes={preview.data?.[kind] ?? null}
            onChange={(days) => change(kind, days)}
          />
        ))}
      </ul>
      <p className="text-sm text-muted" role="status">
        {preview.data
          ? `The next night would take: ${goneWords(preview.data)}. It cannot be undone.`
          : standing(retention)}
      </p>
      <div className="flex flex-wrap gap-2">
        <SaveButton save={{ isDirty, isPending: save.isPending }} />
        <Button
          size="medium"
          disabled={preview.isPending || keepsAll(policy)}
          onClick={() => preview.mutate(policy)}
        >
          {preview.isPending ? 'Counting…' : 'What would go?'}
        </Button>
      </div>
    </form>
  );
}

function standing({ last_run, next_run }: Retention): string {
  const next = next_run === null ? 'Everything is kept.' : `Next: ${day(next_run)}, ${clock(next_run)}.`;
  if (last_run === null) return next;
  const more = last_run.goes_on ? ' More than one night takes: the next one goes on.' : '';
  return `Last run ${day(last_run.finished_at)}: ${goneWords(last_run.gone)}.${more} ${next}`;
}

interface RowProps {
  readonly label: string;
  readonly text: string;
  readonly days: number | null;
  /** Rows that the next night would take; null where nobody asked. */
  readonly goes: number | null;
  readonly onChange: (days: number | null) => void;
}

function Row({ label, text, days, goes, onChange }: RowProps) {
  const id = useId();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0">
      <div className="min-w-56 flex-1">
        <label htmlFor={id} className="block text-sm font-medium">
          {label}
        </label>
        <p id={`${id}-text`} className="text-xs text-muted">
          {text}
        </p>
      </div>
      <div className="flex items-center gap-3">
        {goes !== null && days !== null && (
          <span className={`figures text-sm ${goes > 0 ? 'font-semibold text-bad' : 'text-muted'}`}>
            {plural(goes, 'row')}
          </span>
        )}
        <select
          id={id}
          className="field w-36"
          aria-describedby={`${id}-text`}
          value={days ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">For ever</option>
          {choicesFor(days).map((each) => (
            <option key={each} value={each}>
              {daysWords(each)}
            </option>
          ))}
        </select>
      </div>
    </li>
  );
}
