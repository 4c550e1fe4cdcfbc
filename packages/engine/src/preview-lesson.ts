/**
 * What one lesson changes: past questions decided with and without it.
 *
 * One that is proposed is held against the model as it stands; one in force against the model without it. A resolution
 * that nobody is shown yet counts as a draft on the side with the lesson: a reviewer asks what an approval would do.
 * Limits: those of `varied-model.ts`; what a lesson retired when it was applied stays retired without it.
 * Cost: a question about 1.3 decisions; its nearness some 30 µs.
 */
import type { Action, Decision, EncodedQuestion, ModelEvent, Resolution } from './domain.ts';
import type { Model } from './model.ts';
import { nearnessTo, type Said } from './nearness.ts';
import { restoreUnit } from './retrieve/vector-index.ts';
import { type Change, type Knowledge, VariedModel } from './varied-model.ts';

type WithoutSeq<E> = E extends ModelEvent ? Omit<E, 'seq'> : never;

export type PreviewedLesson =
  | { readonly kind: 'proposed'; readonly events: readonly WithoutSeq<ModelEvent>[] }
  /** The exemplar, or the refusal, that it brought. */
  | { readonly kind: 'in-force'; readonly exemplar_id: string }
  /** It set the conditions of a resolution; these held before. */
  | {
      readonly kind: 'conditions-in-force';
      readonly resolution_id: string;
      readonly before: readonly string[];
    };

/** The short of a decision. */
export interface Told {
  readonly action: Action;
  readonly confidence: number;
  /** The likeliest resolutions, at most `FIRST`. */
  readonly first: readonly string[];
}

export interface Compared {
  /** Without the lesson. */
  readonly before: Told;
  readonly after: Told;
}

const FIRST = 3;
const NOTHING_LEFT_OUT = { exemplar: null, telling: null };

export class LessonPreview {
  readonly resolution_id: string;
  readonly #before: Knowledge;
  readonly #after: Knowledge;
  readonly #decide: (known: Knowledge, question: EncodedQuestion) => Decision;
  /** How near a question comes to what the lesson brings: only the nearest can be answered otherwise. */
  readonly nearness: (question: EncodedQuestion) => number;

  constructor(
    model: Model,
    change: LessonChange,
    decide: (known: Knowledge, question: EncodedQuestion) => Decision,
  ) {
    this.resolution_id = change.resolution_id;
    const varied = (by: Change | null) =>
      by === null ? model : new VariedModel({ model, ...model.parts, change: by });
    this.#before = varied(change.before);
    this.#after = varied(change.after);
    this.#decide = decide;
    this.nearness = nearnessTo(model.parts, change);
  }

