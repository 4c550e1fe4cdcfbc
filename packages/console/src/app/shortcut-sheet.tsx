import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { listedCommands } from './commands.ts';

const SAY: Record<string, string> = {
  'mod+k': 'Ctrl K',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  A: 'Shift A',
  X: 'Shift X',
};
const FIXED = [{ id: 'send', title: 'Send or save (while you write)', keys: ['Ctrl Enter'] }];

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [rows] = useState(() => [...listedCommands().filter((command) => command.keys), ...FIXED]);
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="grid gap-x-8 overflow-y-auto p-4 sm:grid-cols-2">
        {rows.map((row) => (
          <div
            key={row.id}
            className="flex min-h-9 items-center justify-between gap-3 border-b border-line py-1 text-sm"
          >
            <dt className="text-muted">{row.title}</dt>
            <dd className="flex gap-1">
              {row.keys?.map((key) => (
                <kbd key={key} className="kbd whitespace-nowrap">
                  {SAY[key] ?? key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-line px-4 py-3 text-xs text-muted">
        Single keys rest while you type. On a Mac, Ctrl is ⌘.
      </p>
    </Dialog>
  );
}
