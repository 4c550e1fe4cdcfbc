/** What a recording makes of the things that a person does on a page: steps with words. Pure. */
import type { Fingerprint, GuideStep } from '@understudy/contract';

/** One thing that was done; `filled` for fields and lists, whose values nobody reads. */
export interface Deed {
  readonly kind: 'clicked' | 'filled';
  readonly route: string;
  readonly fingerprint: Fingerprint;
}

export const MOST_STEPS = 30;

/** With the deed as the last step; several inputs into one field are one step. */
export function withDeed(steps: readonly GuideStep[], deed: Deed): readonly GuideStep[] {
  const { kind, route, fingerprint } = deed;
  const advance = kind === 'clicked' ? 'click' : 'input';
  const last = steps.at(-1);
  const again =
    kind === 'filled' &&
    last?.advance === 'input' &&
    last.route === route &&
    JSON.stringify(last.fingerprint) === JSON.stringify(fingerprint);
  if (again || steps.length >= MOST_STEPS) return steps;
  return [...steps, { route, text: wordsOf(deed), fingerprint, advance }];
}

export const withText = (steps: readonly GuideStep[], at: number, text: string): readonly GuideStep[] =>
  steps.map((step, i) => (i === at ? { ...step, text: text.slice(0, 300) } : step));

/** What can be handed in: a step without words gets its first ones back. */
export const finished = (steps: readonly GuideStep[]): readonly GuideStep[] =>
  steps.map((step) => ({ ...step, text: step.text.trim() || 'Here' }));

const VERBS: Readonly<Record<string, string>> = {
  link: 'Open',
  tab: 'Open',
  menuitem: 'Choose',
  option: 'Choose',
  combobox: 'Choose',
  radio: 'Choose',
  checkbox: 'Tick',
  switch: 'Switch',
};

function wordsOf({ kind, fingerprint: { role, name } }: Deed): string {
  const verb = VERBS[role ?? ''] ?? (kind === 'filled' ? 'Fill in' : 'Click');
  if (name !== null) return `${verb} “${name}”`;
  return kind === 'filled' ? 'Fill in this field' : 'Click here';
}
