/**
 * How angry a text sounds, from 0 to 1, and whether a customer is getting angrier.
 *
 * Words of anger in seven languages, shouting, and marks of exclamation; nothing is learned, so that a person can say why.
 * Cost O(text). Limits: irony and quiet anger are not heard; names in capitals may count as shouting.
 *
 * @example howAngry('This is UNACCEPTABLE!!!').score // 0.8
 */
import { foldWords } from './fold-words.ts';
import { findPhrase, type IndexedWords, indexWords, readPhrases } from './phrases.ts';

const list = (phrases: string): readonly string[] => phrases.split(',').map((phrase) => phrase.trim());
const FURY = list(`
  unacceptable, ridiculous, furious, outrageous, disgrace*, disgusting, pathetic, worst * ever, fed up, sick of,
  sick and tired, wtf, bullshit, fuck*, shit*, crap, idiot*, stupid, incompetent, liars, rip off, never again,
  joke of a, what a joke, how dare you, go to hell, damn, unverschämt*, inakzeptabel, lächerlich, frechheit,
  schnauze voll, scheiß*, scheiss*, verarsch*, zum kotzen, sauerei, saftladen, eine zumutung, unfassbar,
  inadmissible, inacceptable, scandaleux, ras le bol, marre, merde, putain, incompétent*, foutage, honteux,
  inaceptable, vergüenza, indignante, harto, harta, mierda, inútiles, pésimo, joder, estúpid*, inaccettabile,
  vergogna, vergognoso, stufo, stufa, merda, incompetenti, schifo, cazzo, ridicolo, inaceitável, vergonha,
  absurdo, palhaçada, porra, péssimo, cansado de, cansada de, ridículo, onacceptabel, belachelijk, schandalig,
  schande, klote, godverdomme, waardeloos, ben het zat, spuugzat`);
const ANNOYANCE = list(`
  frustrat*, annoy*, disappoint*, useless, waste of time, wasting my time, still not, still doesn t,
  still nothing, not helpful, third time, fourth time, how many times, already told, already said, terrible,
  awful, horrible, no help, angry, upset, unhappy, again and again, not listening, stop sending, enttäusch*,
  frustrier*, nervt, immer noch nicht, immer noch kein*, zum dritten mal, schon gesagt, nutzlos, déçu*, énerv*,
  toujours pas, troisième fois, perte de temps, inutile, déjà dit, decepcionad*, frustrad*, enfadad*, enojad*,
  sigue sin, tercera vez, ya les dije, no sirve, delus*, arrabbiat*, ancora non, terza volta, perdita di tempo,
  già detto, decepcion*, irritad*, ainda não, terceira vez, perda de tempo, já falei, já disse, não adianta,
  teleurgesteld, gefrustreerd, boos, nog steeds niet, derde keer, tijdverspilling, al gezegd, nutteloos`);
const WORTH = { fury: 0.45, annoyance: 0.25, shouting: 0.3, marks: 0.2, manyMarks: 0.35 };
/** Two words of fury, or one that is shouted. */
const HIGH = 0.7;
const RAISED = 0.4;
const MIN_SHOUTED_LETTERS = 12;
const SHOUTED_SHARE = 0.6;

export interface Anger {
  /** In [0, 1]. */
  readonly score: number;
  /** What was heard, for people. */
  readonly heard: readonly string[];
}

export function howAngry(text: string): Anger {
  const words = indexWords(foldWords(text));
  const fury = allPhrases(words, FURY);
  const annoyance = allPhrases(words, ANNOYANCE);
  const marks = /[!?]*![!?]*!|\?!|!\?|\?{3}/.test(text)
    ? /[!?]{4}|!{3}/.test(text)
      ? 'manyMarks'
      : 'marks'
    : null;
  const score =
    Math.min(2, fury.length) * WORTH.fury +
    Math.min(2, annoyance.length) * WORTH.annoyance +
    (isShouted(text) ? WORTH.shouting : 0) +
    (marks === null ? 0 : WORTH[marks]);
  const heard = [
    ...[...fury, ...annoyance].map((phrase) => `“${phrase}”`),
    ...(isShouted(text) ? ['capital letters'] : []),
    ...(marks === null ? [] : ['exclamation marks']),
  ];
  return { score: Math.min(1, Math.round(score * 100) / 100), heard };
}

/** High now; or raised now, and more so than in every turn before. Null where the customer is calm enough. */
export function angerOf(earlier: readonly string[], text: string): Anger | null {
  const now = howAngry(text);
  if (now.score >= HIGH) return now;
  const before = earlier.map((turn) => howAngry(turn).score);
  const isRising = before.length > 0 && now.score >= RAISED && now.score > Math.max(...before);
  return isRising ? now : null;
}

function allPhrases(words: IndexedWords, phrases: readonly string[]): string[] {
  return readPhrases(phrases).flatMap((phrase) => findPhrase(words, [phrase]) ?? []);
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const words = text.match(/\p{Lu}{3,}/gu) ?? [];
  const shouted = words.join('').length;
  return shouted >= MIN_SHOUTED_LETTERS && shouted >= SHOUTED_SHARE * letters.length;
}
