/** Autonomy as people read it. Pure. */
import type { AutonomyCell, AutonomyLevel, TopicAutonomy } from '@understudy/contract';
import { count, percent, plural } from '../ui/format.ts';

export const LEVELS: readonly {
  readonly id: AutonomyLevel;
  readonly label: string;
  readonly text: string;
  /** The same about one topic. */
  readonly ofTopic: string;
}[] = [
  {
    id: 'off',
    label: 'Off',
    text: 'It says nothing and suggests nothing. It still learns from your team.',
    ofTopic: 'Always a person',
  },
  {
    id: 'shadow',
    label: 'Shadow',
    text: 'It decides in silence; you see what it would have said, and how often it would have been wrong.',
    ofTopic: 'Shadow',
  },
  { id: 'draft', label: 'Draft', text: 'It writes drafts; a person sends them.', ofTopic: 'Draft' },
  {
    id: 'auto',
    label: 'Automatic',
    text: 'It answers alone where a certificate allows it, and drafts everywhere else.',
    ofTopic: 'As certified',
  },
];

/** The lower of the two. */
export function lower(one: AutonomyLevel, other: AutonomyLevel): AutonomyLevel {
  return LEVELS.find(({ id }) => id === one || id === other)?.id ?? one;
}

export const STAKES: Readonly<
  Record<AutonomyCell['cell'] | 'money-security', { readonly label: string; readonly text: string }>
> = {
  'read-only': { label: 'Read-only', text: 'Explains and points to pages; changes nothing.' },
  'account-changing': {
    label: 'Account-changing',
    text: 'Leads to a change of settings or data of the customer.',
  },
  'money-security': { label: 'Money and security', text: 'Payments, refunds, access.' },
};

/** What is missing before answers go out alone; null where nothing is. */
export function missingOf({ threshold, needed, locked }: AutonomyCell): string | null {
  if (threshold !== null) return null;
  const labels = `${plural(needed, 'more right answer')} without an error ${needed === 1 ? 'unlocks' : 'unlock'} it`;
  return locked === null ? `${labels}.` : `Taken back: ${locked.reason} About ${labels}.`;
}

/** What is certified, in one sentence; where nothing is, what is missing. */
export function certifiedOf(cell: AutonomyCell): string {
  const { max_error, confidence, labelled, wrong } = cell;
  const evidence = `${plural(labelled, 'labelled answer')}, ${count(wrong)} wrong`;
  return (
    missingOf(cell) ??
    `Certified: at most ${percent(max_error)} wrong, at ${percent(confidence)} confidence, from ${evidence}.`
  );
}

const LEVEL_WORDS = { one: '1', few: '2–3', some: '4–10', many: 'more' } as const;

/** From which confidence on, by what a resolution has solved; empty where that makes no difference. */
export function levelWords({ levels }: AutonomyCell): string {
  const known = new Set(levels.map(({ threshold }) => threshold));
  if (known.size <= 1) return '';
  const each = levels.map(({ level, threshold }) => {
    return `${LEVEL_WORDS[level]}: ${threshold === null ? 'a person' : `from ${percent(threshold)}`}`;
  });
  return `By the questions that a resolution has solved – ${each.join(' · ')}`;
}

/** How far a topic has come, in one line. */
export function standingOf({ counts, autonomy }: TopicAutonomy, workspace: AutonomyLevel): string {
  const all = counts.answer + counts.draft + counts.hand_off;
  const level = lower(autonomy, workspace);
  if (level === 'off') return 'goes to a person';
  if (level === 'shadow') return 'goes to a person; decided in silence';
  if (all === 0) return 'no resolution in use';
  if (level === 'draft') return 'drafts only';
  if (counts.answer === 0) return counts.draft > 0 ? 'drafts only, so far' : 'goes to a person, so far';
  return counts.answer === all
    ? `${plural(all, 'resolution')} may answer alone`
    : `${counts.answer} of ${plural(all, 'resolution')} may answer alone`;
}
