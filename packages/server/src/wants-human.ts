/**
 * Whether the customer asks for a person in so many words; such a wish is always honoured.
 *
 * A list of phrases, so that a person can read what counts. Languages: English, German, French, Spanish,
 * Portuguese, Italian. Prefers one hand-off too many to one too few.
 */
const PHRASES: readonly RegExp[] = [
  /\b(speak|talk|chat|connect|transfer|put|pass|escalate|get|reach|need|want|give)\b[^.?!\n]{0,30}\b(human|real person|actual person|live (agent|person)|representative|support agent|human agent|operator|someone (real|human)|a person)\b/i,
  /\b(real|actual|live) (human|person|agent)\b/i,
  /^\W*(human|agent|person|representative|operator)( please)?\W*$/i,
  /\b(mit|an) (einem|einen|einer|nem)? ?(menschen|mitarbeiter(in)?|echten person|person|berater(in)?)\b/i,
  /\b(parler|discuter)\b[^.?!\n]{0,20}\b(humain|personne|conseiller|agent)\b/i,
  /\bhablar con\b[^.?!\n]{0,20}\b(humano|persona|agente)\b/i,
  /\bfalar com\b[^.?!\n]{0,20}\b(humano|pessoa|atendente)\b/i,
  /\bparlare con\b[^.?!\n]{0,20}\b(umano|persona|operatore)\b/i,
];

export function wantsHuman(text: string): boolean {
  return PHRASES.some((phrase) => phrase.test(text));
}
