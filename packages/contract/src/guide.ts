/** Guides on the wire: steps of a resolution that point at the product's own pages, and what became of them there. */
import { z } from 'zod';
import { conversationId, guideId, lessonId, resolutionId } from './ids.ts';
import { route } from './page-context.ts';

const time = z.iso.datetime();
const count = z.number().int().nonnegative();

export const MAX_GUIDE_STEPS = 30;

/** By what an element is found again. Labels only: never what somebody typed. */
export const fingerprint = z.strictObject({
  role: z.string().max(60).nullable(),
  /** Accessible name. */
  name: z.string().max(300).nullable(),
  test_id: z.string().max(200).nullable(),
  text: z.string().max(300).nullable(),
  selector: z.string().max(500).nullable(),
});
export type Fingerprint = z.infer<typeof fingerprint>;

/** By what the customer goes on to the next step; `manual`: by pressing “Next”. */
export const guideAdvance = z.enum(['click', 'input', 'route', 'manual']);

const stepText = z.string().trim().min(1).max(300);

export const guideStep = z.strictObject({
  /** Where the element is. */
  route,
  text: stepText,
  /** Null where a step points at the whole page. */
  fingerprint: fingerprint.nullable(),
  advance: guideAdvance,
});
export type GuideStep = z.infer<typeof guideStep>;

const steps = z.array(guideStep).min(1).max(MAX_GUIDE_STEPS);

/** What a person shows: a guide of this resolution that waits for a review. */
export const newGuide = z.strictObject({
  resolution_id: resolutionId,
  title: z.string().trim().min(1).max(300),
  steps,
});

/** Other words, the same places: as many texts as there are steps. */
export const guideWords = z.strictObject({
  title: z.string().trim().min(1).max(300),
  texts: z.array(stepText).min(1).max(MAX_GUIDE_STEPS),
});

/** `proposed`: nobody has approved any of it yet; `broken`: people did not find their way, so nobody is offered it. */
export const guideState = z.enum(['in-force', 'proposed', 'broken', 'retired']);

export const guide = z.object({
  id: guideId,
  state: guideState,
  title: z.string(),
  version: z.number().int().positive(),
  steps: z.array(guideStep),
  resolution: z.object({ id: resolutionId, title: z.string() }),
  /** The lesson that waits for a review; null where none does. */
  proposal: lessonId.nullable(),
  author: z.string().nullable(),
  changed_at: time,
});
export type Guide = z.infer<typeof guide>;

export const guideDetail = guide.extend({
  /** Of the version that stands. */
  runs: z.object({
    started: count,
    completed: count,
    /** Runs in which an element was not found, whatever came afterwards. */
    broken: count,
    /** By step, from the first on: how many ended there without having come to the end, and how many broke there. */
    steps: z.array(z.object({ left: count, broken: count })),
  }),
});
export type GuideDetail = z.infer<typeof guideDetail>;

/** What a customer is shown. */
export const visitorGuide = guide.pick({ id: true, title: true, version: true, steps: true });
export type VisitorGuide = z.infer<typeof visitorGuide>;

export const guideRun = z.strictObject({
  /** Made by the page, once for each time that somebody follows the guide. */
  run_id: z.string().min(8).max(64),
  version: z.number().int().positive(),
  state: z.enum(['started', 'step', 'completed', 'left', 'broken']),
  /** From 0 on. */
  step: z
    .number()
    .int()
    .min(0)
    .max(MAX_GUIDE_STEPS - 1),
  conversation_id: conversationId.nullish(),
});
export type GuideRun = z.infer<typeof guideRun>;

/** A page of the product, opened with the recorder by the address that this answers. */
export const guideRecording = z.object({ url: z.url(), expires_at: time });

/** `workspace`: the public key of the widget that recorded it. */
export const recordedGuide = z.strictObject({
  workspace: z.string().max(100),
  token: z.string().max(2_000),
  steps,
});
