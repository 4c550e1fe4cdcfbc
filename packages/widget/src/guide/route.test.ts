import { expect, it } from 'vitest';
import { isOnRoute, routeOf } from './route.ts';

it.each([
  ['/', '/'],
  ['/invoices/2041/lines', '/invoices/*/lines'],
  ['/teams/8f3a91c2-77aa/settings', '/teams/*/settings'],
  ['/users/ann@example.com', '/users/*'],
  ['/v2/billing', '/v2/billing'],
])('%s is the route %s', (path, route) => {
  expect(routeOf(path)).toBe(route);
  expect(isOnRoute(path, route)).toBe(true);
});

it('is on a route or not, with or without a slash at the end', () => {
  expect(isOnRoute('/billing/', '/billing')).toBe(true);
  expect(isOnRoute('/billing', '/invoices')).toBe(false);
  expect(isOnRoute('/invoices/1/lines', '/invoices/*')).toBe(false);
});
