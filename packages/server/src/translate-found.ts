/** Insights, priority and health of accounts as they go over the wire: figures, and one sentence each. */
import type { AccountHealth, Insight, Priority } from '@understudy/contract';
import {
  type AccountScore,
  type HealthBacktest,
  LEAST_CONTACTS,
  LEAST_OF_EITHER,
  type Prioritised,
  type PriorityPart,
} from '@understudy/engine';
import type * as store from './store/index.ts';

const CONFIDENCE = 0.9;

export function toWireInsight(row: store.InsightRow, topic: string): Insight {
  const { id, kind, topic_id, count, expected, accounts, q } = row;
  return {
    id,
    kind,
    topic_id,
    topic,
    count,
    expected,
    accounts,
    q,
    tokens: [...row.tokens],
    lift: { value: row.lift, low: row.low, high: row.high, confidence: CONFIDENCE },
    text: sentenceOf(row, topic),
    since: row.since?.toISOString().slice(0, 10) ?? null,
    dismissed: row.dismissed_at !== null,
  };
}

function sentenceOf(
  { kind, tokens, count, expected, accounts, lift, low }: store.InsightRow,
  topic: string,
): string {
  const times = `${rounded(lift)} times as many as expected (at least ${rounded(low)})`;
  const counts = `${count} of ${accounts} accounts, ${rounded(expected)} expected`;
  if (kind === 'release')
    return `Questions about “${topic}” since release ${tokens[0]}: ${times}; ${counts}. Consistent with the release.`;
  return `Questions about “${topic}” from ${tokens.join(' and ')}: ${times}; ${counts}.`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(2)));

/** What each part says where it adds something. */
const PART_TEXTS: Readonly<Record<PriorityPart, (value: number) => string>> = {
  urgency: (value) => (value >= 1 ? 'Says that it is urgent.' : 'Names a time by which it is needed.'),
  anger: (value) => `Sounds angry (${percent(value)}).`,
  stakes: (value) =>
    value >= 1 ? 'Money or security is at stake.' : 'It may touch the account, money or security.',
  value: (value) => `The account is worth more than ${percent(value)} of accounts.`,
  wait: (value) => `Has waited for ${percent(value)} of the target of four hours.`,
  unsure: (value) => `The AI agent was ${percent(value)} unsure.`,
};

export function toWirePriority({ score, level, parts }: Prioritised): Priority {
  return {
    score,
    level,
    parts: parts
      .filter(({ value }) => value > 0)
      .map(({ name, value, adds }) => ({ name, value, adds, text: PART_TEXTS[name](value) })),
  };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

type HealthPart = AccountScore['parts'][number];
const HEALTH_TEXTS: Readonly<Record<HealthPart['name'], string>> = {
  unresolved: 'of its conversations stayed unresolved',
  repeated: 'came again or were opened again',
  negative: 'ended with a person, by wish or in dissatisfaction',
  at_stake: 'were about money, security or the account',
  novel: 'were like nothing known',
  trend: 'of its conversations of the last 60 days came in the last 30',
};

export function toWireHealth(row: store.AccountHealthRow): AccountHealth {
  const { account, score, contacts, latest_at } = row;
  const insufficient =
    score === null ? `Insufficient data: ${contacts} of at least ${LEAST_CONTACTS} conversations.` : null;
  return {
    account,
    score,
    insufficient,
    contacts,
    parts: row.parts.map(({ name, share, usual, z, adds }) => ({
      name,
      value: z,
      adds,
      text: `${percent(share)} ${HEALTH_TEXTS[name]}; usual are ${percent(usual)}.`,
    })),
    latest_at: latest_at.toISOString(),
  };
}

export function toWireBacktest(found: HealthBacktest | undefined) {
  const { auroc, accounts, left, is_prediction } = found ?? NOT_TRIED;
  const interval = auroc === null ? null : { ...auroc, confidence: CONFIDENCE };
  return { auroc: interval, accounts, left, is_prediction, text: backtestText(found ?? NOT_TRIED) };
}

const NOT_TRIED: HealthBacktest = { auroc: null, accounts: 0, left: 0, is_prediction: false };

function backtestText({ auroc, accounts, left, is_prediction }: HealthBacktest): string {
  if (accounts === 0) return 'It describes and does not predict: no account has a score of 60 days ago yet.';
  const counts = `${left} of ${accounts} accounts with a score of 60 days ago have left since`;
  if (auroc === null) return `It describes and does not predict: ${counts}.`;
  const value = `AUROC ${auroc.value.toFixed(2)} (${auroc.low.toFixed(2)} to ${auroc.high.toFixed(2)})`;
  if (is_prediction) return `Scores of the past told who left: ${value}; ${counts}.`;
  return `It describes and does not predict: ${counts}, ${value}; at least ${LEAST_OF_EITHER} of either kind and a lower end above 0.5 are needed.`;
}
