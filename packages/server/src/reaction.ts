/**
 * What a customer says back to an answer, where it is no new question: it worked, it did not, or merely “ok”.
 *
 * The engine's reading of messages, plus what only makes sense right after an answer: a bare no, words of
 * politeness, a thumb. Pure. Null where there may be a question in it: then it is decided on like any other.
 *
 * @example readReaction('that worked 👍') // 'confirms'
 * @example readReaction('ok great') // 'acknowledges'
 */
import { readCustomerMessage } from '@understudy/engine';

export type Reaction = 'confirms' | 'denies' | 'acknowledges';

const NO = /^\W*(no+|nope|nein|non|nee|não|it (didn'?t|did not|doesn'?t|does not))\W*$/iu;
const POLITE =
  /^(ok|okay|okey|k|great|good|cool|nice|fine|perfect|super|awesome|excellent|wonderful|amazing|lovely|alright|all|right|sure|got|it|i|see|understood|very|that|is|helpful|so|much|well|bye|goodbye|have|a|day|gut|prima|klar|alles|parfait|bien|genial|vale|bueno|ottimo|bene|goed|mooi|bom|ótimo)$/iu;
const MAX_POLITE_WORDS = 6;
const THUMB_DOWN = /[👎😠😡😞😢😭]/u;
const THUMB_UP = /[👍👌🙏❤🎉✅😀😃😄😁😊🙂😍🥳💯]/u;

export function readReaction(text: string): Reaction | null {
  const words = text.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  if (words.length === 0) return readEmoji(text);
  const verdict = readCustomerMessage(text);
  if (verdict === 'denies' || NO.test(text.replaceAll('’', "'"))) return 'denies';
  if (verdict === 'confirms') return 'confirms';
  if (verdict === 'solved-alone') return 'acknowledges';
  const isPolite = words.length <= MAX_POLITE_WORDS && words.every((word) => POLITE.test(word));
  return verdict === 'other' && isPolite ? 'acknowledges' : null;
}

/** A thumb and no word: more than politeness. */
export function readThumb(text: string): 'thumb-up' | 'thumb-down' | null {
  if (/[\p{L}\p{N}]/u.test(text)) return null;
  if (text.includes('👎')) return 'thumb-down';
  return text.includes('👍') ? 'thumb-up' : null;
}

function readEmoji(text: string): Reaction | null {
  if (THUMB_DOWN.test(text)) return 'denies';
  return THUMB_UP.test(text) ? 'acknowledges' : null;
}
