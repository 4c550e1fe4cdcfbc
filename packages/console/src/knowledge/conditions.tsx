/** Where alone a resolution holds: tokens of the question's context, of each key one of the values. */
import type { ResolutionDetail } from '@understudy/contract';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { call } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { change } from './change-knowledge.ts';

interface ConditionsProps {
  readonly resolution: ResolutionDetail;
  readonly mayChange: boolean;
}

const TOKEN = /^[^:\s]+:\S.*$/u;

export function Conditions({ resolution, mayChange }: ConditionsProps) {
  const { id, conditions, seen_context } = resolution;
  const [isSending, setSending] = useState(false);
  const set = async (next: readonly string[]) => {
    setSending(true);
    const work = call('setConditions', { params: { id }, body: { conditions: [...next] } });
    await change(work, next.length === 0 ? 'It holds everywhere.' : 'Saved where it holds.');
    setSending(false);
  };
  const suggested = seen_context.filter(({ token }) => !conditions.includes(token));
  return (
    <Section
      title="Where it holds"
      lead={
        conditions.length === 0
          ? 'Conditions keep it from questions of another context: from another plan, another page.'
          : 'Only where all of this holds. Of several values of one thing, such as two plans, one is enough. Where nothing is known of a thing, it is a draft for a person at most.'
      }
    >
      <div className="flex flex-col gap-4">
        {conditions.length === 0 && <p className="text-sm">Everywhere.</p>}
        {conditions.length > 0 && (
          <ul aria-label="Conditions" className="flex flex-wrap gap-2">
            {conditions.map((token) => (
              <li
                key={token}
                className="flex max-w-full items-center gap-1 rounded-md bg-accent-soft py-0.5 pr-1 pl-2 text-sm text-accent"
              >
                <span className="min-w-0 break-all">{token}</span>
                {mayChange && (
                  <button
                    type="button"
                    aria-label={`Remove ${token}`}
                    disabled={isSending}
                    onClick={() => void set(conditions.filter((each) => each !== token))}
                    className="inline-flex size-6 shrink-0 items-center justify-center rounded hover:bg-hover"
                  >
                    <X className="size-3.5" aria-hidden />
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
        {mayChange && (
          <AddCondition
            isDisabled={isSending}
            known={conditions}
            onAdd={(token) => void set([...conditions, token])}
          />
        )}
        {mayChange && suggested.length > 0 && (
          <div>
            <p className="mb-1.5 text-xs text-muted">Seen with its exemplars; a click adds the condition:</p>
            <ul aria-label="Suggestions" className="flex flex-wrap gap-1.5">
              {suggested.slice(0, 12).map(({ token, count }) => (
                <li key={token} className="max-w-full">
                  <Button
                    disabled={isSending}
                    className="max-w-full"
                    title={plural(count, 'exemplar')}
                    onClick={() => void set([...conditions, token])}
                  >
                    <span className="min-w-0 truncate">{token}</span>
                    <span className="figures text-muted">{count}</span>
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Section>
  );
}

interface AddConditionProps {
  readonly isDisabled: boolean;
  readonly known: readonly string[];
  readonly onAdd: (token: string) => void;
}

function AddCondition({ isDisabled, known, onAdd }: AddConditionProps) {
  const id = useId();
  const [text, setText] = useState('');
  const token = text.trim();
  const isNew = TOKEN.test(token) && !known.includes(token);
  return (
    <form
      className="flex max-w-md flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isNew || isDisabled) return;
        onAdd(token);
        setText('');
      }}
    >
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="mb-1 block text-sm font-medium">
          Add a condition
        </label>
        <input
          id={id}
          className="field"
          placeholder="plan:free"
          maxLength={120}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button size="medium" type="submit" disabled={!isNew || isDisabled}>
        Add
      </Button>
    </form>
  );
}
