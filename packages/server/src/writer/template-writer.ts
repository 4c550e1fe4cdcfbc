/** The writer that needs no model: the team's own words as they stand, with their sources as citations. */
import { MAX_MESSAGE_LENGTH } from '@understudy/contract';
import type { Resolution } from '@understudy/engine';
import type { Citation, ReplyWriter } from './reply-writer.ts';
import { webAddress } from './web-address.ts';

const MAX_CITATIONS = 5;

export const templateWriter: ReplyWriter = {
  async write({ resolution }) {
    return { text: resolution.text.slice(0, MAX_MESSAGE_LENGTH), citations: citationsOf(resolution) };
  },
};

/** Public addresses only: what the resolution links, and the articles and workflows that it came from. */
export function citationsOf(resolution: Resolution): Citation[] {
  const urls = new Map<string, Citation>();
  for (const source of resolution.sources) {
    if (source.kind === 'human-reply' || source.url === null) continue;
    add(urls, source.url, resolution.title);
  }
  for (const link of resolution.links) add(urls, link, null);
  return [...urls.values()].slice(0, MAX_CITATIONS);
}

function add(urls: Map<string, Citation>, address: string, title: string | null): void {
  const url = webAddress(address);
  if (url === null || urls.has(url.href)) return;
  urls.set(url.href, { title: title ?? titleOf(url), url: url.href });
}

/** `https://help.example.com/kb/reset-password` → `reset password`. */
function titleOf(url: URL): string {
  const slug = url.pathname.split('/').findLast((part) => part !== '');
  if (slug === undefined) return url.hostname;
  try {
    return decodeURIComponent(slug)
      .replace(/\.\w+$/, '')
      .replace(/[-_]+/g, ' ');
  } catch {
    return url.hostname;
  }
}
