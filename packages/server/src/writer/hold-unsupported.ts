/**
 * An answer whose words say what its resolution does not is not sent alone: it becomes a draft, with what was found as its
 * reason, and is not drawn for an audit. All other decisions stay as they are. Pure.
 */
import type { Decision, Resolution } from '@understudy/engine';
import { checkReply } from './reply-check.ts';
import type { WrittenReply } from './reply-writer.ts';

const MAX_QUOTED = 3;
const MAX_LENGTH = 120;

export function holdUnsupported(decision: Decision, reply: WrittenReply, resolution: Resolution): Decision {
  if (decision.action !== 'answer') return decision;
  const { ok, unsupported } = checkReply(reply, resolution);
  if (ok) return decision;
  const quoted = unsupported.slice(0, MAX_QUOTED).map((part) => `“${part.slice(0, MAX_LENGTH)}”`);
  const text = `The reply says what its resolution does not: ${quoted.join(', ')}.`;
  const reasons = [{ code: 'unsupported-reply' as const, text }];
  return { ...decision, action: 'draft', reasons, audited: false, audit_probability: 0 };
}
