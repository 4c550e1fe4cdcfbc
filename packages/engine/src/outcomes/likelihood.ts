/**
 * P(correct | what was seen), from audited answers only.
 *
 * Each channel has one table: how often its categories follow right and wrong answers. Channels are taken as
 * independent given right or wrong: sigmoid(logit prior + sum of ln P(seen | right) / P(seen | wrong)). A share is
 * shrunk to that of its tone, and one stakes' table to that of all, as if 20 more had been seen there: a rare rating
 * is worth what good or bad news in general is worth. Audits count by 1 / propensity, scaled to a mean of 1.
 * While the window is open, silence is no news yet: it counts by the share of news, good and bad, that would have
 * come by now after right and after wrong answers. At the window's end that is silence itself.
 *
 * Limits: a good word counts in full at once, although bad news may follow. What is estimated here informs, ranks
 * and shrinks intervals; it never certifies. Cost: O(answers log answers) to fit, O(channels) to read.
 * Source: reference study §4.1, §4.4; shrinkage of the share wrong rather than of each likelihood, because with few
 * wrong answers a category that nobody has seen would else speak for "wrong".
 */
import type { Stakes } from '../domain.ts';
import { logit, sigmoid } from '../math/index.ts';
import { arrivedBy, type DelayCurve, fitDelays } from './delay-curve.ts';
import { type ObservedAnswer, WINDOW_MS } from './observe-answers.ts';
import { CATEGORIES, type Category, CHANNELS_OF, type Channel, NOTHING_SEEN, SIGNALS } from './signals.ts';

/** P(category | right) and P(category | wrong); each sums to 1 over a channel. */
export interface Likelihood {
  readonly right: number;
  readonly wrong: number;
}

export interface OutcomeModel {
  /** Audited and mature answers behind it, and how many of them were wrong. */
  readonly audited: number;
  readonly wrong: number;
  readonly tables: Readonly<Record<Stakes, Readonly<Record<Category, Likelihood>>>>;
  /** How late each kind of conduct comes. */
  readonly delays: Delays;
}

export type Delays = ReadonlyMap<Category, DelayCurve>;

const STAKES: readonly Stakes[] = ['read-only', 'account-changing', 'money-security'];
const TABLES: readonly Channel[] = ['conduct', 'rating', 'agent'];
/** Conduct that says something. */
const NEWS = categoriesIn('conduct').filter((each) => each !== NOTHING_SEEN.conduct);
/** Answers that a parent's share counts for. */
const SHRINKAGE = 20;
/** No prior is taken for certain. */
const PRIOR_FLOOR = 0.01;

interface Count {
  all: number;
  wrong: number;
}
type Counts = Record<Stakes, Record<Category, Count>>;

export function fitOutcomes(answers: readonly ObservedAnswer[]): OutcomeModel {
  return fitVerdicts(
    answers.filter(({ verdict }) => verdict !== null),
    fitConduct(answers),
  );
}

/** How late conduct of each kind comes; audits have no part in it. */
export function fitConduct(answers: readonly ObservedAnswer[]): Delays {
  const answered = answers.filter(({ shown }) => shown.action === 'answer');
  const watched = Float64Array.from(answered, (each) => each.heard_after_ms ?? each.age_ms).toSorted();
  const arrivals = new Map<Category, number[]>(NEWS.map((each) => [each, []]));
  for (const { seen, heard_after_ms } of answered) {
    if (heard_after_ms !== null) arrivals.get(seen.conduct as Category)?.push(heard_after_ms);
  }
  return new Map(
    [...arrivals].map(([each, own]) => [each, fitDelays({ arrivals: own, watched, window_ms: WINDOW_MS })]),
  );
}

/** The tables, from those of the audited answers whose window has closed. */
export function fitVerdicts(audited: readonly ObservedAnswer[], delays: Delays): OutcomeModel {
  const mature = audited.filter(({ age_ms }) => age_ms >= WINDOW_MS);
  const counts = countAudited(mature);
  const tables = Object.fromEntries(
    STAKES.map((stakes) => [
      stakes,
      Object.assign({}, ...TABLES.map((channel) => tableOf(counts, channel, stakes))),
    ]),
  ) as OutcomeModel['tables'];
  const wrong = mature.filter(({ verdict }) => verdict?.correct === false).length;
  return { audited: mature.length, wrong, tables, delays };
}

