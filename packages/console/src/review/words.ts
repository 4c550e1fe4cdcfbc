/** How lessons are spoken of. Pure: `now_ms` comes in. */
import type { Finding, Impact, Lesson, LessonStatus } from '@understudy/contract';
import type { Tone } from '../ui/badge.tsx';
import { count, plural } from '../ui/format.ts';

export const KIND: Readonly<Record<Lesson['kind'], string>> = {
  'new-resolution': 'A new answer',
  'new-exemplar': 'Another way to ask',
  correction: 'A correction',
  negative: 'Wrong for a question',
  condition: 'A condition',
  merge: 'A merge',
  retirement: 'A retirement',
  split: 'A split',
  workflow: 'A workflow',
  glossary: 'A word',
  guide: 'A guide',
};
export const KIND_NAMES = Object.keys(KIND) as Lesson['kind'][];

const SOURCE: Readonly<Record<Lesson['learned_from']['source'], string>> = {
  'human-reply': 'a human agent',
  article: 'an article',
  workflow: 'a workflow',
};
export const learnedFrom = ({ kind, learned_from }: Pick<Lesson, 'kind' | 'learned_from'>): string =>
  learned_from.author ??
  (isChange({ kind }) || kind === 'workflow' ? 'the nightly look' : SOURCE[learned_from.source]);

const CHANGES: readonly Lesson['kind'][] = [
  'negative',
  'condition',
  'merge',
  'retirement',
  'split',
  'glossary',
];
/** About what is known, rather than drawn from a question that an answer solved. */
export const isChange = ({ kind }: Pick<Lesson, 'kind'>): boolean => CHANGES.includes(kind);

interface StatusWords {
  readonly label: string;
  /** Once it happened to a lesson. */
  readonly done: string;
  readonly tone: Tone;
}
export const STATUS: Readonly<Record<LessonStatus, StatusWords>> = {
  open: { label: 'Open', done: 'Waits', tone: 'accent' },
  quarantined: { label: 'Quarantined', done: 'Quarantined', tone: 'warn' },
  rejected: { label: 'Rejected', done: 'Rejected', tone: 'bad' },
  'rolled-back': { label: 'Rolled back', done: 'Rolled back', tone: 'plain' },
  approved: { label: 'Approved', done: 'Approved', tone: 'good' },
};

/** How a thing is done, and no answer: it changes none. */
export const isProcedure = ({ kind }: Pick<Lesson, 'kind'>): boolean =>
  kind === 'workflow' || kind === 'guide';

export const STATUS_NAMES = Object.keys(STATUS) as LessonStatus[];

export const VERDICT: Readonly<Record<Finding['verdict'], { label: string; tone: Tone }>> = {
  block: { label: 'Blocks', tone: 'bad' },
  doubt: { label: 'Doubts', tone: 'warn' },
  pass: { label: 'Passed', tone: 'good' },
};

/** By the keys 1 to 6. */
export const REJECT_REASONS = [
  'It is wrong',
  'It is out of date',
  'It holds only for this customer',
  'It is known already',
  'It has personal data in it',
  'It should not be automated',
] as const;

/** `personal-data` → `Personal data`. */
export function checkName(check: string): string {
  const text = check.replaceAll(/[-_]+/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `It would have answered 7 past questions and changed 3 answers, 1 of which had been right.` */
export function impactInWords({ would_answer, changed, changed_right }: Impact): string {
  const answered = `It would have answered ${plural(would_answer, 'past question')} and changed`;
  if (changed === 0) return `${answered} no answer.`;
  if (changed === 1)
    return `${answered} 1 answer, ${changed_right === 1 ? 'which had been right' : 'not known to have been right'}.`;
  const right = changed_right === 0 ? 'none' : count(changed_right);
  return `${answered} ${plural(changed, 'answer')}, ${right} of which had been right.`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** `2 hours ago`; less than a minute is `just now`. */
export function agoInWords(at: string, now_ms: number): string {
  const age_ms = now_ms - Date.parse(at);
  const unit = UNITS.find(([, ms]) => age_ms >= ms);
  return unit ? relative.format(-Math.floor(age_ms / unit[1]), unit[0]) : 'just now';
}

/** `4 s`, `1 min 20 s`. */
export function spent(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
