/** Lessons picked to be approved together, and those that the server would not approve so. */
import { X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';

interface BulkBarProps {
  readonly count: number;
  readonly onApprove: () => void;
  readonly onClear: () => void;
}

export function BulkBar({ count, onApprove, onClear }: BulkBarProps) {
  return (
    <div
      role="group"
      aria-label="Picked lessons"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-4 py-2 text-sm md:px-6"
    >
      <span className="figures flex-1">{plural(count, 'lesson')} picked</span>
      <Button onClick={onClear}>Clear</Button>
      <Button kind="primary" aria-keyshortcuts="Shift+A" onClick={onApprove}>
        Approve together
        <kbd aria-hidden className="text-[11px] max-md:hidden">
          Shift A
        </kbd>
      </Button>
    </div>
  );
}

interface LeftNoticeProps {
  readonly left: readonly { readonly title: string; readonly why: string }[];
  readonly onClose: () => void;
}

export function LeftNotice({ left, onClose }: LeftNoticeProps) {
  if (left.length === 0) return null;
  return (
    <div
      role="status"
      className="flex items-start gap-2 border-b border-line bg-warn-soft px-4 py-2 text-sm md:px-6"
    >
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {plural(left.length, 'lesson')} left for a look {left.length === 1 ? 'by itself' : 'one by one'}:
        </p>
        <ul className="mt-1 max-h-32 list-disc overflow-y-auto pl-4">
          {left.map(({ title, why }) => (
            <li key={`${title} ${why}`} className="break-words">
              “{title}”: {why}
            </li>
          ))}
        </ul>
      </div>
      <IconButton label="Close the notice" className="size-7!" onClick={onClose}>
        <X className="size-4" aria-hidden />
      </IconButton>
    </div>
  );
}