/** `prior`: P(correct) before anything was seen, such as the confidence of the decision. */
export function probabilityCorrect(model: OutcomeModel, answer: ObservedAnswer, prior: number): number {
  const table = model.tables[answer.shown.stakes];
  let evidence = logit(Math.min(1 - PRIOR_FLOOR, Math.max(PRIOR_FLOOR, prior)));
  for (const channel of CHANNELS_OF[answer.shown.action]) {
    const seen = answer.seen[channel] ?? (answer.age_ms >= WINDOW_MS ? NOTHING_SEEN[channel] : null);
    if (seen !== null) evidence += Math.log(table[seen].right / table[seen].wrong);
    else if (channel === 'conduct') evidence += noNewsYet(model.delays, table, answer.age_ms);
  }
  return sigmoid(evidence);
}

/** ln of P(nothing heard by this age | right) / P(the same | wrong). */
function noNewsYet(delays: Delays, table: Readonly<Record<Category, Likelihood>>, age_ms: number): number {
  let [right, wrong] = [1, 1];
  for (const [category, curve] of delays) {
    const arrived = arrivedBy(curve, age_ms);
    right -= table[category].right * arrived;
    wrong -= table[category].wrong * arrived;
  }
  return Math.log(right / wrong);
}

function categoriesIn(channel: Channel): Category[] {
  return CATEGORIES.filter((each) => SIGNALS[each].channel === channel);
}

function countAudited(audited: readonly ObservedAnswer[]): Counts {
  const counts = Object.fromEntries(
    STAKES.map((stakes) => [
      stakes,
      Object.fromEntries(CATEGORIES.map((each) => [each, { all: 0, wrong: 0 }])),
    ]),
  ) as Counts;
  for (const action of ['answer', 'draft'] as const) {
    const own = audited.filter(({ shown }) => shown.action === action);
    const mass = own.reduce((sum, { verdict }) => sum + 1 / (verdict?.propensity ?? 1), 0);
    for (const { shown, verdict, seen } of own) {
      if (verdict === null) continue;
      const weight = own.length / mass / verdict.propensity;
      for (const channel of CHANNELS_OF[action]) {
        const count = counts[shown.stakes][seen[channel] ?? NOTHING_SEEN[channel]];
        count.all += weight;
        if (!verdict.correct) count.wrong += weight;
      }
    }
  }
  return counts;
}

function tableOf(counts: Counts, channel: Channel, stakes: Stakes): Partial<Record<Category, Likelihood>> {
  const categories = categoriesIn(channel);
  const pooled = (of: readonly Category[]): Count =>
    total(STAKES.flatMap((each) => of.map((category) => counts[each][category])));
  const everything = pooled(categories);
  const base = (everything.wrong + 1) / (everything.all + 2);
  const here = total(categories.map((category) => counts[stakes][category]));
  const baseHere = shrunk(here, base);
  const rows = categories.map((category) => {
    const { tone } = SIGNALS[category];
    const inTone = shrunk(pooled(categories.filter((each) => SIGNALS[each].tone === tone)), base);
    const everywhere = shrunk(pooled([category]), inTone);
    const expectedHere = sigmoid(logit(everywhere) - logit(base) + logit(baseHere));
    const often = (pooled([category]).all + 1) / (everything.all + categories.length);
    const oftenHere = (counts[stakes][category].all + SHRINKAGE * often) / (here.all + SHRINKAGE);
    return { category, often: oftenHere, wrong: shrunk(counts[stakes][category], expectedHere) };
  });
  const wrong = rows.reduce((sum, each) => sum + each.often * each.wrong, 0);
  const right = rows.reduce((sum, each) => sum + each.often * (1 - each.wrong), 0);
  return Object.fromEntries(
    rows.map((each) => [
      each.category,
      { right: (each.often * (1 - each.wrong)) / right, wrong: (each.often * each.wrong) / wrong },
    ]),
  );
}

function shrunk({ all, wrong }: Count, parent: number): number {
  return (wrong + SHRINKAGE * parent) / (all + SHRINKAGE);
}

function total(counts: readonly Count[]): Count {
  return {
    all: counts.reduce((sum, each) => sum + each.all, 0),
    wrong: counts.reduce((sum, each) => sum + each.wrong, 0),
  };
}
