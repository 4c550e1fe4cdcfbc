/** A harmless lesson of an invented desk, and what was known before it; tests change what they are about. */
import type { Resolution } from '../../domain.ts';
import { guessStakes } from '../../learn/guess-stakes.ts';
import { jaccard, shinglesOf } from '../../learn/near-duplicates.ts';
import { redact } from '../../text/redact.ts';
import type { CheckedLesson, Finding, Known, NearResolution, TaughtAnswer } from '../checked-lesson.ts';

export const ANSWER: TaughtAnswer = {
  title: 'Archive a project',
  text: 'Open the project, press the three dots and choose Archive. It vanishes from lists, and stays in reports.',
  links: [],
  steps: [],
};

export function aLesson(
  change: Partial<Omit<CheckedLesson, 'answer'>> & { answer?: Partial<TaughtAnswer> | null } = {},
): CheckedLesson {
  const { answer, ...rest } = change;
  const question = rest.question ?? 'How do I get a finished project out of my lists?';
  return {
    kind: 'new-resolution',
    resolution_id: 'new',
    customer_text: question,
    role: 'human-agent',
    author: 'mira',
    attachments: [],
    context: ['page:/projects'],
    slots: [],
    account: 'acc-1',
    stakes: 'read-only',
    at_ms: 0,
    ...rest,
    question,
    answer: answer === null ? null : { ...ANSWER, ...answer },
  };
}

/** The lesson with this text as its answer. */
export const saying = (text: string): CheckedLesson => aLesson({ answer: { text } });

export function aKnown(change: Partial<Known> = {}): Known {
  return {
    nearest: [],
    hosts: new Set(['help.larkfold.example', 'app.larkfold.example']),
    candidates: [],
    held_because: null,
    is_suspect: false,
    lessons_by_author: new Map(),
    redact: (text) => redact(text).text,
    similarity: (a, b) => jaccard(shinglesOf(a), shinglesOf(b)),
    stakesOf: guessStakes,
    ...change,
  };
}

export function near(text: string, change: Partial<Resolution> = {}, probability = 0.5): NearResolution {
  const resolution: Resolution = {
    id: 'known',
    title: 'What is known',
    text,
    links: [],
    stakes: 'read-only',
    stage: 'suggest',
    version: 1,
    sources: [],
    ...change,
  };
  return { resolution, probability };
}

/** Verdict and first sentence. */
export const told = ({ verdict, why }: Finding): readonly [string, string] => [verdict, why];
