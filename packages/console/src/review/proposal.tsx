/** The text that the lesson brings, or what it changes in the text that is known. */
import type { LessonDetail } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { RichText } from '../ui/rich-text.tsx';
import { DiffText } from './diff-text.tsx';
import { Part } from './part.tsx';

const BOX = 'rounded-xl border border-line-strong bg-accent-soft/60 px-3.5 py-3';

const TITLES: Partial<Record<LessonDetail['kind'], string>> = {
  'new-exemplar': 'It is answered with',
  workflow: 'Proposed workflow',
  guide: 'Proposed guide',
  negative: 'It is not answered with',
  condition: 'The answer',
  merge: 'They are answered with',
  retirement: 'It goes out of use',
  split: 'Their own answer',
};

const CHANGED: Partial<Record<LessonDetail['kind'], string>> = {
  workflow: 'What changes in the workflow',
  guide: 'What changes in the guide',
};

export function Proposal({ lesson: { kind, proposed, replaces } }: { lesson: LessonDetail }) {
  const isSame = replaces !== null && replaces.text === proposed.text && replaces.title === proposed.title;
  if (replaces === null || isSame)
    return (
      <Part title={TITLES[kind] ?? 'Proposed answer'}>
        <div className={BOX}>
          <p className="mb-1 font-medium break-words">{proposed.title}</p>
          <RichText text={proposed.text} />
          <Links text={proposed.text} before={proposed.links} after={proposed.links} />
        </div>
      </Part>
    );
  return (
    <Part title={CHANGED[kind] ?? 'What changes in the answer'}>
      <div className={BOX}>
        <p className="mb-1 font-medium">
          <DiffText before={replaces.title} after={proposed.title} />
        </p>
        <DiffText before={replaces.text} after={proposed.text} />
        <Links text={proposed.text} before={replaces.links} after={proposed.links} />
      </div>
    </Part>
  );
}

interface LinksProps {
  readonly text: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Those that changed, and those that the text does not show. */
function Links({ text, before, after }: LinksProps) {
  const links = [...new Set([...after, ...before])].filter(
    (link) => !before.includes(link) || !after.includes(link) || !text.includes(link),
  );
  if (links.length === 0) return null;
  return (
    <ul aria-label="Links" className="mt-2 flex flex-col gap-0.5 border-t border-line pt-2 text-xs">
      {links.map((link) => (
        <li key={link} className="flex items-center gap-1.5">
          <span className="min-w-0 break-all">
            <RichText text={link} />
          </span>
          {!before.includes(link) && <Badge tone="good">new</Badge>}
          {!after.includes(link) && <Badge tone="bad">removed</Badge>}
        </li>
      ))}
    </ul>
  );
}
