/**
 * Questions counted by topic and by token of their context, and by pairs of tokens.
 *
 * One account that asks about one topic again within a week counts once, so that one customer's trouble is not many.
 * Tokens of a release are left out: time changes with them (`release-effect.ts`). A pair is a place (page, deed, failure)
 * and something else of another key, from which chance alone would bring at least one question of the topic: what is
 * tested is chosen by its margins, never by its count, so that p-values keep their meaning. Limits: the newest 20,000
 * questions, the 300 most frequent tokens. Cost: O(questions · tokens² + topics · pairs · questions of the topic).
 */
import { type Cell, chanceOf, type Margins } from './shrunk-lift.ts';

export interface AskedQuestion {
  readonly topic: string;
  readonly account: string;
  /** Tokens of the context, `key:value`. */
  readonly tokens: readonly string[];
  readonly at_ms: number;
}

export interface LiftCell extends Cell {
  readonly topic: string;
  /** One or two, in alphabetical order. */
  readonly tokens: readonly string[];
  readonly accounts: number;
  /** By chance, exactly. */
  readonly p: number;
}

export interface CountedCells {
  /** The questions that count. */
  readonly questions: readonly AskedQuestion[];
  /** Cells of one token, empty ones left out; of two, those with enough questions. */
  readonly cells: readonly LiftCell[];
  /** Expected counts of single cells that nobody was seen in. */
  readonly empty: readonly Cell[];
  /** Cells that could have been found. */
  readonly tested: number;
}

export const LEAST_QUESTIONS = 5;
export const MOST_QUESTIONS = 20_000;
const MOST_TOKENS = 300;
const WEEK_MS = 7 * 86_400_000;
const LEFT_OUT = new Set(['release']);
const PLACES = new Set(['page', 'was', 'did', 'error', 'script-error']);
const LEAST_EXPECTED_OF_PAIR = 1;

export const keyOf = (token: string): string => token.slice(0, Math.max(0, token.indexOf(':')));

export function countCells(asked: readonly AskedQuestion[]): CountedCells {
  const questions = onceAWeek(asked);
  const columns = frequentTokens(questions);
  const rows = [...indexBy(questions, ({ topic }) => [topic])].filter(
    ([, own]) => own.size >= LEAST_QUESTIONS,
  );
  const all = questions.length;
  const pairs = countPairs(questions, columns);
  const cells: LiftCell[] = [];
  const empty: Cell[] = [];
  let tested = rows.length * columns.size;
  for (const [topic, row] of rows) {
    for (const [token, column] of columns) {
      const own = intersect(row, column);
      if (own.length === 0) empty.push({ count: 0, expected: (row.size * column.size) / all });
      else cells.push(cellOf(questions, { topic, tokens: [token], own, row: row.size, column: column.size }));
    }
    for (const { tokens, count } of pairs) {
      if ((row.size * count) / all < LEAST_EXPECTED_OF_PAIR) break;
      tested += 1;
      const [one, other] = tokens.map((token) => columns.get(token) as Set<number>);
      const own = intersect(intersect(row, one), other);
      if (own.length < LEAST_QUESTIONS) continue;
      cells.push(cellOf(questions, { topic, tokens, own, row: row.size, column: count }));
    }
  }
  return { questions, cells, empty, tested };
}

interface CountedPair {
  readonly tokens: readonly string[];
  readonly count: number;
}

/** The most frequent first. */
function countPairs(questions: readonly AskedQuestion[], columns: Columns): CountedPair[] {
  const names = [...columns.keys()];
  const places = new Map(names.map((token, place) => [token, place]));
  const counts = new Map<number, number>();
  for (const { tokens } of questions) {
    const own = [...new Set(tokens)].filter((token) => places.has(token));
    for (const one of own.filter((token) => PLACES.has(keyOf(token)))) {
      for (const other of own) {
        const isTwice = PLACES.has(keyOf(other)) && other <= one;
        if (keyOf(one) === keyOf(other) || isTwice) continue;
        const pair = (places.get(one) as number) * names.length + (places.get(other) as number);
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .map(([pair, count]) => {
      const tokens = [names[Math.floor(pair / names.length)], names[pair % names.length]].toSorted();
      return { tokens, count };
    })
    .toSorted((a, b) => b.count - a.count || (a.tokens.join() < b.tokens.join() ? -1 : 1));
}

type Columns = ReadonlyMap<string, ReadonlySet<number>>;

function frequentTokens(questions: readonly AskedQuestion[]): Columns {
  const columns = indexBy(questions, ({ tokens }) => [...new Set(tokens)]);
  const frequent = [...columns].filter(
    ([token, own]) => own.size >= LEAST_QUESTIONS && !LEFT_OUT.has(keyOf(token)),
  );
  return new Map(frequent.toSorted(([, a], [, b]) => b.size - a.size).slice(0, MOST_TOKENS));
}

function cellOf(
  questions: readonly AskedQuestion[],
  given: Pick<LiftCell, 'topic' | 'tokens'> & Omit<Margins, 'all'> & { readonly own: readonly number[] },
): LiftCell {
  const { topic, tokens, own, row, column } = given;
  const all = questions.length;
  return {
    topic,
    tokens,
    count: own.length,
    expected: (row * column) / all,
    accounts: new Set(own.map((index) => questions[index].account)).size,
    p: chanceOf(own.length, { row, column, all }),
  };
}

/** Same questions in any order give the same. */
function onceAWeek(asked: readonly AskedQuestion[]): AskedQuestion[] {
  const latest = new Map<string, number>();
  const inOrder = asked
    .map((question) => ({ question, name: JSON.stringify([question.topic, question.account]) }))
    .map((each) => ({ ...each, tie: `${each.name}${each.question.tokens.toSorted().join()}` }))
    .toSorted((a, b) => a.question.at_ms - b.question.at_ms || (a.tie < b.tie ? -1 : 1));
  const once = inOrder.filter(({ question: { at_ms }, name }) => {
    if (at_ms - (latest.get(name) ?? Number.NEGATIVE_INFINITY) < WEEK_MS) return false;
    latest.set(name, at_ms);
    return true;
  });
  return once.slice(-MOST_QUESTIONS).map(({ question }) => question);
}

function indexBy(
  questions: readonly AskedQuestion[],
  namesOf: (question: AskedQuestion) => readonly string[],
): Map<string, Set<number>> {
  const index = new Map<string, Set<number>>();
  for (const [place, question] of questions.entries()) {
    for (const name of namesOf(question)) {
      const own = index.get(name);
      if (own === undefined) index.set(name, new Set([place]));
      else own.add(place);
    }
  }
  return new Map([...index].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function intersect(one: Iterable<number>, other: ReadonlySet<number>): number[] {
  return [...one].filter((index) => other.has(index));
}
