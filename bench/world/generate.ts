/**
 * A world: months of tickets of one product, with the truth beside what the human agents said.
 *
 * Own, seeded and pure: the same settings give the same tickets. Each concern draws from a stream of its own, so
 * that two worlds which differ in one setting differ in nothing else: the stationary twin of a world with a change
 * asks the same questions in the same words.
 */
import { contextTokens, type EncodedQuestion, SeededRandom } from '@understudy/engine';
import { type Customer, makeCustomers, pick, pickBusy, pickWeighted } from './customers.ts';
import { type Issue, isAmbiguous, type Situation } from './issue.ts';
import { areaOf, type Change, holds, ISSUES, resolutionTexts, rightResolution } from './product.ts';
import { STRANGE } from './strangers.ts';
import { writeMessage } from './wording.ts';

/** On these days one issue is asked about far more often. */
export interface Burst {
  readonly issue: string;
  readonly from_day: number;
  readonly days: number;
  /** Its weight, times this. */
  readonly times: number;
}

export interface WorldSettings {
  readonly seed: number;
  readonly days: number;
  readonly tickets_per_day: number;
  /** Share of human resolutions that are wrong, by mistake. */
  readonly wrong_humans: number;
  /** Share of tickets that nothing settles. */
  readonly strangers: number;
  readonly releases: readonly { readonly version: string; readonly day: number }[];
  readonly changes: readonly Change[];
  readonly bursts: readonly Burst[];
}

export interface WorldTicket {
  readonly id: string;
  readonly day: number;
  readonly at_ms: number;
  readonly text: string;
  readonly account: string;
  readonly situation: Situation;
  readonly context: readonly string[];
  /** Null for strangers. */
  readonly issue: string | null;
  readonly ambiguous: boolean;
  /** The right resolution; null for strangers. */
  readonly truth: string | null;
  /** What the human agent used. */
  readonly said: string | null;
  /** Why `said` is not the truth, where it is not. */
  readonly wrong_because: 'mistake' | 'flood' | null;
}

export const DEFAULT_WORLD: WorldSettings = {
  seed: 1,
  days: 120,
  tickets_per_day: 30,
  wrong_humans: 0.02,
  strangers: 0.05,
  releases: [
    { version: '5.0', day: 0 },
    { version: '5.1', day: 40 },
    { version: '5.2', day: 90 },
    { version: '5.3', day: 110 },
  ],
  changes: [],
  bursts: [{ issue: 'outage-status', from_day: 60, days: 1, times: 60 }],
};

export const START_MS = Date.UTC(2024, 0, 1);
export const DAY_MS = 86_400_000;
const CUSTOMERS = 400;
/** Customers who ask from a page that has nothing to do with it. */
const ELSEWHERE = 0.25;
const PAGES = [...new Set(ISSUES.flatMap(({ pages }) => pages))];
const SITUATION_OF_CUSTOMER: readonly (keyof Situation)[] = ['plan', 'lifecycle'];

/** Throws where a change or a burst names an issue that is none. */
export function generateWorld(settings: WorldSettings): WorldTicket[] {
  const known = new Set(ISSUES.map(({ id }) => id));
  const missing = [...settings.changes, ...settings.bursts].find(({ issue }) => !known.has(issue));
  if (missing !== undefined) throw new Error(`expected an issue of the product, found ${missing.issue}`);
  const stream = (name: string) => new SeededRandom(`world/${settings.seed}/${name}`);
  const streams = { who: stream('who'), what: stream('what'), words: stream('words') };
  const mistakes = stream('mistakes');
  const customers = makeCustomers(CUSTOMERS, stream('customers'));
  const count = settings.days * settings.tickets_per_day;
  return Array.from({ length: count }, (_, index) => {
    const day = index / settings.tickets_per_day;
    const ticket = ask({ settings, index, day, customers, ...streams });
    return { ...ticket, ...mistakenly(ticket.truth, settings, mistakes) };
  });
}

interface Asking {
  readonly settings: WorldSettings;
  readonly index: number;
  readonly day: number;
  readonly customers: readonly Customer[];
  readonly who: SeededRandom;
  readonly what: SeededRandom;
  readonly words: SeededRandom;
}

function ask(asking: Asking): Omit<WorldTicket, 'said' | 'wrong_because'> {
  const { settings, day, what, words } = asking;
  const issue = what.next() < settings.strangers ? null : chooseIssue(asking);
  const { customer, situation } = situate(issue, asking);
  const release = settings.releases.findLast((each) => day >= each.day)?.version ?? '';
  return {
    id: `w${settings.seed}-${asking.index}`,
    day,
    at_ms: START_MS + Math.floor(day * DAY_MS),
    text: writeMessage(pick(issue?.says ?? STRANGE, words), customer, words),
    account: customer.account,
    situation,
    context: contextTokens({
      ...situation,
      page: `https://app.orchard.example${situation.page}?tab=1`,
      release,
      browser: customer.browser,
    }),
    issue: issue?.id ?? null,
    ambiguous: issue !== null && isAmbiguous(issue),
    truth: issue === null ? null : rightResolution(issue, { situation, day, changes: settings.changes }),
  };
}

function chooseIssue({ settings, day, what }: Asking): Issue {
  const running = settings.bursts.filter(({ from_day, days }) => day >= from_day && day < from_day + days);
  const times = (issue: Issue) => running.find((burst) => burst.issue === issue.id)?.times ?? 1;
  return pickWeighted(ISSUES, (issue) => issue.weight * times(issue), what);
}

/** Chooses the answer first, then who is in a situation for it. */
function situate(
  issue: Issue | null,
  { customers, who }: Asking,
): { customer: Customer; situation: Situation } {
  const when: Partial<Situation> = issue === null ? {} : pick(issue.answers, who).when;
  const own = Object.entries(when).filter(([key]) => SITUATION_OF_CUSTOMER.includes(key as keyof Situation));
  const able = customers.filter((customer) =>
    own.every(([key, value]) => customer[key as 'plan' | 'lifecycle'] === value),
  );
  const customer = pickBusy(able, who);
  const usual = issue === null || issue.pages.length === 0 || who.next() < ELSEWHERE ? PAGES : issue.pages;
  const drawn = { page: pick(usual, who), role: pick(['admin', 'member', 'member'] as const, who) };
  const situation: Situation = { ...drawn, plan: customer.plan, lifecycle: customer.lifecycle, ...when };
  if (!holds(when, situation)) throw new Error('expected a customer in the situation, found another one');
  return { customer, situation };
}

/** Mostly another resolution of the same area, as a tired person would. */
function mistakenly(
  truth: string | null,
  { wrong_humans }: WorldSettings,
  random: SeededRandom,
): Pick<WorldTicket, 'said' | 'wrong_because'> {
  const isWrong = random.next() < wrong_humans;
  const near = random.next() < 0.7;
  const place = random.next();
  if (truth === null || !isWrong) return { said: truth, wrong_because: null };
  const all = near ? Object.keys(areaOf(truth).resolutions) : [...resolutionTexts([]).keys()];
  const others = all.filter((id) => id !== truth);
  return { said: others[Math.floor(place * others.length)], wrong_because: 'mistake' };
}

/** As the engine takes it. */
export function questionOfTicket(ticket: WorldTicket, vector: Float32Array | null): EncodedQuestion {
  const { id, text, context, account, at_ms } = ticket;
  return { id, text, context, language: 'en', account, at_ms, wants_human: false, vector };
}
