/** What the lesson would have changed in the last 90 days: asked for with one click, counted in the background. */
import type { Impact, LessonDetail } from '@understudy/contract';
import { ProgressBar } from '../learning/progress-bar.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { count, plural } from '../ui/format.ts';
import { CaseVerdicts } from './case-verdict.tsx';
import { Part } from './part.tsx';
import { agoInWords, impactInWords } from './words.ts';

interface ImpactPreviewProps {
  readonly lesson: Pick<LessonDetail, 'id' | 'impact'>;
  readonly mayJudge: boolean;
  readonly now_ms: number;
  readonly onPreview: () => void;
}

export function ImpactPreview({ lesson, mayJudge, now_ms, onPreview }: ImpactPreviewProps) {
  const { impact } = lesson;
  const again = (
    <Button kind="quiet" className="-my-1" aria-keyshortcuts="p" onClick={onPreview}>
      Count again
    </Button>
  );
  return (
    <Part title="In the last 90 days" aside={impact.state === 'done' && again}>
      {impact.state === 'none' && (
        <div className="flex flex-wrap items-center gap-3">
          <Button aria-keyshortcuts="p" onClick={onPreview}>
            Preview
            <kbd aria-hidden className="kbd max-md:hidden">
              p
            </kbd>
          </Button>
          <p className="min-w-0 flex-1 text-xs text-muted">What it would have changed.</p>
        </div>
      )}
      {impact.state === 'running' && (
        <div className="flex flex-col gap-1.5">
          <ProgressBar label="Preview" done={impact.done} total={impact.total === 0 ? null : impact.total} />
          <p className="figures text-xs text-muted">
            {impact.total === 0
              ? 'Begins …'
              : `${count(impact.done)} of ${plural(impact.total, 'question')} rescored`}
          </p>
        </div>
      )}
      {impact.state === 'failed' && (
        <div role="alert" className="flex flex-wrap items-center gap-3 text-sm">
          <p className="min-w-0 flex-1">The preview could not be made.</p>
          <Button onClick={onPreview}>Try again</Button>
        </div>
      )}
      {impact.state === 'done' && <Found lesson={lesson} mayJudge={mayJudge} now_ms={now_ms} />}
    </Part>
  );
}

function Found({
  lesson: { id, impact },
  mayJudge,
  now_ms,
}: Pick<ImpactPreviewProps, 'lesson' | 'mayJudge' | 'now_ms'>) {
  const isAsked = mayJudge && impact.cases.some(({ answer_id }) => answer_id !== null);
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="figures">
        {impactInWords(impact)}
        <span className="text-muted">
          {' '}
          Of {plural(impact.tickets, 'question')}
          {impact.at !== null && `, counted ${agoInWords(impact.at, now_ms)}`}.
        </span>
      </p>
      {isAsked && (
        <p className="text-xs text-muted">
          Is the new answer right for the question? Lessons that go against what you say are held back.
        </p>
      )}
      <ul className="flex flex-col gap-3">
        {impact.cases.map((item) => (
          <li key={item.decision_id} className="border-l-2 border-line-strong pl-2.5">
            <p className="line-clamp-2 break-words text-muted" title={item.question}>
              {item.question}
            </p>
            <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
              <span>{said(item.before)}</span>
              {item.was_right !== null && (
                <Badge tone={item.was_right ? 'bad' : 'good'}>
                  {item.was_right ? 'was right' : 'was wrong'}
                </Badge>
              )}
            </p>
            <p className="font-medium">
              <span aria-hidden>→ </span>
              <span className="sr-only">would become: </span>
              {said(item.after)}
            </p>
            <CaseVerdicts lesson_id={id} shown={item} mayJudge={mayJudge} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const ACTION: Readonly<Record<string, string>> = {
  answer: 'answer',
  draft: 'draft',
  clarify: 'ask back',
  hand_off: 'hand off',
};
const said = ({ action, title }: Impact['cases'][number]['before']): string => {
  const name = ACTION[action] ?? action;
  return title === null ? name : `${name} “${title}”`;
};
