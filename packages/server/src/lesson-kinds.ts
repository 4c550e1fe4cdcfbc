/** What the kinds of lessons differ in. */
import type { Lesson } from './store/index.ts';
import { CHANGES, TEACHING } from './store/index.ts';

/** About what is known, rather than drawn from a question that a resolution solved. */
export const isChange = ({ kind }: Pick<Lesson, 'kind'>): boolean => CHANGES.includes(kind);

/** Whether its resolution rests on it: without any such lesson it is retired. */
export const teaches = ({ kind }: Pick<Lesson, 'kind'>): boolean => TEACHING.includes(kind);

/** They change no answer by themselves, or more than one at once. */
const WITHOUT_ANSWER: readonly Lesson['kind'][] = ['merge', 'split', 'workflow', 'glossary', 'guide'];

/** Whether past questions can be decided with and without it (`engine/src/preview-lesson.ts`). */
export function isPreviewable({ kind, proposal }: Pick<Lesson, 'kind' | 'proposal'>): boolean {
  if (kind === 'retirement') return proposal !== null;
  return !WITHOUT_ANSWER.includes(kind);
}

/** All but words of the glossary. */
export type OfResolution<L> = L & { readonly resolution_id: string };
export const isOfResolution = <L extends Pick<Lesson, 'resolution_id'>>(
  lesson: L,
): lesson is OfResolution<L> => lesson.resolution_id !== null;
