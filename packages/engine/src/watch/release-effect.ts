/**
 * Topics that are asked about more since a release: "consistent with" it, never "caused by".
 *
 * Days before (28) and after (14, or up to the next release) are compared with all topics that did not rise with it
 * (difference in differences), so that more traffic is no effect. A topic is reported where
 * 1. p (binomial, given how many of the other questions came after) stays within 2 % false discoveries;
 * 2. it has at least 5 questions of 3 accounts after, and the lower end of its lift is above 1.2;
 * 3. the posterior that its level changed within 3 days of the release is at least 3 times the prior (`change-point.ts`).
 * Counts that vary more than Poisson's from week to week count for less: p, lift and posterior share one dispersion, the
 * topic's own, shrunk to that of all. Limits: releases with fewer than 3 days after or 7 before are passed over.
 * Cost: O(releases · (questions + topics · days)).
 *
 * @example
 * findReleaseEffects({ questions, releases: [{ name: '5.1', at_ms }], now_ms }).effects;
 */
import { betaCdf } from '../math/index.ts';
import { coincides, countChange, liftAgainst } from './change-point.ts';
import { falseDiscoveryRates } from './false-discovery.ts';
import { FALSE_DISCOVERIES, LEAST_ACCOUNTS } from './lift.ts';
import { type AskedQuestion, LEAST_QUESTIONS } from './lift-cells.ts';
import { countWindow, dispersions, type TopicDays, type Window } from './release-window.ts';

export interface Release {
  readonly name: string;
  readonly at_ms: number;
}

export interface ReleaseEffect {
  readonly release: string;
  readonly at_ms: number;
  readonly topic: string;
  /** Questions after, and how many there would have been. */
  readonly count: number;
  readonly expected: number;
  readonly accounts: number;
  readonly lift: number;
  /** 90 % interval. */
  readonly low: number;
  readonly high: number;
  /** That the level changed within three days. */
  readonly posterior: number;
  /** The same if the days said nothing. */
  readonly prior: number;
  readonly q: number;
}

export interface ReleaseReport {
  readonly effects: readonly ReleaseEffect[];
  readonly tested: number;
}

const WITHIN_DAYS = 3;
const LEAST_RISE = 1.2;
/** Posterior over prior. */
const LEAST_COINCIDENCE = 3;

export function findReleaseEffects(given: {
  readonly questions: readonly Pick<AskedQuestion, 'topic' | 'account' | 'at_ms'>[];
  readonly releases: readonly Release[];
  readonly now_ms: number;
}): ReleaseReport {
  const releases = given.releases.toSorted((a, b) => a.at_ms - b.at_ms);
  const windows = releases.flatMap((release, place) => {
    const until_ms = Math.min(given.now_ms, releases[place + 1]?.at_ms ?? Number.POSITIVE_INFINITY);
    const window = countWindow(given.questions, { release_ms: release.at_ms, until_ms });
    return window === null ? [] : [{ release, window }];
  });
  const first = judge(windows, new Set());
  // Once more, beside topics that did not rise themselves.
  const risen = new Set(first.effects.map(({ release, topic }) => JSON.stringify([release, topic])));
  return risen.size === 0 ? first : judge(windows, risen);
}

interface Compared {
  readonly release: Release;
  readonly window: Window;
}

function judge(windows: readonly Compared[], risen: ReadonlySet<string>): ReleaseReport {
  const compared = windows.flatMap(({ release, window }) => {
    const isRisen = (topic: string) => risen.has(JSON.stringify([release.name, topic]));
    const spread = dispersions(window);
    const untouched = othersOf(window, isRisen);
    return window.topics
      .filter(({ before, after }) => before + after >= LEAST_QUESTIONS)
      .map((topic) => {
        const others = isRisen(topic.topic) ? untouched : less(untouched, topic);
        return compare({ release, window, topic, others, dispersion: spread.get(topic.topic) ?? 1 });
      });
  });
  const qs = falseDiscoveryRates(compared.map(({ p }) => p));
  const effects = compared
    .map(({ effect }, place) => ({ ...effect, q: qs[place] }))
    .filter(
      ({ q, count, accounts, low, posterior, prior }) =>
        q <= FALSE_DISCOVERIES &&
        count >= LEAST_QUESTIONS &&
        accounts >= LEAST_ACCOUNTS &&
        low > LEAST_RISE &&
        posterior >= LEAST_COINCIDENCE * prior,
    )
    .toSorted((a, b) => a.q - b.q || (a.topic < b.topic ? -1 : 1));
  return { effects, tested: compared.length };
}

interface Others {
  readonly before: number;
  readonly after: number;
  readonly days: readonly number[];
}

function othersOf({ topics, days }: Window, isRisen: (topic: string) => boolean): Others {
  const own = topics.filter(({ topic }) => !isRisen(topic));
  const sum = (of: (topic: TopicDays) => number) => own.reduce((total, topic) => total + of(topic), 0);
  return {
    before: sum(({ before }) => before),
    after: sum(({ after }) => after),
    days: Array.from({ length: days }, (_, day) => sum(({ counts }) => counts[day])),
  };
}

const less = (others: Others, { before, after, counts }: TopicDays): Others => ({
  before: others.before - before,
  after: others.after - after,
  days: others.days.map((count, day) => count - counts[day]),
});

function compare(given: {
  readonly release: Release;
  readonly window: Window;
  readonly topic: TopicDays;
  readonly others: Others;
  readonly dispersion: number;
}): { readonly effect: Omit<ReleaseEffect, 'q'>; readonly p: number } {
  const { release, window, topic, others, dispersion } = given;
  const share = (others.after + 0.5) / (others.before + others.after + 1);
  const [before, after] = [topic.before / dispersion, topic.after / dispersion];
  const { release_day } = window;
  const split = (counts: { readonly before: number; readonly after: number }) => ({
    before: { count: counts.before, exposure: release_day },
    after: { count: counts.after, exposure: window.days - release_day },
  });
  const { lift, low, high } = liftAgainst(split(topic), split(others), dispersion);
  const exposure = others.days.map((count) => count + 0.5);
  const change = countChange({ counts: topic.counts, exposure }, dispersion);
  const { posterior, prior } = coincides(change, release_day, WITHIN_DAYS);
  const effect = {
    release: release.name,
    at_ms: release.at_ms,
    topic: topic.topic,
    count: topic.after,
    expected: (topic.before * share) / (1 - share),
    accounts: topic.accounts,
    lift,
    low,
    high,
    posterior,
    prior,
  };
  return { effect, p: after > 0 ? betaCdf(share, after, before + 1) : 1 };
}
