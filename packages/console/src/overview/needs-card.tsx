import { Link } from '@tanstack/react-router';
import type { Overview } from '@understudy/contract';
import { CircleCheck, ChevronRight } from 'lucide-react';
import { count } from '../ui/format.ts';
import { NEEDS } from './needs.ts';

/** What needs a person, the most urgent first; each leads to where it is done. */
export function NeedsCard({ needs }: { needs: Overview['needs'] }) {
  const waiting = needs.filter((need) => need.count > 0);
  return (
    <section aria-labelledby="needs" className="card flex min-w-0 flex-col p-4 pt-4">
      <h2 id="needs" className="font-semibold">
        What needs you?
      </h2>
      {waiting.length === 0 && (
        <div className="m-auto flex flex-col items-center gap-2 py-8 text-center text-sm text-muted">
          <CircleCheck className="size-7 text-good" aria-hidden />
          Nothing. It goes on by itself, and you will be told.
        </div>
      )}
      <ul className="-mx-2 mt-2 flex flex-col gap-0.5">
        {waiting.map((need) => {
          const { icon: Icon, name, tone, to } = NEEDS[need.kind];
          const title = `${count(need.count)} ${need.count === 1 ? name[0] : name[1]}`;
          return (
            <li key={need.kind}>
              <Link {...to} className="flex items-center gap-3 rounded-lg px-2 py-1.5 hover:bg-hover">
                <span className={`flex size-9 shrink-0 items-center justify-center rounded-lg ${tone}`}>
                  <Icon className="size-4.5" aria-hidden />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="figures block text-sm font-medium">{title}</span>
                  {need.text !== title && (
                    <span className="line-clamp-2 text-xs text-muted">{need.text}</span>
                  )}
                </span>
                <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
