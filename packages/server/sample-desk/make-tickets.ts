/**
 * A year of tickets out of the hand-written content, seeded: same content, same tickets.
 *
 * How often an issue arrives falls like Zipf's law with its rank; some begin with a release, some come in a
 * burst. A phrasing comes again only after all others of its issue, each time with other words around it.
 */
import { access } from './issues/access.ts';
import { billing } from './issues/billing.ts';
import { integrations } from './issues/integrations.ts';
import { invoices } from './issues/invoices.ts';
import type { Issue } from './issues/issue.ts';
import { platform } from './issues/platform.ts';
import { projects } from './issues/projects.ts';
import { reports } from './issues/reports.ts';
import { time } from './issues/time.ts';
import { type Chance, chanceOf } from './chance.ts';
import { OUT_OF_SCOPE } from './out-of-scope.ts';
import { type Draft, makeThread, roughen } from './make-thread.ts';
import { AGENTS, CLOSERS, OPENERS, OTHER_REMARKS, PLANS, REMARKS } from './voices.ts';

export const ISSUES: readonly Issue[] = [
  ...access,
  ...time,
  ...billing,
  ...projects,
  ...invoices,
  ...reports,
  ...integrations,
  ...platform,
];

const SEED = 20_250_101;
const YEAR_MS = Date.UTC(2025, 0, 1);
const DAY_MS = 86_400_000;
const IN_SCOPE = 1_300;
const ACCOUNTS = 90;
const DAYS = 365;
const MONTH_DAYS = 30.4;
const BURST_SHARE = 0.45;
const RELEASES = [
  [0, '4.8'],
  [122, '5.0'],
  [160, '5.0.4'],
  [244, '5.4'],
] as const;

export interface SampleTicket {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly topic: string;
  readonly resolution: string | null;
  readonly messages: readonly unknown[];
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Weight of an issue: its hand-given step, then 1/rank^.5 within the desk. */
function sharesOf(): readonly number[] {
  const order = ISSUES.toSorted((a, b) => b.weight - a.weight);
  const raw = ISSUES.map((issue) => {
    const months = 13 - (issue.from_month ?? 1);
    return (
      (issue.weight / (order.indexOf(issue) + 4) ** 0.5) * (issue.burst_month === undefined ? months / 12 : 1)
    );
  });
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((share) => share / sum);
}

/** Days of the year (workdays more often) on which an issue arrives. */
function daysOf(issue: Issue, count: number, chance: Chance): readonly number[] {
  const first = ((issue.from_month ?? 1) - 1) * MONTH_DAYS;
  return Array.from({ length: count }, () => {
    const inBurst = issue.burst_month !== undefined && chance.next() < BURST_SHARE;
    const start = inBurst ? ((issue.burst_month ?? 1) - 1) * MONTH_DAYS + 1 : first;
    const day = start + chance.next() * (inBurst ? 10 : DAYS - start - 1);
    const isWeekend = [0, 6].includes(new Date(YEAR_MS + Math.floor(day) * DAY_MS).getUTCDay());
    return isWeekend && chance.next() < 0.8 ? Math.min(day + 2, DAYS - 0.1) : day;
  });
}

function draftsOf(issue: Issue, count: number, chance: Chance): readonly Draft[] {
  const asks = chance.shuffle(issue.asks);
  return daysOf(issue, count, chance).map((day, i) => ({
    issue,
    day: Math.floor(day),
    text: phrase(issue, asks[i % asks.length] ?? '', i >= asks.length, chance),
    reply: null,
  }));
}

/** The phrasing with what people put around it; a second use gets a remark, so that no two are the same. */
function phrase(issue: Issue, ask: string, again: boolean, chance: Chance): string {
  const remarks = REMARKS[issue.page] ?? OTHER_REMARKS;
  const remark = again || chance.next() < 0.25 ? chance.pick(remarks) : '';
  const body = again && chance.next() < 0.4 ? `${remark} ${ask}` : `${ask} ${remark}`;
  const opener = chance.pick(OPENERS);
  return roughen(`${opener}${body.trim()}${chance.pick(CLOSERS)}`, chance);
}

function outOfScopeDrafts(chance: Chance): readonly Draft[] {
  return OUT_OF_SCOPE.map(([text, reply]) => ({ issue: null, day: chance.below(DAYS), text, reply }));
}

export function makeTickets(): readonly SampleTicket[] {
  const chance = chanceOf(SEED);
  const shares = sharesOf();
  const drafts = withoutRepeats([
    ...ISSUES.flatMap((issue, i) =>
      draftsOf(issue, Math.max(5, Math.round(IN_SCOPE * (shares[i] ?? 0))), chance),
    ),
    ...outOfScopeDrafts(chance),
  ]);
  const timed = drafts.map((draft) => ({
    draft,
    at_ms: YEAR_MS + draft.day * DAY_MS + (7 * 60 + chance.below(11 * 60)) * 60_000,
  }));
  return timed
    .toSorted((a, b) => a.at_ms - b.at_ms)
    .map(({ draft, at_ms }, i) => ticketOf(draft, at_ms, i + 1, chance));
}

/** Nobody writes to a desk what somebody wrote before, to the letter. */
function withoutRepeats(drafts: readonly Draft[]): readonly Draft[] {
  return [...new Map(drafts.map((draft) => [draft.text, draft])).values()];
}

function ticketOf(draft: Draft, at_ms: number, number: number, chance: Chance): SampleTicket {
  // A few accounts write often, most of them seldom.
  const account = Math.floor(chance.next() ** 2 * ACCOUNTS);
  const agent = AGENTS[(account + chance.below(3)) % AGENTS.length] ?? AGENTS[0];
  const thread = makeThread({ draft, at_ms, agent, chance });
  const release = RELEASES.findLast(([day]) => day <= draft.day)?.[1] ?? RELEASES[0][1];
  return {
    id: `lf-${1000 + number}`,
    at: new Date(at_ms).toISOString(),
    text: draft.text,
    topic: draft.issue?.id ?? 'oos',
    resolution: thread.accepted,
    messages: thread.messages,
    meta: {
      locale: 'en',
      account: `acc-${String(account + 1).padStart(3, '0')}`,
      plan: PLANS[account % PLANS.length],
      page: draft.issue?.page ?? null,
      release,
      solved: thread.solved,
      ...(thread.kb.length > 0 && { kb: thread.kb }),
      ...(draft.issue?.page === '/mobile' && { platform: 'android' }),
    },
  };
}
