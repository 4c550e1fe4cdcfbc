/**
 * Links in replies, brought to one form, so that "the same article" is the same string.
 *
 * Scheme, `www.`, locale segments (`/en-US/`, `/de/`), tracking parameters, fragments, and punctuation that
 * belongs to the sentence go away. Only http(s) links with a dotted host count: `mail.example.com` alone is a
 * server name, not a source. Written by hand because the engine has no `URL` (not part of the language).
 *
 * Limits: a text gives at most 20 links; a language code is taken for a locale only in front of another
 * segment, so a last `/it` stays.
 *
 * @example canonicalLink('https://support.mozilla.org/en-US/kb/compacting-folders#w_x') // 'https://support.mozilla.org/kb/compacting-folders'
 * @example articleKey('https://support.mozilla.org/kb/compacting-folders') === articleKey('compacting-folders') // 'kb:compacting-folders'
 */
export const MAX_LINKS = 20;
const MAX_LINK_LENGTH = 2_000;

const LINK = /https?:\/\/[^\s<>"'`|\\^{}]+/giu;
const TRACKING =
  /^(utm_\w+|gclid|fbclid|mc_[ce]id|ref|ref_src|source|as|locale|lang|hl|redirectlocale|redirectslug|srsltid|_gl|si)$/iu;
const LOCALE =
  /^(en|de|fr|es|it|nl|pt|pl|cs|sk|hu|fi|sv|da|nb|nn|ru|uk|tr|el|ro|bg|hr|sl|sr|et|lv|lt|ja|ko|zh|he|ar|fa|hi|th|vi|id|ms|ca|eu|gl|ga|cy)([-_]([a-z]{2,4}|\d{3}))?$/iu;
const ARTICLE_FOLDERS = new Set([
  'kb',
  'article',
  'articles',
  'help',
  'docs',
  'guide',
  'guides',
  'solutions',
  'knowledge-base',
]);

/** Sentence punctuation and closing brackets that were never opened inside the link. */
function trimTail(link: string): string {
  let end = link;
  for (;;) {
    const last = end.at(-1) ?? '';
    const unopened = (last === ')' && !end.includes('(')) || (last === ']' && !end.includes('['));
    if (!unopened && !/[.,;:!?*_~…]$/u.test(end)) return end;
    end = end.slice(0, -1);
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function withoutLocale(segments: readonly string[]): readonly string[] {
  return segments.filter((segment, i) => i === segments.length - 1 || !LOCALE.test(segment));
}

const isFolder = (segment: string): boolean => ARTICLE_FOLDERS.has(segment.toLowerCase());

/** The one form of a link, or null where it is not an http(s) link with a real host. */
export function canonicalLink(link: string): string | null {
  const match = /^https?:\/\/(?:[^/?#@\s]*@)?([^/?#:]+)(?::\d+)?([^?#]*)(?:\?([^#]*))?/iu.exec(
    trimTail(link.trim()),
  );
  const host = (match?.[1] ?? '').toLowerCase().replace(/^www\./u, '');
  if (match === null || !host.includes('.') || link.length > MAX_LINK_LENGTH) return null;
  const segments = withoutLocale((match[2] ?? '').split('/').filter((part) => part !== ''));
  const kept = (match[3] ?? '')
    .split('&')
    .filter((pair) => pair !== '' && !TRACKING.test(pair.split('=')[0] ?? ''));
  const query = kept.length === 0 ? '' : `?${kept.toSorted().join('&')}`;
  const built = `https://${host}${segments.map((part) => `/${part}`).join('')}${query}`;
  // Without its fragment or parameters the path itself may end in punctuation.
  return trimTail(built) === built ? built : canonicalLink(trimTail(built));
}

/** Canonical links of a text in the order in which they stand, each once, at most `MAX_LINKS`. */
export function extractLinks(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(LINK)) {
    const link = canonicalLink(match[0]);
    if (link !== null) found.add(link);
    if (found.size === MAX_LINKS) break;
  }
  return [...found];
}

/**
 * Key of the help article behind a link or a bare slug (`kb:<slug>`), or null where the link is no article.
 * The host is left out, so that slugs from an export and links from replies meet.
 */
export function articleKey(linkOrSlug: string): string | null {
  if (!/^https?:/iu.test(linkOrSlug)) return slugKey(linkOrSlug.split('#')[0] ?? '');
  const link = canonicalLink(linkOrSlug);
  if (link === null) return null;
  const [host = '', ...segments] = link.slice('https://'.length).replace(/\?.*$/u, '').split('/');
  const folder = segments.findLastIndex((segment, i) => isFolder(segment) && i < segments.length - 1);
  if (folder >= 0) return slugKey(segments.at(-1) ?? '');
  return /^(kb|help|docs)\./u.test(host) && segments.length > 0 ? slugKey(segments.at(-1) ?? '') : null;
}

function slugKey(slug: string): string | null {
  const clean = decode(slug)
    .trim()
    .replace(/^\/+|\/+$/gu, '')
    .toLowerCase();
  return clean === '' || /\s/u.test(clean) ? null : `kb:${clean}`;
}

/** A title out of a slug: `kb:compacting-folders` gives `Compacting folders`; a bare number gives null. */
export function titleOfArticleKey(key: string): string | null {
  const words = key
    .replace(/^kb:/u, '')
    .replace(/^\d+[-_]/u, '')
    .replace(/[-_]+/gu, ' ')
    .trim();
  if (!/\p{L}/u.test(words)) return null;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
