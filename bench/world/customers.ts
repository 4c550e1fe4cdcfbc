/** Who asks: accounts with a plan and a life cycle, some far busier than others, and the way that each one writes. */
import type { SeededRandom } from '@understudy/engine';
import type { Situation } from './issue.ts';

export interface Customer {
  readonly account: string;
  readonly plan: Situation['plan'];
  readonly lifecycle: Situation['lifecycle'];
  readonly browser: string;
  /** Shares of messages with a greeting, a story around the question, thanks at the end; and of misspelt words. */
  readonly style: {
    readonly greets: number;
    readonly tells: number;
    readonly thanks: number;
    readonly misspells: number;
  };
}

const PLANS = ['free', 'free', 'team', 'team', 'team', 'pro'] as const;
const LIFECYCLES = ['trial', 'active', 'active', 'active', 'past-due'] as const;
const BROWSERS = ['chrome', 'chrome', 'chrome', 'safari', 'firefox', 'edge'] as const;

export function makeCustomers(count: number, random: SeededRandom): Customer[] {
  return Array.from({ length: count }, (_, i) => ({
    account: `account-${i}`,
    plan: pick(PLANS, random),
    lifecycle: pick(LIFECYCLES, random),
    browser: pick(BROWSERS, random),
    style: {
      greets: random.next() * 0.8,
      tells: random.next() * 0.5,
      thanks: random.next() * 0.7,
      misspells: random.next() ** 2 * 0.12,
    },
  }));
}

export function pick<T>(items: readonly T[], random: SeededRandom): T {
  return items[random.integer(items.length)];
}

/** Busy ones ask more: the k-th of them with weight 1 / √k. Plain scan, since there are some hundreds. */
export function pickBusy<T>(items: readonly T[], random: SeededRandom): T {
  return pickWeighted(items, (_, i) => 1 / Math.sqrt(i + 1), random);
}

export function pickWeighted<T>(
  items: readonly T[],
  weight: (item: T, index: number) => number,
  random: SeededRandom,
): T {
  const weights = items.map(weight);
  let left = random.next() * weights.reduce((sum, value) => sum + value, 0);
  const at = weights.findIndex((value) => (left -= value) < 0);
  return items[at < 0 ? items.length - 1 : at];
}
