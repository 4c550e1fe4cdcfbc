import type { ReactNode } from 'react';
import { ThemeButton } from '../app/theme-button.tsx';
import { useTitle } from '../ui/use-title.ts';

/** A page with one card in its middle: sign-in and set-up. */
export function CardPage({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10 md:py-[12vh]">
      <div className="fixed top-3 right-3">
        <ThemeButton />
      </div>
      <div className={`w-full ${wide ? 'max-w-2xl' : 'max-w-sm'}`}>
        <img src="/favicon.svg" alt="Understudy" className="mb-5 size-10" />
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {lead && <p className="mt-1 text-muted">{lead}</p>}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  );
}
