import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { meQuery } from '../api/queries.ts';
import { CopyCode } from '../ui/copy-code.tsx';

export const snippetOf = (origin: string, publicKey: string): string =>
  `<script async src="${origin}/widget.js" data-workspace="${publicKey}"></script>`;

/** The line that puts the widget on a page, and the page to try it on. */
export function EmbedSnippet() {
  const me = useQuery(meQuery).data;
  if (!me) return null;
  return (
    <div className="flex flex-col gap-2">
      <CopyCode code={snippetOf(location.origin, me.workspace.public_key)} label="the snippet" />
      <p className="text-sm text-muted">
        Put it before <code className="font-mono text-xs">&lt;/body&gt;</code>, or{' '}
        <a
          href="/demo"
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
        >
          try it on the demo page <ExternalLink className="size-3" aria-hidden />
        </a>
      </p>
    </div>
  );
}
