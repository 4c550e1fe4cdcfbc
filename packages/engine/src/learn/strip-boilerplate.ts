/**
 * What stays of a reply when greeting, quotation, signature and closing formula are taken away.
 *
 * Two sources: a short list that holds on every desk, and formulas learned from this desk: a sentence that the
 * same author puts at the edge of many threads next to ever different text. A canned answer, too, comes often,
 * but always with the same neighbours, so it stays. Nothing with a link is ever taken away.
 *
 * Limits: the list knows seven languages; the counter holds 50,000 sentences and, when full, forgets those that were
 * seen only once (lossy counting).
 * Cost O(length).
 *
 * @example stripBoilerplate('Hi Ann,\n\nOpen Settings > Export.\n\nHope this helps!\nBest regards,\nKim') // 'Open Settings > Export.'
 */
import { hash32 } from './stable-hash.ts';
import { countWords, plainForm, sentencesOf } from './words.ts';

const MAX_KNOWN_SENTENCES = 50_000;
const MAX_NEIGHBOURS = 32;
const MAX_FORMULA_WORDS = 40;
const MIN_THREADS = 5;
const MIN_SHARE = 0.05;

const LINK = /https?:\/\//iu;
const GREETING =
  /^(hi|hello|hey|dear|greetings|good (morning|afternoon|evening|day)|hallo|guten (tag|morgen)|liebe[r]?|sehr geehrte[r]?|bonjour|salut|hola|buenos días|buenas|ciao|salve|buongiorno|beste|goedendag|olá|oi|bom dia)\b[^.!?,\n:]{0,40}[,.!:]?$/iu;
