/** Routes of a product as guides name them: a path in which ids are `*`. */

/** Numbers, and long runs that hold a digit: what differs from one customer to the next. */
const ID = /^(\d+|(?=.*\d)[\w.~%-]{12,}|.*(@|%40).*)$/i;

/** `/invoices/2041/lines` becomes `/invoices/*\/lines`; at most 200 characters. */
export const routeOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (ID.test(part) ? '*' : part))
    .join('/')
    .slice(0, 200);

/** Whether a page lies on a route; a slash at the end changes nothing. */
export function isOnRoute(path: string, route: string): boolean {
  const [have, want] = [partsOf(path), partsOf(route)];
  return have.length === want.length && want.every((part, at) => part === '*' || part === have[at]);
}

const partsOf = (path: string) => path.replace(/\/+$/, '').split('/');
