/** What was said in the conversation that the lesson comes from, and where the customer was. */
import type { LessonDetail } from '@understudy/contract';
import { clock, day } from '../ui/format.ts';
import { RichText } from '../ui/rich-text.tsx';
import { Part } from './part.tsx';

const AUTHOR: Readonly<Record<LessonDetail['messages'][number]['author'], string>> = {
  customer: 'Customer',
  ai: 'AI agent',
  agent: 'Human agent',
  system: 'System',
};
const LOOK: Readonly<Record<LessonDetail['messages'][number]['author'], string>> = {
  customer: 'bg-sunken',
  ai: 'bg-accent-soft',
  agent: 'border border-line-strong bg-raised',
  system: '',
};

export function SourceMessages({ lesson }: { lesson: LessonDetail }) {
  return (
    <Part title="Where it comes from">
      {lesson.messages.length === 0 && (
        <p className="text-sm text-muted">No conversation that you may read stands behind it.</p>
      )}
      <ol className="flex flex-col gap-2 text-sm">
        {lesson.messages.map((message) => (
          <li key={`${message.at} ${message.author} ${message.text}`}>
            <p className="text-xs text-muted">
              <span className="font-medium text-ink">{message.name ?? AUTHOR[message.author]}</span>{' '}
              <span className="figures">
                {day(message.at)}, {clock(message.at)}
              </span>
            </p>
            <div className={`mt-0.5 w-fit max-w-full rounded-xl px-3 py-1.5 ${LOOK[message.author]}`}>
              <RichText text={message.text} />
            </div>
          </li>
        ))}
      </ol>
    </Part>
  );
}

export function QuestionPart({ lesson }: { lesson: LessonDetail }) {
  return (
    <Part title="The customer asked">
      <RichText text={lesson.question} />
      {lesson.context.length > 0 && (
        <ul aria-label="Context" className="flex flex-wrap gap-1.5">
          {lesson.context.map((fact) => (
            <li
              key={fact}
              className="max-w-full rounded-md bg-sunken px-1.5 py-px text-xs break-words text-muted"
            >
              {fact}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
