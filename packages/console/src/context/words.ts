/** Fields of account facts in words. Pure. */
import type { FactField, UnusedWhy } from '@understudy/contract';
import { plural } from '../ui/format.ts';

const WHY: Readonly<Record<UnusedWhy, string>> = {
  name: 'Looks personal by its name: no value of it is kept.',
  value: 'A value had the form of personal data or of a secret: no value of it is kept.',
  'switched-off': 'Switched off. People still see it beside conversations.',
  'many-values': 'Nearly another text for each account: shown to people, and nothing to learn from.',
  date: 'A day is never the same again: shown to people, and nothing to learn from.',
};

export const TYPE: Readonly<Record<FactField['type'], string>> = {
  boolean: 'yes or no',
  number: 'number',
  string: 'text',
  date: 'day',
};

export const whyUnused = (why: UnusedWhy): string => WHY[why];

/** Whether a switch changes anything: of days and of texts without end nothing can be learned. */
export const maySwitch = ({ unused_why }: Pick<FactField, 'unused_why'>): boolean =>
  unused_why !== 'many-values' && unused_why !== 'date';

/** `312 accounts · free, team, business …` */
export function seenWords({ accounts, examples }: Pick<FactField, 'accounts' | 'examples'>): string {
  if (accounts === 0) return 'no value kept';
  return [plural(accounts, 'account'), examples.join(', ')].filter((part) => part !== '').join(' · ');
}

/** One account, as the company's own system would tell of it. */
export function tellExample(origin: string, at: string): string {
  const item = {
    account_id: 'acme',
    facts: { plan: 'free', seats: 12, invoice: 'open' },
    events: [{ name: 'upgraded', at }],
    at,
  };
  return [
    `curl ${origin}/v1/context`,
    '-H "Authorization: Bearer $UNDERSTUDY_API_KEY"',
    '-H "Content-Type: application/json"',
    `-d '${JSON.stringify(item)}'`,
  ].join(' ');
}

export function releaseExample(origin: string, at: string): string {
  return [
    `curl ${origin}/v1/releases`,
    '-H "Authorization: Bearer $UNDERSTUDY_API_KEY"',
    '-H "Content-Type: application/json"',
    `-d '${JSON.stringify({ name: '4.2', at, notes: 'New billing page' })}'`,
  ].join(' ');
}
