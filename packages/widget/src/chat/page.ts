/**
 * What the widget tells about the page: its path, nothing else. Anything in it that may name a person or carry a
 * secret is replaced, and the query and the fragment never leave the browser.
 */
const EMAIL = /[^/\s]+(?:@|%40)[^/\s]+/gi;
/** Ids and secrets: long runs that hold a digit. */
const OPAQUE = /(?<=\/)(?=[^/]*\d)[\w.~%-]{12,}(?=\/|$)/g;

/** `/users/ann@example.com/invoices/8f3a…` becomes `/users/:email/invoices/:id`; at most 200 characters. */
export const describePath = (path: string): string =>
  path
    .replace(EMAIL, ':email')
    .replace(OPAQUE, ':id')
    .replace(/(?<=\/)\d+(?=\/|$)/g, ':id')
    .slice(0, 200);
