/** What the company's own systems tell: facts and events of an account, and releases of the product. */
import { z } from 'zod';
import { keptTime } from './kept-time.ts';

export const MAX_CONTEXT_ITEMS = 1_000;
const MAX_FACTS = 50;
const MAX_EVENTS = 100;

/** The company's own id of a customer account; what the identity token of a visitor names as `account_id`. */
export const accountId = z
  .string()
  .regex(/^[^\s\p{C}][^\p{C}]*$/u, 'expected an id without control characters')
  .max(200);

/** Keys that name parts of every object in JavaScript: whoever sends them has no fact in mind. */
const NOT_NAMES = ['__proto__', 'constructor', 'prototype'];

const NAME_EXPECTED =
  'expected a name of at most 50 letters, digits, “_”, “.” and “-”, such as plan or open_invoices, and none that every object has';

export const factName = z
  .string()
  .max(50)
  .regex(/^[\p{L}_][\p{L}\p{N}_.-]*$/u, NAME_EXPECTED)
  .refine((name) => !NOT_NAMES.includes(name), NAME_EXPECTED);

/** Null: not known any more. */
export const factValue = z.union([z.string().max(200), z.number(), z.boolean(), z.null()], {
  error:
    'expected a text, a number, true, false or null: objects and lists are not taken, give each part a name of its own',
});

export const accountEvent = z.strictObject({
  name: z.string().trim().min(1).max(100),
  at: keptTime,
});

export const contextItem = z.strictObject({
  account_id: accountId,
  /** What is left out stays as it is. */
  facts: z
    .record(factName, factValue, {
      error: (issue) => (issue.code === 'invalid_key' ? NAME_EXPECTED : undefined),
    })
    .refine((facts) => Object.keys(facts).length <= MAX_FACTS, `expected ${MAX_FACTS} facts at most`)
    .default({}),
  events: z.array(accountEvent).max(MAX_EVENTS).default([]),
  /** As of when the facts hold: for each, the newest word wins, in whichever order they come. */
  at: keptTime,
});
export type ContextItem = z.infer<typeof contextItem>;

/** `{ items: […] }`, or one item by itself; or one a line, as `application/x-ndjson`. */
export const contextBody = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && !('items' in body) ? { items: [body] } : body),
  z.strictObject({ items: z.array(contextItem).min(1).max(MAX_CONTEXT_ITEMS) }),
);

export const contextTaken = z.object({
  /** Items that were taken, whether or not they said anything new. */
  accepted: z.int(),
  rejected: z.int(),
  /** Of a stream, the first 100 lines that were not taken. */
  errors: z.array(z.object({ line: z.int(), reason: z.string() })),
  /** Fields of which no value is kept: they look personal, or there are 500 others. */
  excluded_fields: z.array(z.string()),
});

/** Mixed types are text. */
export const factType = z.enum(['boolean', 'number', 'string', 'date']);

/**
 * Why the AI agent does not learn from a field. `name`, `value`: it looks personal by its name or by what it holds, and no
 * value of it is kept; `switched-off`: a person said so, its values are kept for people; `many-values`: a text that is nearly
 * another one for each account tells them apart and teaches nothing; `date`: a day is never the same again.
 */
export const unusedWhy = z.enum(['name', 'value', 'switched-off', 'many-values', 'date']);
export type UnusedWhy = z.infer<typeof unusedWhy>;

export const factField = z.object({
  name: factName,
  type: factType,
  accounts: z.int(),
  /** Some values, where they are kept. */
  examples: z.array(z.string()).max(5),
  is_used: z.boolean(),
  unused_why: unusedWhy.nullable(),
  first_seen: z.iso.datetime(),
  last_seen: z.iso.datetime(),
});
export type FactField = z.infer<typeof factField>;

export const release = z.object({
  name: z.string(),
  at: z.iso.datetime(),
  notes: z.string(),
});
export type Release = z.infer<typeof release>;

export const releaseBody = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[^\p{C}]+$/u, 'expected a name such as 4.2')
    .max(60),
  at: keptTime,
  notes: z.string().max(2_000).default(''),
});

/** An account as people see it beside a conversation. */
export const accountView = z.object({
  id: accountId,
  /** By name; with the time as of which each holds. */
  facts: z.array(
    z.object({
      name: z.string(),
      value: z.union([z.string(), z.number(), z.boolean()]),
      at: z.iso.datetime(),
    }),
  ),
  /** Newest first. */
  events: z.array(z.object({ name: z.string(), at: z.iso.datetime() })),
});
export type AccountView = z.infer<typeof accountView>;
