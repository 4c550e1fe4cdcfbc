/**
 * How soon a waiting conversation should be taken: weighed when it begins to wait and when its customer writes more, and
 * learned from whom people take first.
 *
 * When a person takes one while others wait, their parts and those passed over are kept as a choice, the weights are fitted
 * anew to the newest 500 choices, and what waits is weighed by them. Done at least once: a choice is kept once.
 * Limits: the newest 20 messages of a customer; the 20 longest waits are those passed over; 500 that wait are weighed anew.
 */
import {
  howAngry,
  howUrgent,
  learnWeights,
  PRIORITY_INTERCEPT,
  PRIORITY_PARTS,
  type PriorityValues,
  type PriorityWeights,
  stakesPart,
  waitPart,
  type Decision,
} from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import { accountOf } from '../read-seen.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'now_ms'>;

const MOST_MESSAGES = 20;
const MOST_PASSED = 20;
const MOST_WEIGHED = 500;
/** Facts that tell what an account pays; the first one that is known counts. */
const WORTH_FACTS = ['mrr', 'arr', 'revenue', 'plan_price', 'seats'];

export async function weighPriority(
  parts: Ports,
  { workspace_id, conversation_id, taken }: JobTable['weigh-priority'],
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    if (taken === undefined) await weigh(tx, conversation_id, at);
    else await learn(tx, { conversation_id, taken, at });
  });
}

async function weigh(tx: store.Tx, conversation_id: string, at: Date): Promise<void> {
  const conversation = await store.getConversation(tx, conversation_id);
  if (conversation?.status !== 'waiting') return;
  const { weights } = await store.getWeights(tx);
  const values = await readParts(tx, conversation);
  await store.putPriority(tx, { conversation_id, parts: values, odds: oddsOf(values, weights), at });
  await announceConversation(tx, { conversation_id });
}

async function readParts(tx: store.Tx, conversation: store.Conversation): Promise<PriorityValues> {
  const { id, customer_id } = conversation;
  const messages = await store.listMessages(tx, { conversation_id: id });
  const texts = messages
    .filter(({ author }) => author === 'customer')
    .slice(-MOST_MESSAGES)
    .map(({ text }) => text);
  const decision = (await store.findLatestDecision(tx, id))?.decision as Decision | undefined;
  const isHigh = decision?.reasons.some(({ code }) => code === 'high-stakes') ?? false;
  const customer = await store.getCustomer(tx, customer_id);
  const account_id = accountOf(customer);
  const most = (of: (text: string) => { readonly score: number }) =>
    texts.reduce((score, text) => Math.max(score, of(text).score), 0);
  return {
    urgency: most(howUrgent),
    anger: most(howAngry),
    stakes: isHigh ? 1 : stakesOf(decision),
    value: account_id === null ? null : await store.accountStanding(tx, { account_id, facts: WORTH_FACTS }),
    wait: null,
    unsure: decision === undefined ? null : 1 - decision.confidence,
  };
}

/** Of the answer that came to mind, as far as it is the right one. */
function stakesOf(decision: Decision | undefined): number | null {
  const stakes = stakesPart(decision?.stakes ?? null);
  return decision === undefined || stakes === null ? null : stakes * decision.confidence;
}

function oddsOf(values: PriorityValues, weights: PriorityWeights): number {
  return PRIORITY_PARTS.reduce((sum, part) => sum + weights[part] * (values[part] ?? 0), PRIORITY_INTERCEPT);
}

type Taken = NonNullable<JobTable['weigh-priority']['taken']>;

async function learn(
  tx: store.Tx,
  { conversation_id, taken, at }: { conversation_id: string; taken: Taken; at: Date },
): Promise<void> {
  const own = await store.getPriority(tx, conversation_id);
  const taken_at = new Date(taken.at);
  const waiting = await store.waitingPriorities(tx, { at: taken_at, limit: MOST_PASSED });
  const passed = waiting.filter((each) => each.conversation_id !== conversation_id);
  if (own === undefined || passed.length === 0) return;
  const waitedSince = (since: Date) => waitPart(taken_at.getTime() - since.getTime());
  await store.insertChoice(tx, {
    conversation_id,
    at: taken_at,
    taken: { ...own.parts, wait: waitedSince(new Date(taken.waiting_since)) },
    passed: passed.map(({ parts, waiting_since }) => ({ ...parts, wait: waitedSince(waiting_since) })),
  });
  const choices = await store.newestChoices(tx);
  const weights = learnWeights(choices);
  await store.putWeights(tx, { weights, choices: choices.length, at });
  for (const row of await store.waitingPriorities(tx, { at, limit: MOST_WEIGHED })) {
    const { conversation_id: id, parts } = row;
    await store.putPriority(tx, { conversation_id: id, parts, odds: oddsOf(parts, weights), at: row.at });
  }
}
