/**
 * The night's deletion of what a workspace no longer keeps, by its own settings; nothing goes where they say "for ever".
 *
 * Conversations go as an erasure takes them: with their questions, decisions and outcomes, and what the model learned from
 * them; what the team wrote stays, without the customers. Each batch is a transaction, so a crash half-does none, and the
 * next one goes on. Limits: batches of 200 conversations or 5,000 other rows; 20,000 conversations a night and kind.
 */
import { RETENTION_KINDS, type RetentionCounts, type RetentionPolicy } from '@understudy/contract';
import { announceLearning } from '../announce.ts';
import { forgetSubject } from '../forget-subject.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Libraries } from '../libraries.ts';
import { enqueueRetention } from '../next-night.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Pick<Libraries, 'drop'> };

const DAY_MS = 86_400_000;
const CONVERSATIONS_AT_ONCE = 200;
const MOST_BATCHES = 100;
const ROWS_AT_ONCE = 5_000;

/** Where nobody has said otherwise. */
export const DEFAULT_RETENTION: RetentionPolicy = {
  conversations: null,
  imported: null,
  details: null,
  page_contexts: 30,
  attachments: null,
  captured_lessons: null,
  access_entries: null,
  sign_ins: null,
  alarms: null,
  caches: null,
};
const NONE: RetentionCounts = {
  conversations: 0,
  imported: 0,
  details: 0,
  page_contexts: 0,
  attachments: 0,
  captured_lessons: 0,
  access_entries: 0,
  sign_ins: 0,
  alarms: 0,
  caches: 0,
};

export const keepsAll = (policy: RetentionPolicy): boolean =>
  RETENTION_KINDS.every((kind) => policy[kind] === null);

/** What a night would take by these settings: rows, by kind. */
export async function previewRetention(
  parts: Pick<Parts, 'database' | 'now_ms'>,
  { workspace_id, policy }: { readonly workspace_id: string; readonly policy: RetentionPolicy },
): Promise<RetentionCounts> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const counts = { ...NONE };
    for (const kind of RETENTION_KINDS) {
      const before = cutOff(parts.now_ms(), policy[kind]);
      if (before === null) continue;
      counts[kind] = isConversations(kind)
        ? await store.countOld(tx, { imported: kind === 'imported', before })
        : await store.countAged(tx, { workspace_id, kind, before });
    }
    return counts;
  });
}

/** In force from the next night on. */
export async function setRetention(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  given: {
    readonly workspace_id: string;
    readonly policy: RetentionPolicy;
    /** Hears of the settings before, in the same transaction. */
    readonly onChange: (before: RetentionPolicy) => void;
  },
): Promise<void> {
  const { workspace_id, policy, onChange } = given;
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    onChange((await store.getRetention(tx))?.policy ?? DEFAULT_RETENTION);
    await store.putRetention(tx, policy);
    if (!keepsAll(policy)) await enqueueRetention(parts, tx, workspace_id);
  });
}

export async function applyRetention(
  parts: Ports,
  { workspace_id }: JobTable['apply-retention'],
  signal: AbortSignal,
): Promise<void> {
  const at = new Date(parts.now_ms());
  const policy = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const kept = (await store.getRetention(tx))?.policy ?? DEFAULT_RETENTION;
    if (keepsAll(kept)) return null;
    // First: a night that fails must not be the last one.
    await enqueueRetention(parts, tx, workspace_id);
    return kept;
  });
  if (policy === null) return;
  const gone = { ...NONE };
  let goes_on = false;
  for (const kind of RETENTION_KINDS) {
    const before = cutOff(at.getTime(), policy[kind]);
    if (before === null) continue;
    const taken = isConversations(kind)
      ? await takeConversations(parts, { workspace_id, imported: kind === 'imported', before, at, signal })
      : await takeRows(parts, { workspace_id, kind, before, signal });
    gone[kind] = taken.rows;
    goes_on ||= taken.goes_on;
  }
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const finished_at = new Date(parts.now_ms());
    const last_run = { at: at.toISOString(), finished_at: finished_at.toISOString(), gone, goes_on };
    await store.noteRetentionRun(tx, { policy, last_run });
    await announceLearning(tx);
    await store.appendAuditLog(tx, {
      at: finished_at,
      category: 'personal-data',
      action: 'applyRetention',
      outcome: 'done',
      actor_kind: 'system',
      actor_id: null,
      via: 'none',
      subject_kind: null,
      subject_id: null,
      detail: gone,
    });
  });
}

interface Taken {
  readonly rows: number;
  /** More than one night takes. */
  readonly goes_on: boolean;
}

const isConversations = (kind: (typeof RETENTION_KINDS)[number]) =>
  kind === 'conversations' || kind === 'imported';

const cutOff = (now_ms: number, days: number | null): Date | null =>
  days === null ? null : new Date(now_ms - days * DAY_MS);

async function takeRows(
  parts: Ports,
  given: { workspace_id: string; kind: store.SimpleKind; before: Date; signal: AbortSignal },
): Promise<Taken> {
  const { signal, ...aged } = given;
  const counted = await parts.database.asWorkspace(aged.workspace_id, (tx) => store.countAged(tx, aged));
  for (let most = ROWS_AT_ONCE; most === ROWS_AT_ONCE; ) {
    signal.throwIfAborted();
    most = await parts.database.asWorkspace(aged.workspace_id, (tx) =>
      store.deleteAged(tx, { ...aged, limit: ROWS_AT_ONCE }),
    );
  }
  return { rows: counted, goes_on: false };
}

interface TakingConversations {
  readonly workspace_id: string;
  readonly imported: boolean;
  readonly before: Date;
  readonly at: Date;
  readonly signal: AbortSignal;
}

async function takeConversations(parts: Ports, taking: TakingConversations): Promise<Taken> {
  const { workspace_id, imported, before, at, signal } = taking;
  const limit = CONVERSATIONS_AT_ONCE;
  let rows = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    signal.throwIfAborted();
    const taken = await parts.database.asWorkspace(workspace_id, async (tx) => {
      const old = await store.oldConversations(tx, { imported, before, limit });
      if (old.length > 0) await take(parts, tx, { workspace_id, old, at });
      return old.length;
    });
    // Now, for the night may break off before the next batch.
    if (taken > 0) parts.libraries.drop(workspace_id);
    rows += taken;
    if (taken < limit) return { rows, goes_on: false };
  }
  return { rows, goes_on: true };
}

async function take(
  parts: Ports,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly old: readonly store.OldConversation[];
    readonly at: Date;
  },
): Promise<void> {
  const { workspace_id, old, at } = given;
  const conversations = old.map(({ id }) => id);
  const ids = [...new Set(old.map(({ customer_id }) => customer_id))];
  const customers = await store.onlyIn(tx, { customers: ids, conversations });
  const subject = await store.subjectOf(tx, { workspace_id, customers, conversations });
  const words = await store.wordsOf(tx, subject);
  const people = await store.getPeople(tx, workspace_id, ids);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameIn = new Map(old.map(({ id, customer_id }) => [id, names.get(customer_id) ?? null]));
  // Each is taken out of what the team wrote to them, and of nothing else.
  const namesIn = (some: readonly string[]) => some.flatMap((id) => nameIn.get(id) ?? []);
  const sought = { workspace_id, traces: NO_TRACES, words: [] };
  await forgetSubject(parts, tx, { subject, namesIn, words, sought, places: null, at });
}

/** What others wrote of somebody is theirs: it goes with their own conversation. */
const NO_TRACES: store.Traces = { needles: [], pattern: '' };
