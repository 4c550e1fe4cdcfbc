import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from './button.tsx';

interface CopyCodeProps {
  readonly code: string;
  readonly label: string;
  /** Several lines, which stay as they are and scroll sideways; otherwise broken wherever the space ends. */
  readonly lines?: boolean;
}

/** Code with a copy button. */
export function CopyCode({ code, label, lines = false }: CopyCodeProps) {
  const [done, setDone] = useState<'Copied' | 'Press Ctrl C' | null>(null);
  const shown = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setDone('Copied');
    } catch {
      // Browsers have no clipboard for pages without https: what can be selected can be copied by hand.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setDone('Press Ctrl C');
    }
    setTimeout(() => setDone(null), 2_000);
  };
  return (
    <div
      className={`flex items-start gap-2 rounded-lg border border-line bg-sunken p-2 ${lines ? 'max-sm:flex-col' : ''}`}
    >
      {lines ? (
        <pre
          tabIndex={0}
          aria-label={label}
          role="region"
          className="max-w-full min-w-0 flex-1 overflow-x-auto px-1 py-1"
        >
          <code ref={shown} className="font-mono text-xs leading-5">
            {code}
          </code>
        </pre>
      ) : (
        <code ref={shown} className="min-w-0 flex-1 px-1 py-1 font-mono text-xs leading-5 break-all">
          {code}
        </code>
      )}
      <Button onClick={() => void copy()} aria-label={`Copy ${label}`}>
        {done === 'Copied' ? (
          <Check className="size-3.5" aria-hidden />
        ) : (
          <Copy className="size-3.5" aria-hidden />
        )}
        <span aria-live="polite">{done ?? 'Copy'}</span>
      </Button>
    </div>
  );
}