const GREETING_START =
  /^(hi|hello|hey|dear|hallo|guten tag|bonjour|salut|hola|ciao|salve|buongiorno|beste|olá)( there| all| again)?( (\[user\]|\p{Lu}[\p{L}.'-]+)){0,2}\s*[,!]\s+/iu;
/** Courtesies before the answer; also where the rest of the line has a link, which sentences must not cut. */
const OPENING =
  /^(?:(?:(?:many )?thank(?:s| you)[^.!?\n]{0,60}|(?:that'?s a )?(?:very )?(?:good|great|excellent) question)[.!]\s+)+(?=\S)/iu;
const FORMULA =
  /^(i |we )?(hope (this|that|it)( all)? helps|(please )?(let (us|me) know|feel free to|do not hesitate|don'?t hesitate|reach out|get back to us|reply to this)|thank(s| you)[^.!]{0,60}|thx|cheers|you('re| are)( very| most)? welcome|(my )?apologies for [^.!]{0,60}|(we'?re |we are |i'?m )?sorry (to hear|for|about)[^.!]{0,80}|have a (great|nice|good|lovely) [^.!]{0,30}|good luck|happy to help[^.!]{0,40}|viel erfolg|danke[^.!]{0,40}|melden sie sich[^.!]{0,40}|j'espère que[^.!]{0,40}|n'hésitez pas[^.!]{0,60}|merci[^.!]{0,40}|espero que[^.!]{0,40}|no dudes? en[^.!]{0,60}|gracias[^.!]{0,40}|spero [^.!]{0,40}|grazie[^.!]{0,40}|bedankt[^.!]{0,40}|obrigad[oa][^.!]{0,40})\b[^\n]{0,60}$/iu;
const SIGN_OFF =
  /^((kind|best|warm|many)? ?(regards|wishes)|sincerely|yours( truly)?|all the best|best|cheers|br|rgds|mit freundlichen grüßen|(viele|beste|liebe) grüße|(bien )?cordialement|bien à vous|saludos|un saludo|(cordiali )?saluti|met vriendelijke groet(en)?|groet(en|jes)?|atenciosamente|abraços?)\b[,.!]?.{0,25}$/iu;
const CUT_FROM =
  /^(-- ?$|_{5,}|-{3,} ?(original message|ursprüngliche nachricht|message d'origine|mensaje original|forwarded)|sent from my |von meinem .* gesendet|envoyé de mon )/iu;
const QUOTE_HEADER =
  /^(on .{4,120} wrote:|am .{4,120} schrieb.*:|le .{4,120} a écrit ?:|el .{4,120} escribió:|.{1,60} (said|wrote|powiedział)( <#\S+>)?:?)$/iu;

interface FormulaCount {
  threads: number;
  readonly neighbours: Set<number>;
}

/** Counts which sentences an author, or the whole desk, puts at the edges of replies. */
export class FormulaCounter {
  readonly #sentences = new Map<string, FormulaCount>();
  readonly #threads = new Map<string, number>();
  #isFull = false;

  /** One agent message; call it once per message, each thread once. */
  add(author: string | null, text: string): void {
    const sentences = sentencesOf(text);
    const writer = author ?? '';
    this.#threads.set(writer, (this.#threads.get(writer) ?? 0) + 1);
    const edges = new Set([0, 1, sentences.length - 2, sentences.length - 1].filter((i) => i >= 0));
    for (const i of edges) {
      const sentence = sentences[i];
      if (sentence === undefined || LINK.test(sentence) || countWords(sentence) > MAX_FORMULA_WORDS) continue;
      this.#count(keyOf(writer, sentence), sentences[i === 0 ? 1 : i - 1] ?? '');
    }
  }

  #count(key: string, neighbour: string): void {
    let entry = this.#sentences.get(key);
    if (entry === undefined) {
      if (this.#isFull) return;
      if (this.#sentences.size >= MAX_KNOWN_SENTENCES) this.#forgetRare();
      entry = { threads: 0, neighbours: new Set() };
      this.#sentences.set(key, entry);
    }
    entry.threads += 1;
    if (neighbour !== '' && entry.neighbours.size < MAX_NEIGHBOURS)
      entry.neighbours.add(hash32(plainForm(neighbour)));
  }

  #forgetRare(): void {
    for (const [key, { threads }] of this.#sentences) if (threads === 1) this.#sentences.delete(key);
    // Forgetting again and again would cost more than it finds.
    this.#isFull = this.#sentences.size > MAX_KNOWN_SENTENCES / 2;
  }

  isFormula(author: string | null, sentence: string): boolean {
    if (LINK.test(sentence)) return false;
    const entry = this.#sentences.get(keyOf(author ?? '', sentence));
    if (entry === undefined || entry.threads < MIN_THREADS) return false;
    const varied =
      entry.neighbours.size >= Math.min(MAX_NEIGHBOURS, Math.max(MIN_THREADS, entry.threads / 2));
    return varied && entry.threads >= MIN_SHARE * (this.#threads.get(author ?? '') ?? 0);
  }
}

const keyOf = (author: string, sentence: string): string => `${author}\n${plainForm(sentence)}`;

function withoutQuotes(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => CUT_FROM.test(line));
  const own = end < 0 ? lines : lines.slice(0, end);
  return own.filter((line) => !line.startsWith('>') && (LINK.test(line) || !QUOTE_HEADER.test(line)));
}

/** Lines up to the sign-off; a sign-off counts only with at most three short lines (name, role, firm) after it. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const at = lines.findLastIndex((line) => SIGN_OFF.test(line));
  const rest = lines.slice(at + 1).filter((line) => line !== '');
  const isSignature =
    at > 0 && rest.length <= 3 && rest.every((line) => line.length <= 60 && !LINK.test(line));
  return isSignature ? lines.slice(0, at) : lines;
}

function stripLine(line: string, isFormula: (sentence: string) => boolean): string {
  const said = line.replace(GREETING_START, '').replace(OPENING, '');
  if (line === '' || LINK.test(line)) return said;
  if (GREETING.test(line)) return '';
  return sentencesOf(said)
    .filter((sentence) => !FORMULA.test(sentence) && !isFormula(sentence))
    .join(' ');
}

/** The reply without formulas; empty where nothing else stood there. Paragraphs and links are kept. */
export function stripBoilerplate(
  text: string,
  learned?: FormulaCounter,
  author: string | null = null,
): string {
  const lines = text
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((line) => line.trim());
  const isFormula = (sentence: string): boolean => learned?.isFormula(author, sentence) ?? false;
  return withoutSignature(withoutQuotes(lines))
    .map((line) => stripLine(line, isFormula))
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
