import type { RetentionKind, RetentionPolicy } from '@understudy/contract';
import { plural } from '../ui/format.ts';

/** In the order of the card. */
export const KINDS: readonly {
  readonly kind: RetentionKind;
  readonly label: string;
  readonly text: string;
}[] = [
  {
    kind: 'conversations',
    label: 'Conversations',
    text: 'With their decisions, and the questions that the AI agent learned from. Your team’s answers stay, without the customer.',
  },
  { kind: 'imported', label: 'Imported tickets', text: 'The same, for what came from a file.' },
  {
    kind: 'details',
    label: 'Visitor context',
    text: 'What pages told of a visitor, and the circumstances of outcomes. The conversation stays.',
  },
  {
    kind: 'page_contexts',
    label: 'Pages and account events',
    text: 'What customers saw when they wrote, and what happened to their accounts. What was learned from it stays.',
  },
  {
    kind: 'attachments',
    label: 'Attachments',
    text: 'Files that customers and your team have sent. The messages stay.',
  },
  {
    kind: 'captured_lessons',
    label: 'Lessons nobody approved',
    text: 'Held back by a check, and never reviewed. Rejected, and emptied.',
  },
  {
    kind: 'access_entries',
    label: 'Access in the audit log',
    text: 'Who read what. The entry stays in its chain; its details go.',
  },
  { kind: 'sign_ins', label: 'Sign-ins in the audit log', text: 'The same, for sign-ins.' },
  {
    kind: 'alarms',
    label: 'Settled alarms',
    text: 'With their history. Open ones stay, and so do locked certificates that a person settled.',
  },
  {
    kind: 'caches',
    label: 'Caches',
    text: 'Saved models, what open pages heard, answers kept for repeated requests.',
  },
];

const PRESETS = [30, 90, 180, 365, 730, 1_095, 1_825];

/** Days on offer; what is set now is always among them. */
export function choicesFor(days: number | null): readonly number[] {
  const all = days === null || PRESETS.includes(days) ? PRESETS : [...PRESETS, days];
  return all.toSorted((a, b) => a - b);
}

export function daysWords(days: number): string {
  return days % 365 === 0 ? plural(days / 365, 'year') : plural(days, 'day');
}

export const keepsAll = (policy: RetentionPolicy): boolean =>
  KINDS.every(({ kind }) => policy[kind] === null);

/** `12 rows of conversations, 3 rows of caches`, or that nothing goes. */
export function goneWords(gone: Readonly<Record<RetentionKind, number>>): string {
  const parts = KINDS.filter(({ kind }) => gone[kind] > 0).map(
    ({ kind, label }) => `${plural(gone[kind], 'row')} of ${label.toLowerCase()}`,
  );
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
