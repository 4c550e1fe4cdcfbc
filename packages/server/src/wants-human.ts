/**
 * Whether the customer asks for a person in so many words; such a wish is always honoured.
 *
 * A list of phrases, so that a person can read what counts. Languages: English, German, French, Spanish, Italian,
 * Portuguese, Dutch; without accents, and with letters drawn out (“huuuman pleeease”). Prefers one hand-off too many to
 * one too few.
 */
const PHRASES: readonly RegExp[] = [
  /\b(speak|talk|chat|connect|transfer|put|pass|escalate|get|reach|need|want|give)\b[^.?!\n]{0,30}\b(human|real person|actual person|live (agent|person)|representative|support agent|human agent|operator|someone (real|human)|somebody (real|human)|a person)\b/,
  /\b(real|actual|live) (human|person|agent)\b/,
  /\b(no( more)?|not (to |with )?an?|hate (this|your|these)|stop (this|your|these|the)) (chat)?(ro)?bots?\b/,
  /^\W*(human|agent|person|representative|operator)( please| now)?\W*$/,
  /\b(mit|an) (einem|einen|einer|nem)? ?(menschen|mitarbeiter(in)?|echten person|person|berater(in)?)\b/,
  /\b(mensch(en)?|mitarbeiter(in)?|berater(in)?|(echten?|richtigen?) person)\b[^.?!\n]{0,15}\b(sprechen|reden|chatten|verbinden|verbunden|telefonieren)\b/,
  /\b(brauche|will|mochte) (einen?|nen) ((echten?|richtigen?) )?(menschen|person|mitarbeiter(in)?)\b/,
  /\b(parler|discuter|echanger)\b[^.?!\n]{0,20}\b(humain|personne|conseill(er|ere)|agent|operateur)\b/,
  /\b(veux|voudrais|besoin d) ?(un|une) (vraie? )?(humain|personne|conseill(er|ere))\b/,
  /\b(hablar|comunicarme|contactar|chatear)\b[^.?!\n]{0,20}\b(humano|persona|agente|representante|operador)\b/,
  /\b(quiero|necesito)( a)? (un humano|una persona|un agente)\b/,
  /\b(falar|conversar)\b[^.?!\n]{0,20}\b(humano|pessoa|atendente|operador)\b/,
  /\b(quero|preciso de) (um humano|uma pessoa|um atendente|atendimento humano)\b/,
  /\b(parlare|contattare|chattare)\b[^.?!\n]{0,20}\b(umano|persona|operatore|operatrice)\b/,
  /\b(voglio|vorrei|mi passi|passatemi) (un umano|una persona|un operatore|l.operatore)\b/,
  /\b(spreken|praten|chatten|verbind)\b[^.?!\n]{0,20}\b(mens|persoon|medewerker|iemand)\b/,
  /\b(mens|persoon|medewerker|echt iemand)\b[^.?!\n]{0,10}\b(spreken|praten|chatten|aan de lijn)\b/,
  /\b(wil|graag|geef me) een (echt )?(mens|persoon|medewerker)\W*$/,
];

export function wantsHuman(text: string): boolean {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  const drawnOut = /(\p{L})\1{2,}/gu;
  // “freeedom” may stand for one letter or for two.
  const spellings = new Set([plain, plain.replace(drawnOut, '$1'), plain.replace(drawnOut, '$1$1')]);
  return [...spellings].some((spelling) => PHRASES.some((phrase) => phrase.test(spelling)));
}
