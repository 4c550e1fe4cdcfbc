/** How guides are spoken of. Pure. */
import type { Guide, GuideDetail, GuideStep } from '@understudy/contract';
import type { Tone } from '../ui/badge.tsx';
import { count, percent, plural } from '../ui/format.ts';

export const STATE: Readonly<Record<Guide['state'], { label: string; tone: Tone }>> = {
  'in-force': { label: 'in use', tone: 'good' },
  proposed: { label: 'proposed', tone: 'accent' },
  broken: { label: 'broken', tone: 'bad' },
  retired: { label: 'retired', tone: 'plain' },
};

export const HOW_TO_WRITE =
  'One line a step, as many lines as there are steps: where they point stays as it is.';

const ADVANCE: Readonly<Record<GuideStep['advance'], string>> = {
  click: 'until it is clicked',
  input: 'until it is filled in',
  route: 'until another page is there',
  manual: 'until “Next” is pressed',
};

/** `button “Export” on /billing, until it is clicked`. */
export function whereWords({ route, fingerprint, advance }: GuideStep): string {
  const name = fingerprint?.name ?? fingerprint?.text;
  const kind = fingerprint?.role ?? 'element';
  const what = fingerprint === null ? 'the whole page' : name == null ? kind : `${kind} “${name}”`;
  return `${what} on ${route}, ${ADVANCE[advance]}`;
}

/** `Followed 12 times: 9 came to its end (75 %), 1 did not find a step.` */
export function runsWords({ started, completed, broken }: GuideDetail['runs']): string {
  if (started === 0) return 'Nobody has followed it yet.';
  const end = `${count(completed)} came to its end (${percent(completed / started)})`;
  const lost = broken === 0 ? '' : `, ${count(broken)} did not find a step`;
  return `Followed ${plural(started, 'time')}: ${end}${lost}.`;
}

/** Null where all went on. */
export function endedWords({ left, broken }: GuideDetail['runs']['steps'][number]): string | null {
  const parts = [
    ...(left > 0 ? [`${count(left)} ended here`] : []),
    ...(broken > 0 ? [`not found ${plural(broken, 'time')}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
