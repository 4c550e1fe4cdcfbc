/**
 * What speaks against a drawn lesson, and how far it may come before a person has seen it.
 *
 * Runs every check in a fixed order, the gravest kinds first, and reads the stage from one table (`lesson-stage.ts`).
 * Composes stages: redaction, word 3-grams and the stakes table are lent to the checks here. Pure.
 *
 * Give texts redacted, and otherwise as received. `known` is what was known just before: `hosts` from `teamHosts` over
 * all resolutions, `held_because` from `Influence.heldBecause`, `is_suspect` from `SuspectLabels.isImplausible` and `isCorroborated`,
 * all asked before the lesson is added to them. Cost: about 5 ms for a reply of 100 words after a thread of 200. Limits: 8,000
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
import { linksIn } from './checks/hosts.ts';
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

/** Those that may block, and ask nothing of the memory. */
const WORD_CHECKS: readonly Check[] = [provenance, personalData, injection, unicode, links];

const MAX_QUESTION = 8_000;
const MAX_CUSTOMER_TEXT = 20_000;

export function checkLesson(lesson: CheckedLesson, before: KnownBefore): CheckedResult {
  return run(CHECKS, lesson, before);
}

/**
 * What blocks a lesson by its words alone, for what comes in bulk and before there is a memory to ask: an import. Null
 * where nothing does, doubted or not. `hosts`: those that the team links. What the customer wrote can only bring a block
 * where the answer links something, and is not read otherwise. About 1 ms.
 */
export function blockedByWords(lesson: CheckedLesson, hosts: ReadonlySet<string>): CheckedResult | null {
  const known: KnownBefore = {
    nearest: [],
    hosts,
    candidates: [],
    held_because: null,
    is_suspect: false,
    lessons_by_author: new Map(),
  };
  const { answer } = lesson;
  const said = answer === null ? '' : [answer.title, answer.text, ...answer.steps].join('\n');
  const isLinking = answer !== null && [...linksIn(said), ...answer.links].length > 0;
  const words = { ...lesson, question: '', customer_text: isLinking ? lesson.customer_text : '' };
  if (run(WORD_CHECKS, words, known).stage !== 'captured') return null;
  return run(WORD_CHECKS, lesson, known);
}

function run(checks: readonly Check[], lesson: CheckedLesson, before: KnownBefore): CheckedResult {
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
  const findings = checks.map((check) => check(bounded, known));
  return { findings, ...stageOf(findings) };
}
