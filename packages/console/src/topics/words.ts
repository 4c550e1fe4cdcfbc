/** Topics as people read them. Pure. */
import type { TopicFigures } from '@understudy/contract';
import { dayWords } from '../charts/days.ts';
import { count, percent, plural } from '../ui/format.ts';

/** Of people: `40 min`, `3.5 h`, `31 h`. */
export function workWords(minutes: number): string {
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return `${hours < 10 ? Number(hours.toFixed(1)) : count(Math.round(hours))} h`;
}

/** `invoice address, old address` → `invoice address`: the words that set it apart most. */
export const shortName = (name: string): string => name.split(',')[0]?.trim() || 'Without words';

/** What nobody could answer alone, and what it cost. */
export const gapWords = ({ gap, minutes }: Pick<TopicFigures, 'gap' | 'minutes'>): string =>
  `${plural(gap, 'conversation')} that it could not answer${minutes > 0 ? `; ${workWords(minutes)} of your team` : ''}`;

export function declineWords({
  since,
  before,
  after,
  probability,
}: NonNullable<TopicFigures['decline']>): string {
  return `Answered alone less since ${dayWords(since)}: ${percent(after)} instead of ${percent(before)}, a change by ${percent(probability)} probability.`;
}

/** What the bubbles of the map say. */
export type Shows = 'alone' | 'wrong';
export type RiskClass = 'below' | 'open' | 'above' | 'none';
/** Whether the whole interval lies on one side of what the lead accepts. */
export function riskClass(risk: TopicFigures['risk'], max_error: number): RiskClass {
  if (risk === null) return 'none';
  if (risk.high <= max_error) return 'below';
  return risk.low > max_error ? 'above' : 'open';
}
export const RISK: Readonly<Record<RiskClass, { readonly sign: string; readonly label: string }>> = {
  below: { sign: '✓', label: 'within what you accept' },
  open: { sign: '?', label: 'not clear yet' },
  above: { sign: '!', label: 'more than you accept' },
  none: { sign: '', label: 'not audited so far' },
};
