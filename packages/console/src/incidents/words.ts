/** Incidents as people read them. Pure. */
import type { Incident } from '@understudy/contract';
import type { Tone } from '../ui/badge.tsx';
import { count, plural } from '../ui/format.ts';

export const STATE: Readonly<Record<Incident['state'], { readonly label: string; readonly tone: Tone }>> = {
  open: { label: 'Open', tone: 'bad' },
  watching: { label: 'Calming down', tone: 'warn' },
  closed: { label: 'Closed', tone: 'plain' },
  'not-one': { label: 'Not an incident', tone: 'plain' },
};
export const isNow = ({ state }: Pick<Incident, 'state'>): boolean =>
  state === 'open' || state === 'watching';

/** `46 conversations of 31 accounts`. */
export const sizeWords = ({
  conversations,
  accounts,
}: Pick<Incident, 'conversations' | 'accounts'>): string =>
  `${plural(conversations, 'conversation')} of ${plural(accounts, 'account')}`;

/** One decimal below ten. */
export const expectedWords = (expected: number): string =>
  expected < 10 ? String(Number(expected.toFixed(1))) : count(Math.round(expected));

/** The answers that are held or could be, each once. */
export function holdable({
  held,
  suggested_hold,
}: Pick<Incident, 'held' | 'suggested_hold'>): Incident['held'] {
  const known = new Set(held.map(({ resolution_id }) => resolution_id));
  return [...held, ...suggested_hold.filter(({ resolution_id }) => !known.has(resolution_id))];
}
