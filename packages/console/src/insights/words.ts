/** Insights as people read them. Pure. */
import type { Insight, Insights } from '@understudy/contract';
import type { ChartTable } from '../charts/table.ts';
import { count, percent } from '../ui/format.ts';

export const KINDS = ['lift', 'friction', 'release'] as const satisfies readonly Insight['kind'][];
export const KIND: Readonly<Record<Insight['kind'], { readonly title: string; readonly text: string }>> = {
  lift: {
    title: 'Pages and plans',
    text: 'Where accounts of one kind ask about something more often than others do there.',
  },
  friction: {
    title: 'Friction',
    text: 'After which errors people ask about something more often than without them.',
  },
  release: {
    title: 'Releases',
    text: 'What is asked more or less often since a release, against the weeks before it.',
  },
};

/** `3.1 ×`, below ten with one decimal, below one with two. */
export function timesWords(lift: number): string {
  const digits = lift < 1 ? 2 : lift < 10 ? 1 : 0;
  return `${Number(lift.toFixed(digits))} ×`;
}

/** Place on an axis from 1/16 to 16 times as often, where 1 stands in the middle: 0 to 1. */
export const placeOf = (lift: number): number =>
  Math.min(1, Math.max(0, (Math.log2(Math.max(lift, 1e-9)) + 4) / 8));

/** All of them as rows, also what is dismissed. */
export const tableOf = (items: readonly Insight[]): ChartTable => ({
  columns: [
    'Kind',
    'What',
    'Topic',
    'Seen with',
    'Came',
    'Expected',
    'Accounts',
    'Times as often',
    'From',
    'To',
    'False-discovery rate',
    'Since',
    'Dismissed',
  ].map((name) => ({ name })),
  rows: items.map(
    ({ kind, text, topic, tokens, count: came, expected, accounts, lift, q, since, dismissed }) => [
      KIND[kind].title,
      text,
      topic,
      tokens.join(' '),
      came,
      expected,
      accounts,
      lift.value,
      lift.low,
      lift.high,
      q,
      since,
      dismissed ? 'yes' : 'no',
    ],
  ),
});

/** How many were tested, and what keeps chance away. */
export function testedWords({ tested, items }: Pick<Insights, 'tested' | 'items'>): string {
  if (tested === 0)
    return 'Nothing could be tested yet: too few conversations know their page, plan or release.';
  const sure = Math.max(0, ...items.map(({ q }) => q));
  const shown =
    items.length === 0
      ? 'None of them stood out.'
      : `${count(items.length)} stood out; at most ${percent(sure)} of these are expected to be chance.`;
  return `${count(tested)} pairs of a topic and a page, plan or release were tested, with false discoveries controlled (Benjamini–Hochberg). ${shown}`;
}
