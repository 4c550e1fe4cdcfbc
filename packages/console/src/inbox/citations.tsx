import type { Message } from '@understudy/contract';

export function Citations({ citations }: { citations: Message['citations'] }) {
  if (citations.length === 0) return null;
  return (
    <ol className="mt-1.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-muted">
      {citations.map((citation, index) => (
        <li key={`${citation.title} ${citation.url}`} className="min-w-0 truncate">
          {index + 1}.{' '}
          {citation.url ? (
            <a
              href={citation.url}
              target="_blank"
              rel="noreferrer noopener"
              className="text-accent underline underline-offset-2"
            >
              {citation.title}
            </a>
          ) : (
            citation.title
          )}
        </li>
      ))}
    </ol>
  );
}
