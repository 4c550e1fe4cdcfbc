/**
 * Who a visitor is, as the host page's own server says it: a signed token (JWT, HS256) that lives for an hour at most.
 *
 * The claims are trusted as far as the signature goes, and no page can add to them or change them.
 */
import { z } from 'zod';
import { accountId } from './account-context.ts';
import { identityKeyId } from './ids.ts';

/** From now, and from when the token was issued. */
export const MAX_IDENTITY_LIFETIME_S = 3_600;
/** By how much the clocks of the two servers may differ. */
export const IDENTITY_CLOCK_TOLERANCE_S = 60;
export const MAX_IDENTITY_TOKEN_LENGTH = 8_000;
/** Signing keys in use at the same time. */
export const MAX_IDENTITY_KEYS = 5;
const MAX_TRAITS = 50;

/** Neither the database nor a person reading wants control characters, or halves of one. */
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'expected a line of plain text');

export const identityTraits = z
  .record(
    z.string().regex(/^(?!__)[\p{L}\p{N}_.-]{1,50}$/u, 'expected a name of letters, digits, _ . or -'),
    z.union([line(500), z.literal(''), z.number(), z.boolean(), z.null()]),
  )
  .refine((traits) => Object.keys(traits).length <= MAX_TRAITS, `expected at most ${MAX_TRAITS} traits`);
export type IdentityTraits = z.infer<typeof identityTraits>;

/** What is read of a token besides its times; other claims are ignored. */
export const identityClaims = z.object({
  /** The host's own id of the person. */
  sub: line(200),
  email: z.email().max(320).nullish(),
  name: line(200).nullish(),
  /** The host's own id of the account (company, team) that the person belongs to. */
  account_id: accountId.nullish(),
  traits: identityTraits.nullish(),
});
export type IdentityClaims = z.infer<typeof identityClaims>;

/** `error`: the token is refused because of it; `advice`: it is taken all the same. */
export const identityFinding = z.object({
  code: z.string(),
  level: z.enum(['error', 'advice']),
  /** One sentence, without anything secret in it. */
  text: z.string(),
});
export type IdentityFinding = z.infer<typeof identityFinding>;

export const identityKey = z.object({
  /** The `kid` of the tokens that it signs. */
  id: identityKeyId,
  created_at: z.iso.datetime(),
  /** Null while it is in use. */
  retired_at: z.iso.datetime().nullable(),
});
export type IdentityKey = z.infer<typeof identityKey>;

/** Keys, and what it would mean to serve nobody else. */
export const identityOverview = z.object({
  required: z.boolean(),
  keys: z.array(identityKey),
  /** Conversations that were begun in the widget in the last 30 days. */
  conversations: z.number().int(),
  /** Of them, those of visitors whose identity nobody has signed. */
  unsigned: z.number().int(),
});
export type IdentityOverview = z.infer<typeof identityOverview>;

export const identityCheck = z.object({
  /** Whether a session would be started with it now. */
  accepted: z.boolean(),
  findings: z.array(identityFinding),
  /** Whom it names, as far as it can be read; null where it is no token. Trusted only where it is accepted. */
  claims: z.record(z.string(), z.unknown()).nullable(),
});
export type IdentityCheck = z.infer<typeof identityCheck>;
