/**
 * What is known around a question, as tokens `key:value` that learning can count.
 *
 * Values are shortened so that addresses of single things do not make every page its own.
 * Limits: 50 tokens of 120 characters. Cost O(text).
 *
 * @example contextTokens({ page: 'https://app.example.com/invoices/4711?x=1' }) // ['page:/invoices/*']
 */
export const MAX_TOKENS = 50;
export const MAX_TOKEN_LENGTH = 120;
const PAGE_KEYS = new Set(['page', 'url', 'path', 'route']);

export function contextTokens(context: Readonly<Record<string, string>>): string[] {
  return Object.entries(context)
    .map(([key, value]) => (PAGE_KEYS.has(key) ? `page:${routeOf(value)}` : `${key}:${value.toLowerCase()}`))
    .map((token) => token.slice(0, MAX_TOKEN_LENGTH))
    .toSorted()
    .slice(0, MAX_TOKENS);
}

/** Path without host, query and ids: `/invoices/4711` and `/invoices/4712` are one page. */
function routeOf(page: string): string {
  const path = page.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/iu, '').replace(/[?#].*$/su, '');
  const parts = path.split('/').filter((part) => part !== '');
  return `/${parts.map((part) => (/\d{2,}|^[0-9a-f-]{8,}$/iu.test(part) ? '*' : part)).join('/')}`;
}
