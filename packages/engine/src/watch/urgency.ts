/**
 * Does a customer say that it is urgent? In seven languages, by plain words that a person can look up.
 *
 * From 0 (no word of it) over 0.5 (soon, today, a deadline) to 1 (now, nobody can work). Accents and case do not matter.
 * Limits: negations are not heard (“not urgent” counts as urgent, and costs a glance). Cost O(text).
 *
 * @example howUrgent('Production is down, please help ASAP'); // => { score: 1, heard: ['asap', 'is down'] }
 */
const list = (phrases: string): readonly string[] => phrases.split(',').map((phrase) => phrase.trim());
const NOW = list(`
  urgent, urgently, asap, as soon as possible, immediately, emergency, is down, production down,
  outage, nobody can, no one can, cannot work, can't work, right now, blocked, critical,
  dringend, sofort, notfall, umgehend, niemand kann, schnellstmoglich, dringende,
  urgence, immediatement, au plus vite, tout de suite, bloque, personne ne peut,
  urgente, inmediatamente, de inmediato, cuanto antes, emergencia, nadie puede, bloqueado,
  subito, immediatamente, il prima possibile, emergenza, nessuno puo, bloccato,
  imediatamente, o mais rapido possivel, ninguem consegue, com urgencia,
  spoed, onmiddellijk, zo snel mogelijk, direct nodig, niemand kan, geblokkeerd`);
const SOON = list(`
  today, deadline, by tomorrow, tonight, this morning, this afternoon, soon, before noon,
  heute, bis morgen, frist, bald, aujourd'hui, avant demain, delai, bientot,
  hoy, antes de manana, plazo, pronto, oggi, entro domani, scadenza, presto,
  hoje, ate amanha, prazo, em breve, vandaag, voor morgen, snel`);

export interface Urgency {
  readonly score: number;
  /** For people. */
  readonly heard: readonly string[];
}

export function howUrgent(text: string): Urgency {
  const plain = ` ${fold(text)} `;
  const heardOf = (words: readonly string[]) => words.filter((word) => plain.includes(` ${fold(word)} `));
  const [now, soon] = [heardOf(NOW), heardOf(SOON)];
  if (now.length > 0) return { score: 1, heard: now };
  return { score: soon.length > 0 ? 0.5 : 0, heard: soon };
}

function fold(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return bare.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
