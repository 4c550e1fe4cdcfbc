/** Alarms as people read them. Pure. */
import type { Alarm } from '@understudy/contract';
import { isOwnPath } from '../setup/safe-next.ts';

export const KIND: Readonly<Record<Alarm['kind'], string>> = {
  harm: 'Answers got worse',
  'certificate-locked': 'Certificate lost',
  incident: 'Incident',
  'input-drift': 'Questions moved',
  'broken-guide': 'Broken guide',
  'delivery-failed': 'Delivery failed',
};

/** What one does about it: the words on the way there. */
export const ACTION: Readonly<Record<Alarm['kind'], string>> = {
  harm: 'See what is held',
  'certificate-locked': 'See what is missing',
  incident: 'Look at the incident',
  'input-drift': 'See what moved',
  'broken-guide': 'Mend the guide',
  'delivery-failed': 'Look at the webhook',
};

/** A path of the console; null for anything else, which nobody should be led to. */
export const pathOf = (link: string): string | null => (isOwnPath(link) ? link : null);
