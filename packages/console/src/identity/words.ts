/** Identity as people read it. Pure. */
import type { IdentityOverview } from '@understudy/contract';
import { count, percent, plural } from '../ui/format.ts';

/** What serving only verified visitors would have meant, or means. */
export function unsignedWords({ required, conversations, unsigned }: IdentityOverview): string {
  if (conversations === 0) return 'Nobody began a conversation in the widget in the last 30 days.';
  const began = `${plural(conversations, 'conversation')} of the last 30 days`;
  if (unsigned === 0) return `All ${began} were begun by verified visitors: nobody would have noticed.`;
  const share = `${count(unsigned)} of ${began} (${percent(unsigned / conversations)})`;
  return required
    ? `${share} were begun by visitors who were not verified.`
    : `${share} were begun by visitors who were not verified: these would have been refused.`;
}

/** A claim in one line, as the check shows it. */
export function claimWords(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? '';
}

/** `exp` and its like as a time, in the reader's zone. */
export function timeWords(name: string, value: unknown): string | null {
  if (!['exp', 'iat', 'nbf'].includes(name) || typeof value !== 'number') return null;
  const at = new Date(value * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toLocaleString();
}
