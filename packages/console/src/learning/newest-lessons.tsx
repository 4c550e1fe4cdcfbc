import { Link } from '@tanstack/react-router';
import type { Lesson } from '@understudy/contract';
import { ArrowRight } from 'lucide-react';
import { KIND, learnedFrom, STATUS } from '../review/words.ts';
import { Badge } from '../ui/badge.tsx';
import { ago } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { StageBadge } from './stage-badge.tsx';

export function NewestLessons({ lessons }: { lessons: readonly Lesson[] }) {
  const now_ms = useNow();
  return (
    <section className="card p-4 md:p-5">
      <h2 className="font-semibold">Newest lessons</h2>
      {lessons.length === 0 && (
        <p className="mt-2 text-sm text-muted">
          None yet. Every conversation that a person resolves becomes one.
        </p>
      )}
      <ul className="mt-2 divide-y divide-line">
        {lessons.map((lesson) => (
          <li key={lesson.id} className="flex items-start gap-4 py-3">
            <div className="min-w-0 flex-1">
              <Link
                to="/review/{-$id}"
                params={{ id: lesson.id }}
                className="block truncate text-muted hover:underline"
              >
                {lesson.question}
              </Link>
              <p className="flex items-center gap-2">
                {lesson.resolution_id === null ? (
                  <Link to="/knowledge/glossary" className="font-medium hover:underline">
                    Glossary
                  </Link>
                ) : (
                  <>
                    <ArrowRight className="size-3.5 shrink-0 text-faint" aria-label="is resolved by" />
                    <Link
                      to="/knowledge/{-$id}"
                      params={{ id: lesson.resolution_id }}
                      className="min-w-0 truncate font-medium hover:underline"
                    >
                      {lesson.title}
                    </Link>
                  </>
                )}
              </p>
              <p className="mt-0.5 text-xs text-muted">
                {KIND[lesson.kind]}, from {learnedFrom(lesson)} · {ago(lesson.at, now_ms)}
              </p>
            </div>
            <span className="flex flex-wrap justify-end gap-1.5">
              {lesson.status !== 'approved' && (
                <Badge tone={STATUS[lesson.status].tone}>{STATUS[lesson.status].done}</Badge>
              )}
              <StageBadge stage={lesson.stage} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
