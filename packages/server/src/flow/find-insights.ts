/**
 * In the night: where and since which release questions of a topic come more often, and how accounts fare.
 *
 * Looks at the last 90 days. What is found replaces what was found before; what a person dismissed stays dismissed. Scores
 * of accounts are tried on the past: those of 60 days ago, against which accounts have left since. Doing it twice changes
 * nothing more.
 */
import {
  accountHealth,
  backtestHealth,
  type HealthBacktest,
  type Lift,
  type ReleaseEffect,
} from '@understudy/engine';
import { derivedId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'log' | 'now_ms'>;

const DAY_MS = 86_400_000;
const LOOKED_BACK_MS = 90 * DAY_MS;
const BACKTEST_MS = 60 * DAY_MS;
const MOST_RELEASES = 50;
/** Tokens of what went wrong on the page. */
const FAILURES = ['error:', 'script-error:'];

export async function findInsights(parts: Ports, { workspace_id }: JobTable['find-insights']): Promise<void> {
  const now_ms = parts.now_ms();
  const since = new Date(now_ms - LOOKED_BACK_MS);
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    questions: await store.countedQuestions(tx, since),
    releases: await store.listReleases(tx, MOST_RELEASES),
    accounts: await store.countAccounts(tx, { from: since, to: new Date(now_ms) }),
    backtest: await tryOnPast(tx, now_ms),
  }));
  const effects = await parts.models.ask(workspace_id, 'effects', {
    questions: read.questions.map(({ at, ...question }) => ({ ...question, at_ms: at.getTime() })),
    releases: read.releases.map(({ name, at }) => ({ name, at_ms: at.getTime() })),
    now_ms,
  });
  const found = [...effects.lifts.lifts.map(liftRow), ...effects.releases.effects.map(releaseRow)];
  const scores = accountHealth(read.accounts);
  const health = read.accounts.flatMap((account) => {
    const score = scores.get(account.account);
    return score === undefined ? [] : [{ ...account, ...score }];
  });
  const tested = effects.lifts.tested + effects.releases.tested;
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.saveInsights(tx, { found, tested, backtest: read.backtest, at: new Date(now_ms) });
    await store.replaceAccountHealth(tx, health);
  });
  parts.log.info({ workspace_id, found: found.length, tested, accounts: health.length }, 'insights found');
}

function liftRow({ topic, tokens, ...found }: Lift): store.FoundInsight {
  const isFailure = tokens.some((token) => FAILURES.some((key) => token.startsWith(key)));
  const kind = isFailure ? 'friction' : 'lift';
  const id = derivedId('insight', kind, topic, ...tokens);
  return { id, kind, topic_id: topic, tokens, since: null, ...figuresOf(found) };
}

function releaseRow({ topic, release, at_ms, ...found }: ReleaseEffect): store.FoundInsight {
  const kind = 'release' as const;
  const id = derivedId('insight', kind, topic, release);
  return { id, kind, topic_id: topic, tokens: [release], since: new Date(at_ms), ...figuresOf(found) };
}

type Figures = Pick<Lift, 'count' | 'expected' | 'accounts' | 'lift' | 'low' | 'high' | 'q'>;

function figuresOf({ count, expected, accounts, lift, low, high, q }: Figures): Figures {
  return { count, expected, accounts, lift, low, high, q };
}

/** An account that had left already says nothing. */
async function tryOnPast(tx: store.Tx, now_ms: number): Promise<HealthBacktest> {
  const until = new Date(now_ms - BACKTEST_MS);
  const from = new Date(until.getTime() - LOOKED_BACK_MS);
  const left = await store.accountsThatLeft(tx);
  const accounts = await store.countAccounts(tx, { from, to: until });
  const there = accounts.filter(({ account }) => (left.get(account) ?? until) >= until);
  const scores = accountHealth(there);
  return backtestHealth(
    there.flatMap(({ account }) => {
      const score = scores.get(account)?.score ?? null;
      return score === null ? [] : [{ score, left: left.has(account) }];
    }),
  );
}
