/** What a person does with the glossary: sent at once and undone by a toast; a dismissal is sent once it stands. */
import type { GlossaryEntry, GlossaryProposal, Result } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';

type Words = Pick<GlossaryEntry, 'term' | 'meaning' | 'state'>;

/** As long as its toast can be clicked: the ledger forgets nothing, so that a slip is better not told to it. */
const DISMISS_AFTER_MS = 7_000;

export function useGlossary() {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);

  const dismiss = ({ term, meaning }: GlossaryProposal) => {
    setDismissed((before) => [...before, term]);
    const sending = setTimeout(() => void send({ term, meaning, state: 'off' }), DISMISS_AFTER_MS);
    const undo = () => {
      clearTimeout(sending);
      setDismissed((before) => before.filter((each) => each !== term));
    };
    toast(`Dismissed “${term}”.`, { undo });
  };

  return { change, dismiss, isDismissed: (term: string) => dismissed.includes(term) };
}

/** `earlier`: the entry as it was, null where there was none. Answers whether it was taken. */
async function change(words: Words, said: string, earlier: Words | null): Promise<boolean> {
  if (!(await send(words))) return false;
  const undone = earlier ?? { ...words, state: 'off' as const };
  toast(said, { undo: () => void send(undone) });
  return true;
}

async function send({ term, meaning, state }: Words): Promise<boolean> {
  try {
    const entry = await call('changeGlossary', { params: { term }, body: { meaning, state } });
    queryClient.setQueryData<Result<'getGlossary'>>(keys.glossary, (old) => old && withEntry(old, entry));
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

function withEntry(
  { entries, proposals }: Result<'getGlossary'>,
  entry: GlossaryEntry,
): Result<'getGlossary'> {
  const others = entries.filter(({ term }) => term !== entry.term);
  return {
    entries: [...others, entry].toSorted((a, b) => (a.term < b.term ? -1 : 1)),
    proposals: proposals.filter(({ term }) => term !== entry.term),
  };
}
