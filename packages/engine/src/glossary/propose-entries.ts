/**
 * Jargon learned from context: what customers call a thing for which the team has another word.
 *
 * A term is proposed where (1) the team's resolutions never use it, (2) questions with it end at resolutions that
 * share one word of the team's (pointwise mutual information through the resolution, shrunk by 1 / (1 + c0 / count)),
 * and (3) it stands *in the place of* that word: people who say the one rarely say the other, though others do.
 * The third is a binomial test: without it every ordinary word of a subject would be proposed. At least three
 * accounts must use the term, and no resolution may have nearly all of its questions: there the memory finds it.
 *
 * Proposals are data for people to look at, switch on and off; nothing is changed here. Same input, same order.
 * Cost O(terms of all questions + resolutions of a candidate · their terms). At most `MOST_PROPOSALS`, the surest
 * first. Limits: single words; a word of the team's that no customer ever says is not found.
 * Source: Church & Hanks 1990 (mutual information); the shrinkage of Khodak et al. 2018 (À la carte).
 *
 * @example
 * proposeEntries({ questions: [], resolutions: [] });   // => []
 */
import { binomialCdf } from '../math/binomial.ts';

export interface GlossaryQuestion {
  readonly id: string;
  readonly resolution_id: string;
  /** Null for a stranger, who counts as an account of one's own. */
  readonly account: string | null;
  readonly terms: readonly string[];
}

export interface GlossaryResolution {
  readonly id: string;
  /** Of title and text. */
  readonly terms: readonly string[];
}

export interface ProposedEntry {
  readonly term: string;
  readonly meaning: string;
  /** Different accounts that say it, and their questions. */
  readonly accounts: number;
  readonly questions: number;
  /** Share of these questions whose resolution uses the meaning. */
  readonly coverage: number;
  /** Shrunk pointwise mutual information, in nats. */
  readonly pmi: number;
  /** Share of those questions that say the meaning too, and of all other questions about it that do. */
  readonly said_beside: number;
  readonly said_elsewhere: number;
  /** Ids of questions, the oldest first. */
  readonly examples: readonly string[];
}

export const MIN_ACCOUNTS = 3;
const MOST_OF_ONE = 0.8;
const MOST_PROPOSALS = 200;
const MOST_EXAMPLES = 5;
const SHRINKAGE = 5;
const MIN_COVERAGE = 0.6;
const MIN_PMI = 0.5;
/** Customers must use the meaning at least this often where its resolutions are the answer… */
const MIN_SAID = 0.25;
/** …and those who say the term at most this share of that, in no more than this share of cases by chance. */
const MOST_BESIDE = 0.25;
const SIGNIFICANCE = 0.01;
/** A word of more than this share of all questions' resolutions means nothing in particular. */
const MOST_USUAL = 0.5;
const TERM = /^\p{L}[\p{L}\p{N}]{2,39}$/u;

export function proposeEntries(given: {
  readonly questions: readonly GlossaryQuestion[];
  readonly resolutions: readonly GlossaryResolution[];
}): ProposedEntry[] {
  const team = new Map(given.resolutions.map(({ id, terms }) => [id, new Set(terms)]));
  const spoken = new Set(given.resolutions.flatMap(({ terms }) => terms));
  const questions = given.questions.filter(({ resolution_id }) => team.has(resolution_id));
  const said = countSaid(questions, team);
  const found: ProposedEntry[] = [];
  for (const [term, uses] of usesOf(questions, spoken)) {
    const accounts = new Set(uses.map(({ account, id }) => account ?? `stranger ${id}`)).size;
    if (accounts < MIN_ACCOUNTS || largestShare(uses) > MOST_OF_ONE) continue;
    const best = bestMeaning(uses, { team, said, total: questions.length });
    if (best === null) continue;
    const examples = uses.slice(0, MOST_EXAMPLES).map(({ id }) => id);
    found.push({ term, ...best, accounts, questions: uses.length, examples });
  }
  return found
    .toSorted((a, b) => b.pmi * b.coverage - a.pmi * a.coverage || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_PROPOSALS);
}

/** Questions by each term that the team never says. */
function usesOf(questions: readonly GlossaryQuestion[], spoken: ReadonlySet<string>) {
  const uses = new Map<string, GlossaryQuestion[]>();
  for (const question of questions) {
    for (const term of new Set(question.terms)) {
      if (spoken.has(term) || !TERM.test(term)) continue;
      const known = uses.get(term);
      if (known === undefined) uses.set(term, [question]);
      else known.push(question);
    }
  }
  return uses;
}

/** Of the resolution that most of them have. */
function largestShare(uses: readonly GlossaryQuestion[]): number {
  const counts = new Map<string, number>();
  for (const { resolution_id } of uses) counts.set(resolution_id, (counts.get(resolution_id) ?? 0) + 1);
  return Math.max(...counts.values()) / uses.length;
}

interface Said {
  /** Questions whose resolution uses the word. */
  about: number;
  /** Those of them that say it themselves. */
  said: number;
}

function countSaid(questions: readonly GlossaryQuestion[], team: ReadonlyMap<string, ReadonlySet<string>>) {
  const counts = new Map<string, Said>();
  for (const { resolution_id, terms } of questions) {
    const asked = new Set(terms);
    for (const word of team.get(resolution_id) ?? []) {
      const count = counts.get(word) ?? { about: 0, said: 0 };
      count.about += 1;
      if (asked.has(word)) count.said += 1;
      counts.set(word, count);
    }
  }
  return counts;
}

type Meaning = Pick<ProposedEntry, 'meaning' | 'coverage' | 'pmi' | 'said_beside' | 'said_elsewhere'>;

function bestMeaning(
  uses: readonly GlossaryQuestion[],
  ground: { team: ReadonlyMap<string, ReadonlySet<string>>; said: ReadonlyMap<string, Said>; total: number },
): Meaning | null {
  const { team, said, total } = ground;
  let best: Meaning | null = null;
  for (const [word, beside] of countSaid(uses, team)) {
    const all = said.get(word) ?? beside;
    const coverage = beside.about / uses.length;
    if (coverage < MIN_COVERAGE || all.about > MOST_USUAL * total || !TERM.test(word)) continue;
    const mutual = Math.log((beside.about * total) / (uses.length * all.about));
    const pmi = mutual / (1 + SHRINKAGE / beside.about);
    const said_beside = beside.said / beside.about;
    const said_elsewhere = (all.said - beside.said) / Math.max(1, all.about - beside.about);
    if (pmi < MIN_PMI || said_elsewhere < MIN_SAID || said_beside > MOST_BESIDE * said_elsewhere) continue;
    if (binomialCdf(beside.said, beside.about, said_elsewhere) > SIGNIFICANCE) continue;
    if (best !== null && pmi * coverage <= best.pmi * best.coverage) continue;
    best = { meaning: word, coverage, pmi, said_beside, said_elsewhere };
  }
  return best;
}
