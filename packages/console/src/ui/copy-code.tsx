import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';

interface CopyCodeProps {
  readonly code: string;
  readonly label: string;
  /** Several lines, which stay as they are and scroll sideways; otherwise broken wherever the space ends. */
  readonly lines?: boolean;
}

/** Code with a copy button. */
export function CopyCode({ code, label, lines = false }: CopyCodeProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
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
          <code className="font-mono text-xs leading-5">{code}</code>
        </pre>
      ) : (
        <code className="min-w-0 flex-1 px-1 py-1 font-mono text-xs leading-5 break-all">{code}</code>
      )}
      <Button onClick={() => void copy()} aria-label={`Copy ${label}`}>
        {copied ? <Check className="size-3.5" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
        <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
      </Button>
    </div>
  );
}
