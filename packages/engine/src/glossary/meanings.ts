/**
 * A glossary at work: what a question's words are known as.
 *
 * Letters and meaning want it differently. For the search by letters the meanings are added (`knownAs`), so that
 * exemplars in either wording are found; for the encoder the term is replaced (`restate`), because a word that it
 * has never seen only blurs the vector. Exemplars stay as they were said: switching an entry off undoes all of it.
 *
 * Cost O(length). At most `MOST_MEANINGS` are added, in the order of the question's terms. Limit: single words.
 *
 * @example
 * const glossary = glossaryOf([{ term: 'plastic', meaning: 'card', state: 'on' }]);
 * knownAs(['blocked', 'plastic'], glossary);     // => ['card']
 * restate('My Plastic is blocked', glossary);    // => 'My card is blocked'
 */
import type { GlossaryEntry } from '../domain.ts';

const MOST_MEANINGS = 8;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Term, in lower case, → meaning: of the entries that are on. */
export type Glossary = ReadonlyMap<string, string>;

/** From the ledger's entries in their order: a later one about the same term replaces the earlier one. */
export function glossaryOf(entries: readonly GlossaryEntry[]): Glossary {
  const glossary = new Map<string, string>();
  for (const { term, meaning, state } of entries) {
    if (state === 'on') glossary.set(term.toLowerCase(), meaning);
    else glossary.delete(term.toLowerCase());
  }
  return glossary;
}

/** Meanings to be added to the text that is searched by letters; none that the question says itself. */
export function knownAs(terms: readonly string[], glossary: Glossary): string[] {
  const said = new Set(terms);
  const meanings = terms.map((term) => glossary.get(term)).filter((meaning) => meaning !== undefined);
  return [...new Set(meanings)].filter((meaning) => !said.has(meaning)).slice(0, MOST_MEANINGS);
}

/** The text for the encoder, with meanings in the place of terms; the same text where there are none. */
export function restate(text: string, glossary: Glossary): string {
  return glossary.size === 0 ? text : text.replace(WORD, (word) => glossary.get(word.toLowerCase()) ?? word);
}
