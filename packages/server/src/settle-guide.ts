/**
 * What a review does to a guide's lesson, in the caller's transaction. Which version stands follows from the lesson's
 * status (`store/guides.ts`), and the model hears nothing of it: it changes no answer.
 *
 * A reviewer edits a guide as lines, one a step: the words change, the places do not.
 */
import type { LessonReview } from '@understudy/contract';
import { FlowError } from './flow-error.ts';
import { brokenGuideKey } from './guide-health.ts';
import { settleAlarmOf } from './raise-alarm.ts';
import { redactText } from './redaction.ts';
import { settleProcedure } from './settle-procedure.ts';
import type { Reviewing } from './settle-review.ts';
import * as store from './store/index.ts';

const MOST_LETTERS = 300;

export const linesOf = (steps: readonly store.StoredGuideStep[]): string =>
  steps.map(({ text }) => text).join('\n');

/** @throws FlowError `conflict` where the lines are no longer one a step */
export function withWords(
  steps: readonly store.StoredGuideStep[],
  texts: readonly string[],
): store.StoredGuideStep[] {
  if (texts.length !== steps.length)
    throw new FlowError('conflict', `Expected ${steps.length} lines, one a step; found ${texts.length}.`);
  if (texts.some((text) => text.length > MOST_LETTERS))
    throw new FlowError('conflict', `A step has at most ${MOST_LETTERS} letters.`);
  return steps.map((step, i) => ({ ...step, text: redactText(texts[i] ?? step.text) }));
}

/** A version that stands now is no broken one. */
export async function settleGuide(reviewing: Reviewing, review: LessonReview): Promise<void> {
  await settleProcedure({ name: 'guide', edit }, reviewing, review);
  const { parts, tx, workspace_id, lesson, at } = reviewing;
  const guide_id = (await store.guideVersionsOf(tx, lesson.id)).at(-1)?.guide_id;
  if (review.verdict !== 'approve' || guide_id === undefined) return;
  const ports = { jobs: parts.jobs, now_ms: () => at.getTime() };
  const note = 'A new version was approved.';
  await settleAlarmOf(ports, tx, { workspace_id, key: brokenGuideKey(guide_id), note });
}

/** As it stood; what the reviewer made of the words goes. */
export async function unsettleGuide({ tx, lesson }: Reviewing, before: store.BeforeReview): Promise<void> {
  await store.dropGuideEdits(tx, lesson.id);
  await store.unsetReview(tx, lesson.id, before);
}

async function edit(
  { tx, lesson, reviewer, at }: Reviewing,
  words: { readonly title: string; readonly text: string },
): Promise<void> {
  const last = (await store.guideVersionsOf(tx, lesson.id)).at(-1);
  if (last === undefined || (last.title === words.title && linesOf(last.steps) === words.text)) return;
  const lines = words.text.split('\n').map((line) => line.trim());
  const steps = withWords(
    last.steps,
    lines.filter((line) => line !== ''),
  );
  const { guide_id } = last;
  await store.holdGuide(tx, { id: guide_id, resolution_id: lesson.resolution_id, at });
  const title = redactText(words.title);
  const added = { guide_id, lesson_id: lesson.id, title, steps, author: reviewer.name, at };
  await store.addGuideVersion(tx, added);
}
