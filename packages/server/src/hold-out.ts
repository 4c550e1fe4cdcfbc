/**
 * A permanent small hold-out: a share of the conversations that could have been answered alone goes to people all the
 * same, so that what answering alone saves is measured, and not only estimated.
 *
 * Drawn once a conversation, after the decision and by a seed from its id, so that a repeated job draws the same; both arms
 * are kept with their probability. Only an answer can be held out, so where a switch forbids answering nothing is drawn.
 * It becomes a draft that people may use. Pure.
 */
import type { Decision } from '@understudy/engine';
import { SeededRandom } from '@understudy/engine';

export interface HoldOutDraw {
  readonly probability: number;
  readonly held: boolean;
}

/** `share`: what the lead has set. Null: nothing was drawn. */
export function holdOut(
  decision: Decision,
  { share, seed }: { readonly share: number; readonly seed: string },
): { readonly decision: Decision; readonly draw: HoldOutDraw | null } {
  if (decision.action !== 'answer' || share <= 0) return { decision, draw: null };
  const held = new SeededRandom(`hold-out/${seed}`).next() < share;
  const draw = { probability: share, held };
  if (!held) return { decision, draw };
  const percent = Math.round(share * 1_000) / 10;
  const text = `Held out to measure what answering alone saves: ${percent} % of such conversations go to people. The answer was sure enough.`;
  const reasons = [{ code: 'held-out' as const, text }];
  return {
    decision: { ...decision, action: 'draft', reasons, audited: false, audit_probability: 0 },
    draw,
  };
}
