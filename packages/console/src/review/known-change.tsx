/** What a lesson about what is known changes: exemplars that move, conditions and words before and after. */
import { Link } from '@tanstack/react-router';
import type { KnownChange, LessonDetail } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { plural } from '../ui/format.ts';
import { DiffText } from './diff-text.tsx';
import { Part } from './part.tsx';
import { WordPart } from './word-part.tsx';

export function KnownChangePart({ lesson }: { lesson: LessonDetail }) {
  const { kind, change, proposed } = lesson;
  if (change === null) return null;
  return (
    <>
      {change.word && <WordPart {...change.word} />}
      {change.conditions && <ConditionsPart {...change.conditions} />}
      {change.moves && <MovesPart moves={change.moves} isMerge={kind === 'merge'} />}
      {change.moves && kind === 'merge' && (
        <Part title="How the two texts differ">
          <div className="rounded-xl border border-line-strong px-3.5 py-3 text-sm">
            <DiffText before={change.moves.from.text} after={proposed.text} />
          </div>
        </Part>
      )}
    </>
  );
}

function ConditionsPart({ before, after }: NonNullable<KnownChange['conditions']>) {
  const all = [...new Set([...before, ...after])];
  return (
    <Part title="Where it holds">
      <p className="text-sm">
        {after.length === 0
          ? 'Everywhere.'
          : 'Only where all of this holds. Of several values of one thing, such as two plans, one is enough.'}
      </p>
      <ul aria-label="Conditions" className="flex flex-col gap-1 text-sm">
        {all.map((token) => (
          <li key={token} className="flex items-center gap-2">
            <span className={`min-w-0 break-all ${after.includes(token) ? '' : 'text-muted line-through'}`}>
              {token}
            </span>
            {!before.includes(token) && <Badge tone="good">new</Badge>}
            {!after.includes(token) && <Badge tone="bad">removed</Badge>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface MovesPartProps {
  readonly moves: NonNullable<KnownChange['moves']>;
  readonly isMerge: boolean;
}

function MovesPart({ moves: { from, count, exemplars }, isMerge }: MovesPartProps) {
  const left = count - exemplars.length;
  return (
    <Part title="What moves" aside={plural(count, 'exemplar')}>
      <p className="text-sm">
        From{' '}
        <Link
          to="/knowledge/{-$id}"
          params={{ id: from.resolution_id }}
          className="underline underline-offset-2 hover:text-ink"
        >
          “{from.title}”
        </Link>
        {isMerge ? ', which is retired.' : ', which keeps its other exemplars.'}
      </p>
      <ul aria-label="Exemplars that move" className="flex flex-col gap-1 text-sm">
        {exemplars.map(({ id, text }) => (
          <li key={id} className="line-clamp-2 border-l-2 border-line-strong pl-2.5 break-words">
            {text}
          </li>
        ))}
      </ul>
      {left > 0 && <p className="text-xs text-muted">and {plural(left, 'more', 'more')}</p>}
    </Part>
  );
}

const NO_PREVIEW: Partial<Record<LessonDetail['kind'], string>> = {
  retirement: 'No preview for a retirement that is in force.',
  glossary: 'No preview for a word: every past question would have to be read anew with it.',
};

/** In place of a preview that would be wrong. */
export function NoPreview({ kind }: Pick<LessonDetail, 'kind'>) {
  return (
    <Part title="In the last 90 days">
      <p className="text-sm text-muted">
        {NO_PREVIEW[kind] ??
          `No preview for a ${kind}: what it would have changed cannot be told without doing it.`}
      </p>
    </Part>
  );
}
