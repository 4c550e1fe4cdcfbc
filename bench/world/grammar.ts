/**
 * Templates: `{a|b|c}` is one of its parts (they may nest), `<name>` a value that the customer fills in.
 *
 * @example
 * expand('{where|how} do I {find|get} <file>', random, { file: () => 'plan.csv' });   // 'how do I get plan.csv'
 */
import type { SeededRandom } from '@understudy/engine';

export type Slots = Readonly<Record<string, (random: SeededRandom) => string>>;

const INNERMOST = /\{([^{}]*)\}/u;
const SLOT = /<([a-z]+)>/gu;

/** Throws where a slot is not known or a brace is open: a template is written by us, so that is a mistake of ours. */
export function expand(template: string, random: SeededRandom, slots: Slots): string {
  let text = template;
  for (let found = INNERMOST.exec(text); found !== null; found = INNERMOST.exec(text)) {
    const parts = found[1].split('|');
    text =
      text.slice(0, found.index) +
      parts[random.integer(parts.length)] +
      text.slice(found.index + found[0].length);
  }
  if (/[{}]/u.test(text)) throw new Error(`expected closed braces, found ${template}`);
  return text.replace(SLOT, (_, name: string) => {
    const fill = slots[name];
    if (fill === undefined) throw new Error(`expected a known slot, found <${name}>`);
    return fill(random);
  });
}
