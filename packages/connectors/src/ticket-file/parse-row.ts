/**
 * One JSON value to a ticket or a knowledge document, by the contract's schemas.
 *
 * A document is told from a ticket by its `title` and the absence of `messages`. `null` for a time or a text
 * that may be missing is fine; unknown keys are dropped, but for `meta`.
 */
import { type KnowledgeDocument, knowledgeDocument, type Ticket, ticket } from '@understudy/contract';
import type { z } from 'zod';
import type { Rejection } from './rejection.ts';

export type ParsedRow =
  | { readonly kind: 'ticket'; readonly ticket: Ticket }
  | { readonly kind: 'document'; readonly document: KnowledgeDocument }
  | { readonly kind: 'rejected'; readonly code: Rejection['code']; readonly reason: string };

const MAX_ISSUES = 3;

export function parseRow(value: unknown): ParsedRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'rejected', code: 'invalid-row', reason: 'expected a JSON object, found another value' };
  }
  if ('title' in value && !('messages' in value)) {
    const parsed = knowledgeDocument.safeParse(value);
    return parsed.success ? { kind: 'document', document: parsed.data } : rejectedBy(parsed.error);
  }
  const parsed = ticket.safeParse(value);
  return parsed.success ? { kind: 'ticket', ticket: parsed.data } : rejectedBy(parsed.error);
}

/** The first few faults by path; zod's messages name types and limits, never the value. */
function rejectedBy(error: z.ZodError): ParsedRow {
  const faults = error.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => `${issue.path.join('.') || 'row'}: ${issue.message}`);
  return { kind: 'rejected', code: 'invalid-row', reason: faults.join('; ').slice(0, 500) };
}

export function parseJsonRow(text: string): ParsedRow {
  try {
    return parseRow(JSON.parse(text));
  } catch {
    return {
      kind: 'rejected',
      code: 'invalid-json',
      reason: 'expected one JSON object on the line, found no valid JSON',
    };
  }
}