  compare(question: EncodedQuestion): Compared {
    // One after the other: both look at the same similarities.
    return {
      before: tell(this.#decide(this.#before, question)),
      after: tell(this.#decide(this.#after, question)),
    };
  }
}

const tell = ({ action, confidence, candidates }: Decision): Told => {
  return { action, confidence, first: candidates.slice(0, FIRST).map(({ resolution_id }) => resolution_id) };
};

export interface LessonChange extends Said {
  /** Null: the model as it stands. */
  readonly before: Change | null;
  readonly after: Change | null;
}

type Previewed = Pick<Model, 'facts' | 'resolution' | 'limits' | 'parts'>;

/** Null where the lesson is not in the model, or proposes nothing about a resolution. */
export function changeOf(model: Previewed, lesson: PreviewedLesson): LessonChange | null {
  if (lesson.kind === 'proposed') return proposed(model, lesson.events);
  if (lesson.kind === 'in-force') return inForce(model, lesson.exemplar_id);
  const { resolution_id, before: conditions } = lesson;
  return {
    ...around(model, resolution_id),
    before: { ...unchanged(resolution_id), conditions },
    after: null,
  };
}

const unchanged = (resolution_id: string): Change => {
  return { resolution_id, without: NOTHING_LEFT_OUT, exemplar: null, resolution: null, retired: [] };
};

/** What is said of the resolution itself, not of a question. */
const around = (model: Previewed, resolution_id: string) => {
  return { resolution_id, question: null, resolution: model.resolution(resolution_id) };
};

function proposed(model: Previewed, events: readonly WithoutSeq<ModelEvent>[]): LessonChange | null {
  let [exemplar, resolution]: [Change['exemplar'], Resolution | null] = [null, null];
  const retired: string[] = [];
  for (const event of events) {
    if (event.kind === 'lesson-applied') ({ exemplar } = event);
    else if (event.kind === 'resolution-upserted') ({ resolution } = event);
    else if (event.kind === 'resolution-retired') retired.push(event.resolution_id);
  }
  const resolution_id = resolution?.id ?? exemplar?.resolution_id;
  if (resolution_id === undefined) return limited(model, events, retired[0]);
  const after: Change = {
    ...unchanged(resolution_id),
    exemplar,
    resolution: resolution && shown(resolution),
    retired,
  };
  return { resolution_id, before: null, after, question: exemplar?.question ?? null, resolution };
}

/** A known resolution is held back: for a question, on conditions, or altogether. */
function limited(
  model: Previewed,
  events: readonly WithoutSeq<ModelEvent>[],
  retired: string | undefined,
): LessonChange | null {
  const [event] = events;
  if (event?.kind === 'answer-refused') {
    const { id, resolution_id, question } = event.refusal;
    const vector = model.parts.reader.rounded(question.vector);
    const refusals = [
      ...model.limits.refusalsOf(resolution_id),
      { seq: Infinity, id, resolution_id, question, vector },
    ];
    const after = { ...unchanged(resolution_id), refusals };
    return { resolution_id, question, resolution: null, before: null, after };
  }
  if (event?.kind === 'conditions-set') {
    const { resolution_id, conditions } = event;
    return {
      ...around(model, resolution_id),
      before: null,
      after: { ...unchanged(resolution_id), conditions },
    };
  }
  if (retired === undefined) return null;
  return {
    ...around(model, retired),
    before: null,
    after: { ...unchanged(retired), retired: [retired] },
  };
}

function inForce(model: Previewed, exemplar_id: string): LessonChange | null {
  const refusal = model.facts.refusals.findLast(({ id }) => id === exemplar_id);
  if (refusal !== undefined) {
    const { resolution_id, vector } = refusal;
    const refusals = model.limits.refusalsOf(resolution_id).filter((each) => each !== refusal);
    const question = { ...refusal.question, vector: vector && restoreUnit(vector) };
    const before = { ...unchanged(resolution_id), refusals };
    return { resolution_id, question, resolution: null, before, after: null };
  }
  const exemplar = model.facts.exemplars.findLast(({ id }) => id === exemplar_id);
  if (exemplar === undefined) return null;
  const { resolution_id } = exemplar;
  // Its text stands right behind it.
  const telling = model.facts.resolutions.find(
    ({ seq, resolution }) => seq === exemplar.seq + 1 && resolution.id === resolution_id,
  );
  const same = { resolution_id, exemplar: null, resolution: null, retired: [] };
  const isOnly = !model.facts.exemplars.some(
    (each) => each !== exemplar && each.resolution_id === resolution_id,
  );
  // A resolution that nothing else taught would not be there, whatever was said of it later.
  const without = { exemplar: exemplar.seq, telling: isOnly ? ('all' as const) : (telling?.seq ?? null) };
  const before: Change = { ...same, without };
  const resolution = model.resolution(resolution_id);
  const isHidden = resolution !== null && shown(resolution) !== resolution;
  const after: Change | null = isHidden
    ? { ...same, without: NOTHING_LEFT_OUT, resolution: shown(resolution) }
    : null;
  const question = { ...exemplar.question, vector: exemplar.vector && restoreUnit(exemplar.vector) };
  return { resolution_id, before, after, question, resolution };
}

const shown = (resolution: Resolution): Resolution =>
  resolution.stage === 'captured' || resolution.stage === 'shadow'
    ? { ...resolution, stage: 'suggest' }
    : resolution;
