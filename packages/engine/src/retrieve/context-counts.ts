/**
 * What was seen around questions, as counts: of one resolution's exemplars, or of all.
 *
 * A token `key:value` counts under itself and under what it is part of: `page:/billing/invoices` under all of
 * `/billing`, too, so that a page never seen is known by its neighbours. Beside each key stands how many pairs of questions
 * agree on it: of two questions, one tells of the other, never of itself, so a field that is different each time looks
 * like what it is. Everything is a sum of integers: the order of questions changes nothing, and one can be taken out.
 * Tokens are counted by number: a decision looks up thousands, and those who count for one memory share the names.
 * Cost: add O(tokens), look up O(1). Memory: 12 to 24 bytes a distinct token, 24 a
 * key, those before it included; names once for all.
 *
 * @example
 * const counts = new ContextCounts();
 * counts.add(['page:/billing/invoices']);
 * counts.seen(backOff('page:/billing/invoices')[2]);   // => 1, by `/billing`
 */

import { NumberCounts } from './number-counts.ts';

/**
 * Of each key, in this order: questions that say something of it, their tokens, and ordered pairs of different
 * questions with the same token.
 */
const COUNTED = 3;

/** What is counted of one key. */
export interface FieldCounts {
  /** Questions of which it is known what they say of it. */
  readonly known: number;
  /** Probability that another of its questions has the same token as one that has any; null where nobody knows. */
  readonly agreement: number | null;
}

/** Keys of what may have happened or not: a question without such a token says that it did not. */
const EVENTS = ['did', 'was', 'error', 'script-error', 'recent'];
const MAX_STEPS = 4;

/** Numbers of keys, the events' first; of tokens, and of parts of them: in the order in which they came. */
class ContextNames {
  readonly keys = new Map(EVENTS.map((key, number) => [key, number]));
  readonly #numbers = new Map<string, number>();

  of(token: string): number {
    const number = this.#numbers.get(token) ?? this.#numbers.size;
    this.#numbers.set(token, number);
    return number;
  }

  /** -1 for one that never came. */
  find(token: string): number {
    return this.#numbers.get(token) ?? -1;
  }
}

export class ContextCounts {
  readonly #names: ContextNames;
  #seen = new NumberCounts();
  /** By number of the key: together, since a decision asks for all keys of a question at once. */
  #fields = new Float64Array(0);
  #questions = 0;

  /** `beside`: others that are read with it by the same numbers. */
  constructor(beside?: ContextCounts) {
    this.#names = beside === undefined ? new ContextNames() : beside.#names;
  }

  /** With any context. */
  get questions(): number {
    return this.#questions;
  }

  add(context: readonly string[]): void {
    this.#count(context, 1);
  }

  /** As it would be without some questions and with others. */
  varied(without: readonly (readonly string[])[], more: readonly (readonly string[])[]): ContextCounts {
    const varied = new ContextCounts(this);
    varied.#questions = this.#questions;
    varied.#seen = this.#seen.copy();
    varied.#fields = this.#fields.slice();
    for (const context of without) varied.#count(context, -1);
    for (const context of more) varied.#count(context, 1);
    return varied;
  }

  /** Questions with this token, or with this part of one. */
  seen(token: string): number {
    return this.seenAt(this.numberOf(token));
  }

  /** Of a token or part, for `seenAt` of all that share the names; below 0 for one that nobody has seen. */
  numberOf(token: string): number {
    return this.#names.find(token);
  }

  seenAt(number: number): number {
    return this.#seen.of(number);
  }

  field(key: string): FieldCounts {
    return this.fieldAt(this.numberOfKey(key));
  }

  /** For `fieldAt` of all that share the names; below 0 for a key that nobody has said anything of. */
  numberOfKey(key: string): number {
    return this.#names.keys.get(key) ?? -1;
  }

  fieldAt(key: number): FieldCounts {
    const at = COUNTED * key;
    const counted = at >= 0 && at < this.#fields.length;
    const questions = counted ? this.#fields[at] : 0;
    const known = key >= 0 && key < EVENTS.length ? this.#questions : questions;
    const pairs = counted ? this.#fields[at + 1] * (known - 1) : 0;
    return { known, agreement: pairs > 0 ? this.#fields[at + 2] / pairs : null };
  }

  #count(context: readonly string[], by: 1 | -1): void {
    if (context.length === 0) return;
    this.#questions += by;
    const said = new Set<string>();
    for (const token of new Set(context)) {
      const key = keyOf(token);
      const at = this.#fieldToCount(key);
      if (!said.has(key)) this.#fields[at] += by;
      said.add(key);
      this.#fields[at + 1] += by;
      const others = this.seen(token) - (by < 0 ? 1 : 0);
      this.#fields[at + 2] += by * 2 * others;
      for (const part of backOff(token)) this.#seen.add(this.#names.of(part), by);
    }
  }

  #fieldToCount(key: string): number {
    const number = this.#names.keys.get(key) ?? this.#names.keys.size;
    this.#names.keys.set(key, number);
    const at = COUNTED * number;
    if (at >= this.#fields.length) {
      const before = this.#fields;
      this.#fields = new Float64Array(at + COUNTED);
      this.#fields.set(before);
    }
    return at;
  }
}

export const keyOf = (token: string): string => token.slice(0, token.indexOf(':'));

/** A token, then what it is part of, the nearest first: cut at `/` and `|`. Parts have a `^`, so that none is a token. */
export function backOff(token: string): readonly string[] {
  const key = keyOf(token);
  const steps = [token];
  let part = token.slice(key.length + 1);
  if (!/[/|]/u.test(part)) return steps;
  while (part !== '' && steps.length <= MAX_STEPS) {
    steps.push(`${key}^${part}`);
    part = part.slice(0, Math.max(part.lastIndexOf('/'), part.lastIndexOf('|'), 0));
  }
  return steps;
}
