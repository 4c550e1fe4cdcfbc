/**
 * Answers of the AI agent that did not help: the customer said so, or asked the same again.
 *
 * “The same”: three quarters of the telling words of the shorter text stand in the other one. Cost O(text).
 * Limits: a question that is put in quite other words counts as a new one.
 */
import type { Try } from '../domain.ts';
import { foldWords } from './fold-words.ts';

const MIN_WORDS = 3;
const MIN_LETTERS = 3;
const MIN_SHARE = 0.75;

/** How many of the answers failed; `text` is what the customer says now. */
export function failedTries(tries: readonly Try[], text: string): number {
  const asked = [...tries.map((each) => each.question), text];
  return tries.filter(({ denied }, index) => denied || asksAgain(asked[index] ?? '', asked[index + 1] ?? ''))
    .length;
}

function asksAgain(before: string, now: string): boolean {
  const [a, b] = [tellingWords(before), tellingWords(now)];
  const [shorter, longer] = a.size <= b.size ? [a, b] : [b, a];
  if (shorter.size < MIN_WORDS) return false;
  const held = [...shorter].filter((word) => longer.has(word)).length;
  return held >= MIN_SHARE * shorter.size;
}

function tellingWords(text: string): Set<string> {
  const words = foldWords(text).map((spellings) => spellings.at(-1) ?? '');
  return new Set(words.filter((word) => word.length >= MIN_LETTERS));
}
