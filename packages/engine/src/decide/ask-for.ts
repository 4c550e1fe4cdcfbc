/**
 * Ask for the one thing of the context that splits the likeliest candidates, where the question does not tell it.
 *
 * Of each rival's exemplars one value of the same key has to lead: most of them have it, and by their counts it leads to
 * that rival and hardly to another one (Bayes over the rivals, all as likely, since words have not told them apart; shrunk
 * to what they show together). What takes two keys to tell apart is not asked for, nor what the customer cannot say
 * (`stay`, `did`, errors), nor what might name somebody: only keys of the table below, and of others values that are a
 * yes, a no or a range; each told by three accounts at least.
 * Cost: O(exemplars · tokens) of at most four candidates, and only where little else is in doubt.
 */
import type { Candidate, ClarifyOption, Question, Resolution } from '../domain.ts';

/** What is asked, by key, the easiest first. */
const WORDINGS: ReadonlyMap<string, string> = new Map([
  ['plan', 'Which plan are you on?'],
  ['page', 'Where in the product does it happen?'],
  ['role', 'What is your role?'],
  ['edition', 'Which edition do you use?'],
  ['platform', 'Which platform do you use?'],
  ['os', 'Which operating system do you use?'],
  ['browser', 'Which browser do you use?'],
  ['device', 'Which device do you use?'],
]);
const ANY_WORDING = 'Which of these is it?';
/** A yes, a no or a range: what may be shown of any key, since it names nobody. */
const NAMES_NOBODY = /^(yes|no|\d+-\d+|\d+\+)$/u;
/** What may be shown of a key that is asked for by name: a word or two, a path; never a sentence or a number that somebody planted. */
const PLAIN = /^(?!.*\d{5})(?:\/[\p{L}\p{N}/*._-]{0,60}|[\p{L}\p{N}][\p{L}\p{N} ._+-]{0,29})$/u;
/** The page's own, which no customer could tell. */
const NOT_FOR_CUSTOMERS = /^(q\..*|release|stay|screen|locale|did|was|error|script-error|recent)$/u;

const RIVALS_SHARE = 0.85;
/** Of what may be meant. A ranker is too sure of one of those that have the same words: so little. */
const LEAST_SHARE = 0.05;
const MOST_RIVALS = 4;
const LEAST_ACCOUNTS = 3;
/** Share of a rival's exemplars that have its value, one more of them having another. */
const USUAL = 0.6;
/** Probability of the rival once its value is known. */
const CLEAR = 0.8;

type Asked = Pick<Question, 'id' | 'context' | 'account'>;

export interface AskFor {
  readonly candidates: readonly Candidate[];
  readonly context: readonly string[];
  /** Keys that were asked for before, or that nobody is to be asked for. */
  readonly not_to_ask: readonly string[];
  /** Only resolutions that could be sent. */
  readonly allowed: (resolutionId: string) => Resolution | null;
  readonly exemplars: (resolutionId: string) => readonly Asked[];
}

/** One option for each rival, likeliest first; none where nothing splits them. */
export function contextOptions(given: AskFor): ClarifyOption[] {
  const rivals = given.candidates.filter(({ probability }) => probability >= LEAST_SHARE);
  const share = rivals.reduce((sum, { probability }) => sum + probability, 0);
  if (rivals.length < 2 || rivals.length > MOST_RIVALS || share < RIVALS_SHARE) return [];
  if (rivals.some(({ resolution_id }) => given.allowed(resolution_id) === null)) return [];
  const told = rivals.map(({ resolution_id }) => given.exemplars(resolution_id));
  const closed = new Set([...given.not_to_ask, ...given.context.map(keyOf)]);
  let [best, clearest]: [Split | null, number] = [null, 0];
  for (const key of keysOf(told)) {
    if (closed.has(key)) continue;
    const split = splitBy(key, told);
    if (split === null || split.clear <= clearest) continue;
    [best, clearest] = [split, split.clear];
  }
  if (best === null) return [];
  const { key, values } = best;
  return rivals.map(({ resolution_id }, i) => {
    return { resolution_id, label: inWords(key, values[i]), about: { key, value: values[i] } };
  });
}

/** What the customer is asked. */
export const wordingOf = (key: string): string => WORDINGS.get(key) ?? ANY_WORDING;

interface Split {
  readonly key: string;
  /** One for each rival. */
  readonly values: readonly string[];
  /** Probability of the right rival at the worst of these values. */
  readonly clear: number;
}

function splitBy(key: string, told: readonly (readonly Asked[])[]): Split | null {
  const counts = told.map((exemplars) => countValues(key, exemplars));
  const values: string[] = [];
  for (const { known, accounts } of counts) {
    const [value] = [...accounts].toSorted((a, b) => b[1].with - a[1].with || (a[0] < b[0] ? -1 : 1));
    if (value === undefined || values.includes(value[0])) return null;
    if (value[1].of.size < LEAST_ACCOUNTS || value[1].with < USUAL * (known + 1)) return null;
    if (!(WORDINGS.has(key) ? PLAIN : NAMES_NOBODY).test(value[0])) return null;
    values.push(value[0]);
  }
  const clear = values.map((value, i) => {
    const having = counts.map(({ accounts }) => accounts.get(value)?.with ?? 0);
    const usual = sum(having) / sum(counts.map(({ known }) => known));
    const odds = counts.map(({ known }, j) => (having[j] + usual) / (known + 1));
    return odds[i] / sum(odds);
  });
  const worst = Math.min(...clear);
  return worst >= CLEAR ? { key, values, clear: worst } : null;
}

/** Of how many it is known, and by value how many have it, of which accounts. */
function countValues(key: string, exemplars: readonly Asked[]) {
  const accounts = new Map<string, { with: number; readonly of: Set<string> }>();
  let known = 0;
  for (const { id, context, account } of exemplars) {
    const values = context
      .filter((token) => keyOf(token) === key)
      .map((token) => token.slice(key.length + 1));
    if (values.length > 0) known += 1;
    for (const value of values) {
      const count = accounts.get(value) ?? { with: 0, of: new Set() };
      count.with += 1;
      count.of.add(account ?? id);
      accounts.set(value, count);
    }
  }
  return { known, accounts };
}

/** Those that may be asked for, those of the table first. */
function keysOf(told: readonly (readonly Asked[])[]): string[] {
  const found = new Set(told[0].flatMap(({ context }) => context.map(keyOf)));
  const others = [...found].filter((key) => !WORDINGS.has(key) && !NOT_FOR_CUSTOMERS.test(key)).toSorted();
  return [...[...WORDINGS.keys()].filter((key) => found.has(key)), ...others];
}

/** `free` as “Free”, a page as it is, and what has no question of its own with its name. */
function inWords(key: string, value: string): string {
  if (key === 'page') return value;
  const words = value.replaceAll('_', ' ');
  if (!WORDINGS.has(key)) return `${key.replaceAll('_', ' ')}: ${words}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const keyOf = (token: string): string => token.slice(0, token.indexOf(':'));
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
