import { Bot } from 'lucide-react';
import { initials } from './format.ts';

export function Avatar({ name, ai = false }: { name: string; ai?: boolean }) {
  return (
    <span
      aria-hidden
      className={`inline-flex size-7 shrink-0 items-center justify-center rounded-full text-[11px] font-semibold select-none ${ai ? 'bg-accent-soft text-accent' : 'bg-sunken text-muted'}`}
    >
      {ai ? <Bot className="size-4" /> : initials(name)}
    </span>
  );
}
