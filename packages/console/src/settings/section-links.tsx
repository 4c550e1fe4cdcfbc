import { Link, useRouterState } from '@tanstack/react-router';
import type { Role } from '@understudy/contract';
import { useEffect } from 'react';
import { sectionsFor } from './sections.ts';

/** What is on the long page, each a click away. */
export function SectionLinks({ role }: { role: Role }) {
  return (
    <nav aria-label="Settings" className="flex flex-wrap gap-1.5">
      {sectionsFor(role).map(({ id, title }) => (
        <Link
          key={id}
          to="/settings"
          hash={id}
          activeOptions={{ includeHash: true }}
          className="rounded-lg border border-line bg-surface px-2.5 py-1 text-sm text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

/** Goes to the part that the address names, once it is there. */
export function useSectionOfAddress(isThere: boolean): void {
  const hash = useRouterState({ select: ({ location }) => location.hash });
  useEffect(() => {
    const section = isThere && hash !== '' ? document.getElementById(hash) : null;
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
  }, [isThere, hash]);
}
