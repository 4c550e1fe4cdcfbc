/** A term of the glossary: what it meant before the lesson and means with it, and what spoke for it. */
import { Link } from '@tanstack/react-router';
import type { KnownChange } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { percent, plural } from '../ui/format.ts';
import { Part } from './part.tsx';

type Word = NonNullable<KnownChange['word']>;

export function WordPart({ term, before, after, grounds }: Word) {
  return (
    <Part title="What customers call it">
      <p className="text-base font-medium break-words">“{term}”</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <dt className="text-muted">Before</dt>
        <dd>
          {before === null ? <span className="text-muted">not in the glossary</span> : <Sense {...before} />}
        </dd>
        <dt className="text-muted">With it</dt>
        <dd>
          <Sense {...after} />
        </dd>
      </dl>
      {grounds !== null && (
        <p className="figures text-sm text-muted">
          It was proposed: {plural(grounds.questions, 'question')} of {plural(grounds.accounts, 'account')}{' '}
          said it, and {percent(grounds.coverage)} of them were solved by an answer that says “{after.meaning}
          ”.
        </p>
      )}
      <p className="text-sm">
        It is about no answer: see the{' '}
        <Link to="/knowledge/glossary" className="underline underline-offset-2 hover:text-ink">
          Glossary
        </Link>{' '}
        for how it stands now.
      </p>
    </Part>
  );
}

function Sense({ meaning, state }: Word['after']) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span className="min-w-0 break-words">means “{meaning}”</span>
      <Badge tone={state === 'on' ? 'good' : 'plain'}>{state}</Badge>
    </span>
  );
}
