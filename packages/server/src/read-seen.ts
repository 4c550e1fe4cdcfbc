/**
 * What was known when a customer asked: the page that they asked from, the release, what the host signed of them, and what
 * the company told of their account.
 *
 * Signed traits and facts of an account count for a customer whom a signed token has named, never because a page says so.
 * What is signed or told, also where it is excluded from learning, no page may say in its stead. What a customer chose when
 * asked counts where nothing is told.
 */
import type { Fact, Seen } from '@understudy/engine';
import { looksPersonal, typeOf, unusedWhy } from './fact-fields.ts';
import * as store from './store/index.ts';

const RECENT_MS = 14 * 86_400_000;
const MOST_RECENT = 50;
/** Of the tokens of account events. */
const RECENT_KEY = 'recent';

export async function readSeen(
  tx: store.Tx,
  given: {
    readonly turn: readonly store.Message[];
    readonly conversation: store.Conversation;
    readonly chosen?: Readonly<Record<string, string>>;
  },
): Promise<Seen> {
  const { turn, conversation, chosen = {} } = given;
  const at = turn.at(-1)?.at ?? conversation.updated_at;
  const page = await store.newestPageOf(
    tx,
    turn.map((message) => message.id),
  );
  const fields = await store.listFactFields(tx);
  const customer = await store.getCustomer(tx, conversation.customer_id);
  const account = await readAccount(tx, { account_id: accountOf(customer), at });
  const traits = customer !== undefined && customer.verified_at !== null ? customer.traits : {};
  const others = [...fields.map(({ name }) => name), ...Object.keys(traits)];
  const unused = new Set(fields.filter((field) => unusedWhy(field) !== null).map(({ name }) => name));
  const facts = { ...tellingTraits(traits), ...account.facts };
  return {
    context: { ...unsigned(conversation.context, others), ...without(chosen, new Set(unusedOf(fields))) },
    page: page?.page ?? null,
    release: page?.page?.release ?? (await store.releaseAt(tx, at))?.name ?? null,
    facts: without(facts, unused),
    recent: account.recent,
  };
}

/** Keys of facts that are not learned from. */
export async function unusedKeys(tx: store.Tx): Promise<readonly string[]> {
  return unusedOf(await store.listFactFields(tx));
}

const unusedOf = (fields: readonly store.FactFieldRow[]): string[] =>
  fields.filter((field) => unusedWhy(field) !== null).map(({ name }) => name.toLowerCase());

async function readAccount(
  tx: store.Tx,
  { account_id, at }: { readonly account_id: string | null; readonly at: Date },
): Promise<Pick<Seen, 'facts' | 'recent'>> {
  if (account_id === null) return { facts: {}, recent: [] };
  const [account] = await store.getAccounts(tx, [account_id]);
  const facts = Object.entries(account?.facts ?? {}).flatMap(([name, { value }]) =>
    value === null ? [] : [[name, value] as const],
  );
  const since = new Date(at.getTime() - RECENT_MS);
  const events = await store.listAccountEvents(tx, { account_id, since, until: at, limit: MOST_RECENT });
  return { facts: Object.fromEntries(facts), recent: [...new Set(events.map(({ name }) => name))] };
}

/** Without what looks personal, and days. */
function tellingTraits(traits: Readonly<Record<string, Fact>>): Readonly<Record<string, Fact>> {
  const telling = Object.entries(traits).filter(
    ([name, value]) => value !== null && typeOf(value) !== 'date' && looksPersonal(name, value) === null,
  );
  return Object.fromEntries(telling);
}

/** Of what a page says, what is nobody else's to say: by the key that a token of it would have. */
function unsigned(
  context: Readonly<Record<string, string>>,
  others: readonly string[],
): Readonly<Record<string, string>> {
  const taken = new Set([RECENT_KEY, ...others.map((name) => name.toLowerCase())]);
  const isFree = (key: string) => !taken.has(key.toLowerCase().split(':')[0] ?? '');
  return Object.fromEntries(Object.entries(context).filter(([key]) => isFree(key)));
}

function without<T>(
  record: Readonly<Record<string, T>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));
}

/** Whose account a customer asks from; null where no signed token has said so. */
export function accountOf(customer: store.Customer | undefined): string | null {
  return customer !== undefined && customer.verified_at !== null ? customer.account_id : null;
}
