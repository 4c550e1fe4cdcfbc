import { useMutation } from '@tanstack/react-query';
import type { StakesClass, StakesRule } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';

interface TryStakesProps {
  /** As they stand in the form, saved or not. */
  readonly rules: StakesRule[];
  readonly labelOf: (name: StakesClass) => string;
  readonly disabled: boolean;
}

/** Says which rule would hold a sentence back. */
export function TryStakes({ rules, labelOf, disabled }: TryStakesProps) {
  const [text, setText] = useState('');
  const asked = useMutation({
    mutationFn: () => call('tryHighStakes', { body: { text, high_stakes: rules } }),
  });
  const ask = () => {
    if (text.trim() !== '' && !disabled) asked.mutate();
  };
  return (
    <div className="flex max-w-2xl flex-col gap-2 rounded-lg border border-line p-3">
      <div className="flex items-end gap-3">
        <div className="flex-1">
          <Field
            label="Try a sentence"
            value={text}
            maxLength={2_000}
            placeholder="I want my money back"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              ask();
            }}
          />
        </div>
        <Button
          size="medium"
          className="mb-1"
          disabled={disabled || asked.isPending || text.trim() === ''}
          onClick={ask}
        >
          Try
        </Button>
      </div>
      <div role="status" className="text-sm">
        {asked.isError && <p className="text-bad">{asked.error.message}</p>}
        {asked.data?.found.length === 0 && <p className="text-muted">No rule holds it back.</p>}
        {asked.data?.found.map((found) => (
          <p key={found.class}>
            <span className="font-medium">{labelOf(found.class)}</span>
            {found.phrase === null ? ': it reads like such messages; ' : ` by “${found.phrase}”; `}
            {found.handling === 'human' ? 'a person answers.' : 'a person sends a draft.'}
          </p>
        ))}
      </div>
    </div>
  );
}
