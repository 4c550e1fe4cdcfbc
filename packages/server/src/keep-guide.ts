/**
 * Writes one version of a guide, and the lesson that it is, in the caller's transaction.
 *
 * Labels of a page may name a person (“Ann’s invoices”): what the redaction knows is cut out of them before the first
 * write, and the rest is looked at by who reviews.
 */
import { derivedId } from './ids.ts';
import { redactText } from './redaction.ts';
import * as store from './store/index.ts';

export interface WrittenGuide {
  readonly resolution_id: string;
  readonly title: string;
  readonly steps: readonly store.StoredGuideStep[];
  /** What the lesson was drawn from; the same source brings one version. */
  readonly source_key: string;
  /** What stands beside the lesson in the queue. */
  readonly why: string;
  readonly author: string;
  /** Who wrote it in force; null where it waits for a review. */
  readonly approver: { readonly member_id: string | null; readonly name: string } | null;
  readonly at: Date;
}

/** A resolution has one guide. */
export const guideIdOf = (resolution_id: string): string => derivedId('guide', resolution_id);

/** Answers the guide's id. */
export async function keepGuide(tx: store.Tx, written: WrittenGuide): Promise<string> {
  const { resolution_id, source_key, why, author, approver, at } = written;
  const id = guideIdOf(resolution_id);
  const title = redactText(written.title);
  const steps = written.steps.map(redactStep);
  await store.holdGuide(tx, { id, resolution_id, at });
  const { lesson, created } = await store.insertLesson(tx, {
    id: derivedId('lesson', source_key),
    kind: 'guide',
    stage: approver === null ? 'captured' : 'suggest',
    stage_why: why,
    status: approver === null ? 'open' : 'approved',
    title,
    question: `Where to click: ${title}`,
    resolution_id,
    exemplar_id: null,
    conversation_id: null,
    author,
    source: 'human-reply',
    source_key,
    reviewer_id: approver?.member_id ?? null,
    reviewed_by: approver?.name ?? null,
    reviewed_at: approver === null ? null : at,
    at,
  });
  if (created)
    await store.addGuideVersion(tx, { guide_id: id, lesson_id: lesson.id, title, steps, author, at });
  return id;
}

function redactStep(step: store.StoredGuideStep): store.StoredGuideStep {
  const { fingerprint: mark } = step;
  const clean = (words: string | null) => words && redactText(words);
  return {
    ...step,
    route: redactText(step.route),
    text: redactText(step.text),
    fingerprint: mark && {
      role: mark.role,
      name: clean(mark.name),
      test_id: clean(mark.test_id),
      text: clean(mark.text),
      selector: clean(mark.selector),
    },
  };
}
