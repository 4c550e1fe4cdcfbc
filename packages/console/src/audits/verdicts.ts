/** The four verdicts, in the order of their keys. */
import type { Verdict } from '@understudy/contract';
import type { Tone } from '../ui/badge.tsx';

export interface VerdictWords {
  readonly key: string;
  readonly label: string;
  /** Once it is given. */
  readonly said: string;
  readonly tone: Tone;
}

export const VERDICTS: Readonly<Record<Verdict, VerdictWords>> = {
  right: { key: '1', label: 'Right', said: 'Judged right.', tone: 'good' },
  wrong: { key: '2', label: 'Wrong', said: 'Judged wrong.', tone: 'bad' },
  harmless: { key: '3', label: 'Wrong but harmless', said: 'Judged wrong but harmless.', tone: 'warn' },
  unsure: { key: '4', label: 'Can’t tell', said: 'Set aside: nobody can tell.', tone: 'plain' },
};

export const VERDICT_NAMES = Object.keys(VERDICTS) as Verdict[];
