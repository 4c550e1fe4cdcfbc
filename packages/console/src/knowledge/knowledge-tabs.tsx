import { Link } from '@tanstack/react-router';

const TAB =
  'flex h-8 items-center rounded-md px-3 text-sm max-sm:px-2 text-muted hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-ink';

/** The ways to look at what it knows. */
export function KnowledgeTabs() {
  return (
    <nav aria-label="Knowledge" className="flex w-fit max-w-full flex-wrap rounded-lg bg-sunken p-0.5">
      <Link to="/knowledge/{-$id}" params={{ id: undefined }} activeOptions={{ exact: true }} className={TAB}>
        Resolutions
      </Link>
      <Link to="/knowledge/workflows/{-$id}" params={{ id: undefined }} className={TAB}>
        Workflows
      </Link>
      <Link to="/knowledge/guides" className={TAB}>
        Guides
      </Link>
      <Link to="/knowledge/glossary" className={TAB}>
        Glossary
      </Link>
      <Link to="/knowledge/context" className={TAB}>
        Context
      </Link>
    </nav>
  );
}
