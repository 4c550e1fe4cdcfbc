import { expect, it } from 'vitest';
import { describePath } from './page.ts';

it.each([
  ['/settings/billing', '/settings/billing'],
  ['/', '/'],
  ['/users/ann@example.com/edit', '/users/:email/edit'],
  ['/users/ann%40example.com', '/users/:email'],
  ['/orders/4711/items/3', '/orders/:id/items/:id'],
  ['/reset/8f3a9c1d2e4b5a6f7089', '/reset/:id'],
  ['/t/3fa85f64-5717-4562-b3fc-2c963f66afa6/x', '/t/:id/x'],
  ['/docs/troubleshooting-webhooks', '/docs/troubleshooting-webhooks'],
])('describes %s as %s', (path, described) => expect(describePath(path)).toBe(described));

it('is never longer than the wire takes', () =>
  expect(describePath(`/${'a/'.repeat(900)}`)).toHaveLength(200));
