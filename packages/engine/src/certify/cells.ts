/**
 * The cells of a certificate: levels of stakes, and within them levels of evidence.
 *
 * Few on purpose: each has to be certified on its own labels. Money and security are never certified.
 */
import type { EvidenceLevel, Stakes } from '../domain.ts';

export const CERTIFIABLE: readonly Stakes[] = ['read-only', 'account-changing'];

export const EVIDENCE_LEVELS: readonly EvidenceLevel[] = ['one', 'few', 'some', 'many'];

/** How much ground: 1, 2–3, 4–10 or more exemplars. */
export function evidenceLevel(exemplars: number): EvidenceLevel {
  if (exemplars <= 1) return 'one';
  if (exemplars <= 3) return 'few';
  return exemplars <= 10 ? 'some' : 'many';
}
