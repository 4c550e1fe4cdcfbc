/** What is known already that comes nearest, so that one thing is not learned twice. */
import { Link } from '@tanstack/react-router';
import type { LessonDetail } from '@understudy/contract';
import { Button } from '../ui/button.tsx';
import { percent } from '../ui/format.ts';
import { Part } from './part.tsx';

interface NearestProps {
  readonly lesson: LessonDetail;
  readonly isDisabled: boolean;
  readonly onMerge: (into: string) => void;
}

export function Nearest({ lesson, isDisabled, onMerge }: NearestProps) {
  return (
    <Part title="Nearest known answers">
      {lesson.nearest.length === 0 && <p className="text-sm text-muted">Nothing known comes near.</p>}
      <ul className="flex flex-col gap-2">
        {lesson.nearest.map((item) => (
          <li key={item.resolution_id} className="flex flex-col gap-1 text-sm">
            <p className="flex items-baseline gap-2">
              <Link
                to="/knowledge/{-$id}"
                params={{ id: item.resolution_id }}
                className="min-w-0 flex-1 truncate font-medium hover:underline"
              >
                {item.title}
              </Link>
              <span
                className="figures shrink-0 text-xs text-muted"
                title="How likely it is that it resolves this question"
              >
                {percent(item.probability)}
              </span>
            </p>
            <div aria-hidden className="h-1 overflow-hidden rounded-full bg-hover">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${item.probability * 100}%` }}
              />
            </div>
            <div className="flex items-start gap-2">
              <p className="line-clamp-2 min-w-0 flex-1 text-xs break-words text-muted">{item.text}</p>
              {item.resolution_id === lesson.resolution_id ? (
                <span className="shrink-0 text-xs text-muted">its own</span>
              ) : (
                <Button
                  aria-label={`Merge into “${item.title}”`}
                  disabled={isDisabled}
                  onClick={() => onMerge(item.resolution_id)}
                >
                  Merge
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
