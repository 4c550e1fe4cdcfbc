/** Which measures there are: for addresses, which are read before any page is loaded. Pure. */
import type { Measure } from '@understudy/contract';

const KNOWN: Readonly<Record<Measure, true>> = {
  conversations: true,
  'answered-alone': true,
  confirmed: true,
  assumed: true,
  undecided: true,
  durable: true,
  reopened: true,
  'came-again': true,
  'handed-off': true,
  'handed-off:asked-for-person': true,
  'handed-off:high-stakes': true,
  'handed-off:dissatisfied': true,
  'handed-off:unknown': true,
  'handed-off:unsure': true,
  'handed-off:not-certified': true,
  'handed-off:held': true,
  drafted: true,
  'assisted-as-is': true,
  'assisted-edited': true,
  'draft-discarded': true,
  'by-people': true,
  'audited-right': true,
  'audited-wrong': true,
  'twin-answered': true,
  novel: true,
};

export const isMeasure = (value: unknown): value is Measure =>
  typeof value === 'string' && Object.hasOwn(KNOWN, value);
