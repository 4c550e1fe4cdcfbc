/** Watches over answers that went out alone, what they hold, and how questions moved. */
import type { HarmWatch, InputDrift } from '@understudy/contract';
import type { Workspace } from './columns.ts';
import type { DayColumn } from './figures.ts';

export interface HarmWatchTable {
  workspace_id: Workspace;
  level: HarmWatch['level'];
  subject_id: string;
  source: HarmWatch['source'];
  evidence: number;
  acts_at: number;
  answers: number;
  wrong: number;
  alarmed_at: Date | null;
  seen_at: Date;
}
export interface HarmHoldTable {
  workspace_id: Workspace;
  id: string;
  level: HarmWatch['level'];
  subject_id: string;
  why: string;
  action: string;
  lesson_id: string | null;
  since: Date;
  released_at: Date | null;
  released_why: string | null;
}
export interface InputDriftTable {
  workspace_id: Workspace;
  day: DayColumn;
  name: InputDrift['name'];
  value: number;
  p: number | null;
  raw: number;
  moved: boolean;
}
