/**
 * In the night: resolutions that say the same, to be merged, and resolutions with something against them, to be retired.
 *
 * Only proposals: they wait in the queue of reviews with what speaks for them, and each is made once; one that a person
 * rejected does not come again. Limit: `MOST` of each a night. Errors: none of its own.
 */
import { twins } from '@understudy/engine';
import type { JobTable } from '../jobs/jobs.ts';
import { keepChange } from '../keep-change.ts';
import { exemplarsOf, MOST_MOVED, mergeEvents } from '../move-exemplars.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms' | 'log'>;

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
  const at = new Date(parts.now_ms());
  const counts = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    merges: await proposeMerges(parts, tx, { workspace_id, at }),
    retirements: await proposeRetirements(parts, tx, { workspace_id, at }),
  }));
  parts.log.info({ workspace_id, ...counts }, 'changes proposed');
}

interface Night {
  readonly workspace_id: string;
  readonly at: Date;
}

/** The one with fewer exemplars goes into the other. */
async function proposeMerges(parts: Ports, tx: store.Tx, { workspace_id, at }: Night): Promise<number> {
  const rows = await inUse(tx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  let made = 0;
  for (const { earlier, later, alike } of twins(rows)) {
    const [one, other] = [byId.get(earlier), byId.get(later)];
    if (one === undefined || other === undefined || one.stakes !== other.stakes) continue;
    const [from, into] = other.exemplars > one.exemplars ? [one, other] : [other, one];
    const source_key = `merge ${[from.id, into.id].toSorted().join(' ')}`;
    if (from.exemplars > MOST_MOVED || (await store.isLessonOf(tx, source_key))) continue;
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
    if (++made === MOST) break;
  }
  return made;
}

async function proposeRetirements(parts: Ports, tx: store.Tx, { workspace_id, at }: Night): Promise<number> {
  let made = 0;
  for (const found of await store.retirementGrounds(tx, { at, limits: LIMITS })) {
    const { resolution_id: id, title, ground } = found;
    const source_key = `retirement ${ground} ${id}`;
    if (await store.isLessonOf(tx, source_key)) continue;
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
    if (++made === MOST) break;
  }
  return made;
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
