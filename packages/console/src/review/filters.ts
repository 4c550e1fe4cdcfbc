/** Which lessons are listed, as it stands in the address: `?status=rejected&finding=personal-data`. Pure. */
import type { Lesson, LessonStatus, Query } from '@understudy/contract';
import { KIND_NAMES, STATUS_NAMES } from './words.ts';

export interface LessonFilters {
  /** None: open. */
  readonly status?: LessonStatus;
  readonly kind?: Lesson['kind'];
  readonly stage?: Lesson['stage'];
  readonly author?: string;
  /** The name of a check that did not pass. */
  readonly finding?: string;
  /** Id of a topic: lessons of its resolutions. */
  readonly topic_id?: string;
}

export const STAGES: readonly Lesson['stage'][] = ['captured', 'shadow', 'suggest', 'auto'];

/** What is unknown or empty is left out, so that an address of yesterday still opens the page. */
export function parseFilters(search: Record<string, unknown>): LessonFilters {
  const status = oneOf(STATUS_NAMES, search['status']);
  const kind = oneOf(KIND_NAMES, search['kind']);
  const stage = oneOf(STAGES, search['stage']);
  const author = textOf(search['author']);
  const finding = textOf(search['finding']);
  const topic_id = textOf(search['topic_id']);
  return {
    ...(status && status !== 'open' && { status }),
    ...(kind && { kind }),
    ...(stage && { stage }),
    ...(author && { author }),
    ...(finding && { finding }),
    ...(topic_id && { topic_id }),
  };
}

const oneOf = <T extends string>(names: readonly T[], value: unknown) => names.find((name) => name === value);
/** The router reads what looks like a number as one. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined;

export const statusOf = ({ status }: LessonFilters): LessonStatus => status ?? 'open';

/** How many narrow the list within its status. */
export const countNarrowing = (filters: LessonFilters): number =>
  Object.keys(filters).filter((name) => name !== 'status').length;

/** Those that wait come by what they would unlock; what is decided comes newest first. */
export function listQueryOf(filters: LessonFilters): Query<'listLessons'> {
  const status = statusOf(filters);
  return { ...filters, status, order: status === 'open' || status === 'quarantined' ? 'impact' : 'newest' };
}

/** What there is to choose from, as far as it was seen: no list of names here can drift from the checks. */
export function choicesOf(lessons: readonly Lesson[], chosen: LessonFilters) {
  const sorted = (values: readonly (string | null | undefined)[]) =>
    [...new Set(values.filter((value) => value != null))].toSorted();
  return {
    authors: sorted([...lessons.map((lesson) => lesson.learned_from.author), chosen.author]),
    findings: sorted([
      ...lessons.flatMap((lesson) => lesson.findings.map((finding) => finding.check)),
      chosen.finding,
    ]),
  };
}
