/**
 * Whether a reply says only what its resolution says.
 *
 * Two nets: hard facts (numbers, addresses, links) must stand in the resolution letter by letter, and every
 * sentence must be made mostly of its words. It cannot see a negation that was dropped between known words, so a
 * writer that rephrases needs a stronger check beside it. Pure, O(text).
 *
 * @example checkReply('Wait 3 days.', 'Wait 2 days.') // { ok: false, unsupported: ['3'] }
 */
const FACT = /https?:\/\/\S+|[\w.+-]+@[\w-]+\.\w[\w.-]*|\d+(?:[.,:]\d+)*/gu;
const SENTENCE = /[^.!?\n]+/gu;
const WORD = /[\p{L}\p{N}]{4,}/gu;
const MIN_SHARE_KNOWN = 0.6;
/** Shorter sentences are courtesy ("Thanks for writing!") and carry no instruction. */
const MIN_WORDS = 4;

export interface ReplyVerdict {
  readonly ok: boolean;
  /** Facts or sentences that the resolution does not hold. */
  readonly unsupported: readonly string[];
}

export function checkReply(reply: string, resolution_text: string): ReplyVerdict {
  const known = resolution_text.toLowerCase();
  const facts = new Set(factsOf(known));
  const words = new Set(wordsOf(known));
  const unsupported = factsOf(reply.toLowerCase()).filter((fact) => !facts.has(fact));
  for (const sentence of reply.match(SENTENCE) ?? []) {
    const own = wordsOf(sentence.toLowerCase());
    if (own.length < MIN_WORDS) continue;
    const share = own.filter((word) => words.has(word)).length / own.length;
    if (share < MIN_SHARE_KNOWN) unsupported.push(sentence.trim());
  }
  return { ok: unsupported.length === 0, unsupported };
}

function factsOf(text: string): string[] {
  return (text.match(FACT) ?? []).map((fact) => fact.replace(/[.,:;)]+$/u, ''));
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}
