/**
 * In the night: resolutions that say the same, to be merged; with something against them, to be retired; and that hold in
 * one situation only, as far as their exemplars tell, to be bound to it.
 *
 * Only proposals: they wait in the queue of reviews with what speaks for them, and each is made once; one that a person
 * rejected does not come again. Limit: `MOST` of each a night. Errors: none of its own.
 */
import { type ContextSplit, conditionsInWords, twins } from '@understudy/engine';
import type { JobTable } from '../jobs/jobs.ts';
import { keepChange } from '../keep-change.ts';
import { exemplarsOf, MOST_MOVED, mergeEvents } from '../move-exemplars.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'now_ms' | 'log'>;

const MOST = 20;
const PAGE = 1_000;

/** What speaks for a retirement, and how it is told. */
const LIMITS: store.GroundLimits = {
  drafts: 8,
  drafts_days: 90,
  changed: 0.5,
  share: 0.75,
  unused_days: 365,
  decisions: 100,
};
const GROUNDS: Readonly<Record<store.Ground['ground'], (found: store.Ground) => string>> = {
  contradicted: ({ other }) => `a newer answer that a person approved says otherwise: “${other}”`,
  rewritten: ({ count, of }) => `people rewrote ${count} of its last ${of} drafts by half or more`,
  unused: () => 'nobody was given it, and nothing was learned for it, for a year',
};

export async function proposeChanges(
  parts: Ports,
  { workspace_id }: JobTable['propose-changes'],
): Promise<void> {
  const night = { workspace_id, at: new Date(parts.now_ms()) };
  const rows = await parts.database.asWorkspace(workspace_id, inUse);
  // Outside a transaction: comparing takes as long as the desk is large.
  const pairs = pairsOf(rows);
  await parts.models.catchUp(workspace_id);
  const splits = await parts.models.ask(workspace_id, 'contextSplits', {});
  const propose = (work: (tx: store.Tx) => Promise<number>) => parts.database.asWorkspace(workspace_id, work);
  const merges = await propose((tx) => proposeMerges(parts, tx, { ...night, pairs }));
  const retirements = await propose((tx) => proposeRetirements(parts, tx, night));
  const conditions = await propose((tx) => proposeConditions(parts, tx, { ...night, splits }));
  parts.log.info({ workspace_id, merges, retirements, conditions }, 'changes proposed');
}

interface Pair {
  readonly from: store.ResolutionWithCount;
  readonly into: store.ResolutionWithCount;
  readonly alike: number;
  readonly source_key: string;
}

/** The one with fewer exemplars goes into the other. */
function pairsOf(rows: readonly store.ResolutionWithCount[]): Pair[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return twins(rows).flatMap(({ earlier, later, alike }) => {
    const [one, other] = [byId.get(earlier), byId.get(later)];
    if (one === undefined || other === undefined || one.stakes !== other.stakes) return [];
    const [from, into] = other.exemplars > one.exemplars ? [one, other] : [other, one];
    if (from.exemplars > MOST_MOVED) return [];
    return [{ from, into, alike, source_key: `merge ${[from.id, into.id].toSorted().join(' ')}` }];
  });
}

interface Night {
  readonly workspace_id: string;
  readonly at: Date;
}

async function proposeMerges(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, at, pairs }: Night & { readonly pairs: readonly Pair[] },
): Promise<number> {
  const known = await store.taughtSources(
    tx,
    pairs.map(({ source_key }) => source_key),
  );
  const fresh = pairs.filter(({ source_key }) => !known.has(source_key)).slice(0, MOST);
  for (const { from, into, alike, source_key } of fresh) {
    const moved = await exemplarsOf(tx, from.id);
    await keepChange(parts, tx, {
      workspace_id,
      kind: 'merge',
      resolution: into,
      question: 'Another answer says the same: its questions would come here.',
      events: mergeEvents({ from: from.id, into: into.id, moved }),
      change: { from: from.id, exemplars: moved.map(({ id }) => id) },
      source_key,
      by: null,
      reason: `${Math.round(alike * 100)} % of the words of the two are the same`,
      at,
    });
  }
  return fresh.length;
}

async function proposeRetirements(parts: Ports, tx: store.Tx, { workspace_id, at }: Night): Promise<number> {
  const grounds = await store.retirementGrounds(tx, { at, limits: LIMITS, limit: MOST });
  for (const found of grounds) {
    const { resolution_id: id, title, ground, source_key } = found;
    await keepChange(parts, tx, {
      workspace_id,
      kind: 'retirement',
      resolution: { id, title },
      question: 'It would be taken out of use.',
      events: [{ kind: 'resolution-retired', resolution_id: id }],
      change: null,
      source_key,
      by: null,
      reason: GROUNDS[ground](found),
      at,
    });
  }
  return grounds.length;
}

/** Only of resolutions that no person has bound to anything. */
async function proposeConditions(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, at, splits }: Night & { readonly splits: readonly ContextSplit[] },
): Promise<number> {
  const keyed = splits.map((split) => ({
    ...split,
    source_key: `condition ${split.resolution_id} ${split.token}`,
  }));
  const known = await store.taughtSources(
    tx,
    keyed.map(({ source_key }) => source_key),
  );
  let proposed = 0;
  for (const { resolution_id, token, own, rivals, accounts, source_key } of keyed) {
    const row = known.has(source_key) ? undefined : await store.getResolution(tx, resolution_id);
    if (row === undefined || row.retired_at !== null || row.conditions.length > 0 || proposed >= MOST)
      continue;
    const seen = `${own.with} of its ${own.of} questions from ${accounts} accounts`;
    const others = `${rivals.with} of ${rivals.of} of those in like words with another answer`;
    await keepChange(parts, tx, {
      workspace_id,
      kind: 'condition',
      resolution: row,
      question: `It would hold only where ${conditionsInWords([token])}.`,
      events: [{ kind: 'conditions-set', resolution_id, conditions: [token] }],
      change: { before: [], after: [token] },
      source_key,
      by: null,
      reason: `${conditionsInWords([token])} in ${seen}, and in ${others}`,
      at,
    });
    proposed += 1;
  }
  return proposed;
}

/** Oldest first. */
async function inUse(tx: store.Tx): Promise<store.ResolutionWithCount[]> {
  const rows: store.ResolutionWithCount[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listResolutions(tx, { cursor, limit: PAGE });
    rows.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return rows.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1));
}
