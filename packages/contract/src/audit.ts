/** Audits on the wire: answers that went out alone and were drawn, with a known probability, for a person to check. */
import { z } from 'zod';
import { conversationId, decisionId, resolutionId } from './ids.ts';
import { citation, decision, MAX_MESSAGE_LENGTH } from './model.ts';

const time = z.iso.datetime();

/** `harmless`: wrong, but nobody was hurt by it; it counts as wrong. `unsure`: nobody can tell; it counts as nothing. */
export const verdict = z.enum(['right', 'wrong', 'harmless', 'unsure']);
export type Verdict = z.infer<typeof verdict>;

const MIN_CORRECTION_LENGTH = 20;
/** What would have been right: something that is known already, or the person's own words. */
export const correction = z.union([
  z.strictObject({ resolution_id: resolutionId }),
  z.strictObject({ text: z.string().trim().min(MIN_CORRECTION_LENGTH).max(MAX_MESSAGE_LENGTH) }),
]);
export type Correction = z.infer<typeof correction>;

export const judgement = z
  .object({ verdict, correction: correction.nullish() })
  .refine(({ verdict: said, correction: better }) => !better || said === 'wrong' || said === 'harmless', {
    error: 'a correction goes with the verdict wrong or harmless',
    path: ['correction'],
  });

export const audit = z.object({
  /** Of the decision that was drawn. */
  id: decisionId,
  conversation_id: conversationId,
  opened_at: time,
  question: z.string(),
  /** As it was sent. */
  answer: z.object({ text: z.string(), citations: z.array(citation) }),
  decision,
  judged: z
    .object({
      verdict,
      correction: correction.nullable(),
      by: z.string(),
      at: time,
      /** Null once it has counted: it cannot be taken back any more. */
      undo_until: time.nullable(),
    })
    .nullable(),
});
export type Audit = z.infer<typeof audit>;

export const auditCounts = z.object({ open: z.number().int(), judged: z.number().int() });
