/** A task for reviewers: guides that customers could not follow. Nothing where all work. */
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { brokenGuidesQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';

/** `onShow`, else `children`, leads to them. */
export function BrokenGuides({ onShow, children }: { onShow?: () => void; children?: ReactNode }) {
  const broken = useQuery(brokenGuidesQuery).data ?? 0;
  if (broken === 0) return null;
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">
        {plural(broken, 'guide')} {broken === 1 ? 'is' : 'are'} broken: customers did not find what{' '}
        {broken === 1 ? 'it points' : 'they point'} at.
      </span>
      {onShow ? <Button onClick={onShow}>Show</Button> : children}
    </p>
  );
}
