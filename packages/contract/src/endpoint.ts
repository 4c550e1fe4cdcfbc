/** What a row of the table of endpoints is, and the pieces that its rows share. */
import { z } from 'zod';
import type { Role, Scope } from './model.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** `public`: anyone; `visitor`: a widget's token; `member`: a signed-in person of at least this role, or a key with this scope. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'visitor' }
  | { readonly kind: 'member'; readonly role: Role; readonly scope: Scope };

export interface Endpoint {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a file as it is, of whatever type. */
  readonly takes_file?: true;
  readonly response: z.ZodType;
}

export const anyone = { kind: 'public' } as const satisfies Access;
export const visitor = { kind: 'visitor' } as const satisfies Access;
export const member = (role: Role, scope: Scope) =>
  ({ kind: 'member', role, scope }) as const satisfies Access;

export const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });
export const done = z.object({ ok: z.literal(true) });

export const define = <const T extends Record<string, Endpoint>>(table: T): T => table;
