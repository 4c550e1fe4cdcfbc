/**
 * What the company's own systems tell of its accounts: facts and events, one batch at a time, each in one transaction.
 *
 * The newest word about a fact wins, in whichever order words come, and the same word twice changes nothing, so a sender
 * that does not know whether it was heard sends again. Of a field that looks personal no value is kept, nor any that was
 * kept before. A stream's good lines are taken, whatever stands beside them. Limits: batches of 200; 256 MB a stream.
 */
import { contextItem, type ContextItem } from '@understudy/contract';
import { splitLines, toUtf8 } from '@understudy/connectors/ticket-file';
import { isPersonalName, keepsValues } from '../fact-fields.ts';
import { FlowError } from '../flow-error.ts';
import { mergeFacts } from '../merge-facts.ts';
import { enqueueRetention } from '../next-night.ts';
import type { Parts } from '../parts.ts';
import { redactText } from '../redaction.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'>;

const BATCH = 200;
const MOST_ERRORS = 100;
export const MAX_STREAM_BYTES = 256 * 1024 ** 2;

export interface ContextTaken {
  readonly accepted: number;
  readonly rejected: number;
  readonly errors: readonly { readonly line: number; readonly reason: string }[];
  /** Fields of which no value is kept. */
  readonly excluded_fields: readonly string[];
}

export async function takeContext(
  parts: Ports,
  { workspace_id, items }: { readonly workspace_id: string; readonly items: readonly ContextItem[] },
): Promise<ContextTaken> {
  const excluded = await takeBatch(parts, workspace_id, items);
  return { accepted: items.length, rejected: 0, errors: [], excluded_fields: excluded };
}

/** One item a line; empty lines are passed over. */
export async function takeContextLines(
  parts: Ports,
  { workspace_id, body }: { readonly workspace_id: string; readonly body: AsyncIterable<Uint8Array> },
): Promise<ContextTaken> {
  const excluded = new Set<string>();
  const errors: { line: number; reason: string }[] = [];
  let accepted = 0;
  let rejected = 0;
  let batch: ContextItem[] = [];
  const write = async () => {
    for (const name of await takeBatch(parts, workspace_id, batch)) excluded.add(name);
    accepted += batch.length;
    batch = [];
  };
  for await (const { line, text, rejection } of splitLines(toUtf8(limited(body)))) {
    if (rejection === null && text.trim() === '') continue;
    const read = rejection === null ? readLine(text) : rejection.reason;
    if (typeof read === 'string') {
      rejected += 1;
      if (errors.length < MOST_ERRORS) errors.push({ line, reason: read });
      continue;
    }
    batch.push(read);
    if (batch.length === BATCH) await write();
  }
  if (batch.length > 0) await write();
  return { accepted, rejected, errors, excluded_fields: [...excluded].toSorted() };
}

/** The item, or why it is none. */
function readLine(text: string): ContextItem | string {
  let json: unknown;
  try {
    json = JSON.parse(text, refuseProto);
  } catch (error) {
    return error instanceof RangeError ? error.message : 'expected a JSON object';
  }
  const { success, data, error } = contextItem.safeParse(json);
  if (success) return data;
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'invalid'}`;
}

/** A parser sets `__proto__` as a key like any other; what reads the object afterwards may pass over it. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new RangeError('expected the name of a fact, found “__proto__”');
  return value;
}

async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_STREAM_BYTES)
      throw new FlowError('payload-too-large', 'Expected 256 MB at most: send it in parts.');
    yield chunk;
  }
}

/** Answers which of the named fields keep no values. */
async function takeBatch(
  parts: Ports,
  workspace_id: string,
  items: readonly ContextItem[],
): Promise<string[]> {
  const now_ms = parts.now_ms();
  const told = items.map((item) => ({
    account_id: item.account_id,
    facts: Object.fromEntries(Object.entries(item.facts).map(([name, value]) => [name, plain(value)])),
    // A clock that is ahead must not keep later words out.
    at: new Date(Math.min(Date.parse(item.at), now_ms)),
  }));
  const events = items.flatMap(({ account_id, events: happened }) =>
    happened.map(({ name, at }) => ({ account_id, name: redactText(oneLine(name)), at: new Date(at) })),
  );
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.lockFacts(tx);
    const accounts = await store.getAccounts(
      tx,
      told.map((item) => item.account_id),
    );
    const merged = mergeFacts(told, { accounts, fields: await store.listFactFields(tx) });
    await store.emptyFacts(tx, merged.emptied);
    await store.putAccounts(tx, merged.accounts);
    await store.putFactFields(tx, merged.fields);
    await store.addAccountEvents(tx, events);
    if (events.length > 0) await enqueueRetention(parts, tx, workspace_id);
    const excluded = merged.fields.filter((field) => !keepsValues(field)).map(({ name }) => name);
    return [...excluded, ...merged.left_out].toSorted();
  });
}

const plain = (value: store.FactValue): store.FactValue =>
  typeof value === 'string' ? oneLine(value) : value;

/** Without what no database takes. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();

export async function eraseAccountContext(
  parts: Pick<Parts, 'database'>,
  { workspace_id, account_id }: { readonly workspace_id: string; readonly account_id: string },
): Promise<store.ErasedAccount> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.lockFacts(tx);
    return store.eraseAccount(tx, account_id);
  });
}

/**
 * In force from the next question on. Values that were kept stay, so that it can be switched back; but for a field that
 * looks personal by its name, which somebody had let pass.
 */
export async function switchFactField(
  parts: Pick<Parts, 'database'>,
  given: { readonly workspace_id: string; readonly name: string; readonly is_used: boolean },
): Promise<store.FactFieldRow> {
  const { workspace_id, name, is_used } = given;
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.lockFacts(tx);
    const field = (await store.listFactFields(tx)).find((each) => each.name === name);
    if (field === undefined) throw new FlowError('not-found', 'No such field.');
    if (!is_used && field.is_excluded) return field; // for the reason that stands
    const why = field.type !== 'boolean' && isPersonalName(name) ? 'name' : 'switched-off';
    const excluded_why = is_used ? null : why;
    const changed: store.FactFieldRow = { ...field, is_excluded: !is_used, excluded_why };
    if (keepsValues(changed)) {
      await store.putFactFields(tx, [changed]);
      return changed;
    }
    const emptied = { ...changed, accounts: 0, values: [] };
    await store.emptyFacts(tx, [name]);
    await store.putFactFields(tx, [emptied]);
    return emptied;
  });
}
