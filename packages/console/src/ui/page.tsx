import type { ReactNode } from 'react';
import { useTitle } from './use-title.ts';

/** A scrolling page with a heading, for everything but the inbox; a toast finds room below its end. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <main className="min-h-0 flex-1 scroll-pb-20 overflow-y-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 pt-6 pb-20 md:px-8 md:pt-8">
        <header className="flex flex-wrap items-end justify-between gap-3">
          <div>
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {lead && <p className="mt-1 max-w-2xl text-muted">{lead}</p>}
          </div>
          {actions}
        </header>
        {children}
      </div>
    </main>
  );
}

interface SectionProps {
  /** Makes it a place that an address can name. */
  readonly id?: string;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section
      id={id}
      tabIndex={id === undefined ? undefined : -1}
      className="card scroll-mt-4 p-4 focus-visible:rounded-xl md:p-5"
    >
      <h2 className="font-semibold">{title}</h2>
      {lead && <p className="mt-0.5 text-sm text-muted">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
