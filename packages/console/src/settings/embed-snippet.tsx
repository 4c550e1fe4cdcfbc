import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { meQuery } from '../api/queries.ts';
import { CopyCode } from '../ui/copy-code.tsx';

interface Build {
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

/** With a build it is pinned: the browser runs these very bytes, or nothing. */
export function snippetOf(origin: string, publicKey: string, build?: Build): string {
  const path = build ? `/widget/${build.version}/widget.js` : '/widget.js';
  const pin = build ? ` integrity="${build.files['widget.js'] ?? ''}" crossorigin="anonymous"` : '';
  return `<script async src="${origin}${path}"${pin} data-workspace="${publicKey}"></script>`;
}

async function fetchBuild(): Promise<Build | null> {
  const response = await fetch('/widget/integrity.json');
  return response.ok ? ((await response.json()) as Build) : null;
}

/** The line that puts the widget on a page, and the page to try it on. */
export function EmbedSnippet() {
  const me = useQuery(meQuery).data;
  const build = useQuery({ queryKey: ['widget-build'], queryFn: fetchBuild }).data;
  if (!me) return null;
  const key = me.workspace.public_key;
  return (
    <div className="flex flex-col gap-2">
      <CopyCode code={snippetOf(location.origin, key)} label="the snippet" />
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
      {build?.files['widget.js'] && (
        <details className="text-sm text-muted">
          <summary className="cursor-pointer">Pinned to version {build.version}</summary>
          <div className="mt-2 flex flex-col gap-2">
            <CopyCode code={snippetOf(location.origin, key, build)} label="the pinned snippet" />
            <p>
              The browser runs exactly this build, or nothing. After an update of Understudy, replace the
              snippet: the pinned address is then gone.
            </p>
          </div>
        </details>
      )}
    </div>
  );
}
