/**
 * From a help article or a written workflow to a candidate resolution.
 *
 * The team's own knowledge is the strongest source. An article meets the replies that link it through its key
 * (slug of its address, else its id), so both become one resolution. Cost O(text).
 *
 * @example mineDocument({ id: 'kb-7', kind: 'article', title: 'Export', text: '…', url: null, at_ms: null }).articles // ['kb:kb-7']
 */
import { guessStakes } from './guess-stakes.ts';
import { articleKey, extractLinks } from './links.ts';
import { MAX_RESOLUTION_TEXT, MAX_TITLE, type ResolutionCandidate } from './thread.ts';

export interface MinedDocument {
  readonly id: string;
  readonly kind: 'article' | 'workflow';
  readonly title: string;
  /** Full text; steps as lines. */
  readonly text: string;
  readonly url: string | null;
  readonly at_ms: number | null;
}

/** The candidate, or null where the document is empty. */
export function mineDocument(document: MinedDocument): ResolutionCandidate | null {
  const text = document.text.trim().slice(0, MAX_RESOLUTION_TEXT);
  if (text === '') return null;
  const key = articleKey(document.url ?? '') ?? articleKey(document.id);
  const { kind, url, at_ms } = document;
  const id = kind === 'article' && key !== null ? key : document.id;
  return {
    title: document.title.slice(0, MAX_TITLE),
    text,
    links: extractLinks(`${url ?? ''} ${text}`),
    articles: kind === 'article' && key !== null ? [key] : [],
    stakes: guessStakes(`${document.title}\n${text}`),
    strength: 'accepted',
    sources: [{ kind, id, url, author: null, at_ms }],
    message_indices: [],
    at_ms,
  };
}
