/**
 * How far a lesson may come by itself, from what the checks found: one table, the first row that holds decides.
 *
 * @example stageOf([]) // { stage: 'suggest', why: 'All checks passed.', needs_person: false }
 */
import type { Stage } from '../domain.ts';
import type { Finding } from './checked-lesson.ts';

export interface LessonStage {
  readonly stage: Extract<Stage, 'captured' | 'shadow' | 'suggest'>;
  readonly why: string;
  /** A person looks at each answer, for good: the resolution must never become `auto`. */
  readonly needs_person: boolean;
}

interface StageRow {
  readonly when: (finding: Finding) => boolean;
  readonly stage: LessonStage['stage'];
  readonly why: (finding: Finding) => string;
}

export const STAGE_TABLE: readonly StageRow[] = [
  { when: ({ verdict }) => verdict === 'block', stage: 'captured', why: ({ why }) => `Kept aside: ${why}` },
  {
    when: ({ verdict, check }) => verdict === 'doubt' && check !== 'stakes',
    stage: 'shadow',
    why: ({ why }) => `Waits for a person: ${why}`,
  },
  {
    // It is suggested to people only, and people are who must look at it.
    when: ({ verdict, check }) => verdict === 'doubt' && check === 'stakes',
    stage: 'suggest',
    why: ({ why }) => why,
  },
];

export function stageOf(findings: readonly Finding[]): LessonStage {
  const needs_person = findings.some(({ check, verdict }) => check === 'stakes' && verdict !== 'pass');
  for (const { when, stage, why } of STAGE_TABLE) {
    const finding = findings.find(when);
    if (finding !== undefined) return { stage, why: why(finding), needs_person };
  }
  return { stage: 'suggest', why: 'All checks passed.', needs_person };
}
