import { useMutation } from '@tanstack/react-query';
import type { CostModel, Worth } from '@understudy/contract';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { figuresKey } from '../api/figure-queries.ts';
import { queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { minutes } from '../figures/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { count, plural } from '../ui/format.ts';
import { type CostTexts, readCosts, textsOf } from './cost-form.ts';

async function save(model: CostModel): Promise<void> {
  await call('changeCostModel', { body: model });
  // What is shown was computed from the old one; the overview’s worth, too.
  await queryClient.invalidateQueries({ queryKey: figuresKey });
}

/** What an hour and a mistake cost. A change counts at once, and one click takes it back. */
export function CostModelCard({ worth }: { worth: Worth }) {
  return <Form key={JSON.stringify(worth.model)} worth={worth} />;
}

function Form({ worth }: { worth: Worth }) {
  const { model } = worth;
  const [texts, setTexts] = useState(() => textsOf(model));
  const { model: typed, errors } = readCosts(texts);
  const isChanged = JSON.stringify(texts) !== JSON.stringify(textsOf(model));
  const change = useMutation({
    mutationFn: save,
    onSuccess: () => toast('Cost model changed.', { undo: () => void save(model).catch(complain) }),
    onError: complain,
  });
  const field = (name: keyof CostTexts) => ({
    value: texts[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => setTexts({ ...texts, [name]: event.target.value }),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (typed) change.mutate(typed);
  };
  const share = typed?.hold_out ?? 0;
  return (
    <section aria-labelledby="costs" className="card p-4">
      <h2 id="costs" className="font-semibold">
        Cost model
      </h2>
      <p className="text-sm text-muted">Yours to set. Nothing else on this page is assumed.</p>
      <form onSubmit={onSubmit} className="mt-3 grid gap-3 sm:grid-cols-2">
        <Field
          label="Wage an hour"
          inputMode="decimal"
          hint="Of a human agent, everything included."
          {...field('wage_per_hour')}
        />
        <Field label="Currency" maxLength={3} autoCapitalize="characters" {...field('currency')} />
        <Field
          label="This product, a month"
          inputMode="decimal"
          hint="Licence, machines, care."
          {...field('licence_per_month')}
        />
        <Field
          label="A wrong answer"
          inputMode="decimal"
          hint="Beyond being handled again."
          {...field('wrong_answer_cost')}
        />
        <Field
          label="Minutes a conversation"
          inputMode="decimal"
          placeholder={
            worth.handle_minutes ? `measured: ${minutes(worth.handle_minutes.value)}` : 'as measured'
          }
          hint={`Empty: as measured from ${plural(worth.threads_measured, 'thread')} of your team.`}
          {...field('handle_minutes')}
        />
        <Field
          label="Hold-out, in percent"
          inputMode="decimal"
          hint={
            share > 0
              ? `About 1 in ${count(Math.round(1 / share))} that could be answered alone goes to people all the same, to measure by.`
              : 'None: nothing is held out, so the saving rests on the cost model.'
          }
          {...field('hold_out')}
        />
        <div className="flex justify-end gap-2 sm:col-span-2">
          <Button size="medium" disabled={!isChanged} onClick={() => setTexts(textsOf(model))}>
            Discard
          </Button>
          <Button
            size="medium"
            kind="primary"
            type="submit"
            disabled={!isChanged || typed === null || change.isPending}
          >
            Save
          </Button>
        </div>
      </form>
    </section>
  );
}
