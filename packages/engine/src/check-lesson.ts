/**
 * What speaks against a drawn lesson, and how far it may come before a person has seen it.
 *
 * Runs every check in a fixed order, the gravest kinds first, and reads the stage from one table (`lesson-stage.ts`).
 * Composes stages: redaction, word 3-grams and the stakes table are lent to the checks here. Pure.
 *
 * Give texts redacted, and otherwise as received. `known` is what was known just before: `hosts` from `teamHosts` over
 * all resolutions, `held_because` from `Influence.heldBecause`, `is_suspect` from `SuspectLabels.isSuspect`, both asked
 * before the lesson is added to them. Cost: about 5 ms for a reply of 100 words after a thread of 200. Limits: 8,000
 * characters of the question, the last 20,000 of what the customer wrote.
 *
 * @example
 * checkLesson(lesson, known) // { findings: [… ten …], stage: 'suggest', why: 'All checks passed.', needs_person: false }
 */
import type { Check, CheckedLesson, Finding, Known, KnownBefore, LessonStage } from './checks/index.ts';
import {
  contradiction,
  duplicate,
  influence,
  injection,
  labelNoise,
  links,
  personalData,
  provenance,
  stageOf,
  stakes,
  unicode,
} from './checks/index.ts';
import { guessStakes } from './learn/index.ts';
import { jaccard, shinglesOf } from './learn/near-duplicates.ts';
import { redact } from './text/index.ts';

const CHECKS: readonly Check[] = [
  provenance,
  personalData,
  injection,
  unicode,
  links,
  contradiction,
  duplicate,
  labelNoise,
  influence,
  stakes,
];

export interface CheckedResult extends LessonStage {
  /** One of each check, in their order. */
  readonly findings: readonly Finding[];
}

const MAX_QUESTION = 8_000;
const MAX_CUSTOMER_TEXT = 20_000;

export function checkLesson(lesson: CheckedLesson, before: KnownBefore): CheckedResult {
  const known: Known = {
    ...before,
    redact: (text) => redact(text).text,
    similarity: (a, b) => jaccard(shinglesOf(a), shinglesOf(b)),
    stakesOf: guessStakes,
  };
  const bounded = {
    ...lesson,
    question: lesson.question.slice(0, MAX_QUESTION),
    customer_text: lesson.customer_text.slice(-MAX_CUSTOMER_TEXT),
  };
  const findings = CHECKS.map((check) => check(bounded, known));
  return { findings, ...stageOf(findings) };
}
