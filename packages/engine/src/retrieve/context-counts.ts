/**
 * What was seen around questions, as counts: of one resolution's exemplars, or of all.
 *
 * A token `key:value` counts under itself and under what it is part of: `page:/billing/invoices` under all of
 * `/billing`, too, so that a page never seen is known by its neighbours. Beside each key stands how many pairs of questions
 * agree on it: of two questions, one tells of the other, never of itself, so a field that is different each time looks
 * like what it is. Everything is a sum of integers: the order of questions changes nothing, and one can be taken out.
 * Tokens are counted by number: a decision looks up thousands, and those who count for one memory share the names.
 * Cost: add O(tokens), look up O(1). Memory: about 100 bytes a distinct token.
 *
 * @example
 * const counts = new ContextCounts();
 * counts.add(['page:/billing/invoices']);
 * counts.seen(backOff('page:/billing/invoices')[2]);   // => 1, by `/billing`
 */

interface Field {
  /** Questions that say something of it. */
  questions: number;
  tokens: number;
  /** Ordered pairs of different questions with the same token. */
  agreeing: number;
}

/** What is counted of one key. */
export interface FieldCounts {
  /** Questions of which it is known what they say of it. */
  readonly known: number;
  /** Probability that another of its questions has the same token as one that has any; null where nobody knows. */
  readonly agreement: number | null;
}

/** Keys of what may have happened or not: a question without such a token says that it did not. */
const EVENTS: ReadonlySet<string> = new Set(['did', 'was', 'error', 'script-error', 'recent']);
const MAX_STEPS = 4;

/** Numbers of tokens, and of parts of them, in the order in which they came. */
class ContextNames {
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
  readonly #seen = new Map<number, number>();
  readonly #fields = new Map<string, Field>();
  #questions = 0;

  /** `beside`: others that are read with it by the same numbers. */
  constructor(beside?: ContextCounts) {
    this.#names = beside === undefined ? new ContextNames() : beside.#names;
  }

  add(context: readonly string[]): void {
    this.#count(context, 1);
  }

  /** As it would be without some questions and with others. */
  varied(without: readonly (readonly string[])[], more: readonly (readonly string[])[]): ContextCounts {
    const varied = new ContextCounts(this);
    varied.#questions = this.#questions;
    for (const [token, count] of this.#seen) varied.#seen.set(token, count);
    for (const [key, field] of this.#fields) varied.#fields.set(key, { ...field });
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
    return this.#seen.get(number) ?? 0;
  }

  field(key: string): FieldCounts {
    const field = this.#fields.get(key);
    const known = EVENTS.has(key) ? this.#questions : (field?.questions ?? 0);
    const pairs = (field?.tokens ?? 0) * (known - 1);
    return { known, agreement: field !== undefined && pairs > 0 ? field.agreeing / pairs : null };
  }

  #count(context: readonly string[], by: 1 | -1): void {
    if (context.length === 0) return;
    this.#questions += by;
    const said = new Set<string>();
    for (const token of new Set(context)) {
      const key = keyOf(token);
      const field = this.#fieldToCount(key);
      if (!said.has(key)) field.questions += by;
      said.add(key);
      field.tokens += by;
      const others = this.seen(token) - (by < 0 ? 1 : 0);
      field.agreeing += by * 2 * others;
      for (const part of backOff(token)) {
        const number = this.#names.of(part);
        this.#seen.set(number, this.seenAt(number) + by);
      }
    }
  }

  #fieldToCount(key: string): Field {
    const known = this.#fields.get(key);
    if (known !== undefined) return known;
    const field = { questions: 0, tokens: 0, agreeing: 0 };
    this.#fields.set(key, field);
    return field;
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
