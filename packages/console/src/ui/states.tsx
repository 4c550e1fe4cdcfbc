/** The three states that every page has beside its content: loading, failed, empty. */
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { Button } from './button.tsx';

export function Skeleton({ rows = 5, className = 'h-14' }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={`skeleton ${className}`} />
      ))}
    </div>
  );
}

export function Failed({ error, onRetry, what }: { error: Error; onRetry: () => void; what: string }) {
  return (
    <div role="alert" className="m-auto flex max-w-sm flex-col items-center gap-3 p-8 text-center">
      <CircleAlert className="size-6 text-bad" aria-hidden />
      <div>
        <p className="font-medium">{what} could not be loaded</p>
        <p className="text-sm text-muted">{error.message}</p>
        {error instanceof ApiError && error.problem && (
          <p className="mt-1 font-mono text-xs text-faint">
            {error.code} · {error.problem.request_id}
          </p>
        )}
      </div>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

export function Empty({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="m-auto flex max-w-sm flex-col items-center gap-2 p-8 text-center">
      <div className="mb-1 text-faint [&_svg]:size-7" aria-hidden>
        {icon}
      </div>
      <p className="font-medium">{title}</p>
      <div className="text-sm text-muted">{children}</div>
    </div>
  );
}
