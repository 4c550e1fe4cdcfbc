/**
 * A person changes what is known: where alone a resolution holds, that two say the same, that one is two, that one is out
 * of use. Each is a lesson, in force at once as its author's own word; whoever takes the lesson back has it as before.
 *
 * Exemplars move by being told again under their new resolution, after their old one was retired: words that the model
 * knows already, so that a rollback is exact. Price: a resolution that was split keeps only its newest text for the
 * search. Limit: 400 exemplars. Errors: `FlowError` not-found, conflict.
 */
import { conditionsInWords } from '@understudy/engine';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { type Change, keepChange } from '../keep-change.ts';
import { keepResolution } from '../keep-mined.ts';
import type { Libraries } from '../libraries.ts';
import { exemplarsOf, mergeEvents, type Moved, splitEvents } from '../move-exemplars.ts';
import type { Parts } from '../parts.ts';
import type { Reviewer } from '../settle-review.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Pick<Libraries, 'drop'> };

interface OnResolution {
  readonly workspace_id: string;
  readonly resolution_id: string;
  readonly by: Reviewer;
}

/** Null where these conditions hold already. */
export async function setConditions(
  parts: Ports,
  given: OnResolution & { readonly conditions: readonly string[] },
): Promise<string | null> {
  const after = [...new Set(given.conditions)].toSorted();
  return change(parts, given, async (_, row) => {
    const before = row.conditions;
    if (JSON.stringify(before) === JSON.stringify(after)) return null;
    const words = conditionsInWords(after);
    return {
      kind: 'condition',
      resolution: row,
      question: words === '' ? 'It holds everywhere.' : `It holds only where ${words}.`,
      events: [{ kind: 'conditions-set', resolution_id: row.id, conditions: after }],
      change: { before, after },
      reason: '',
    };
  });
}

/** The exemplars of one go to the other, and it is retired. */
export async function mergeResolution(
  parts: Ports,
  given: OnResolution & { readonly into: string },
): Promise<string | null> {
  return change(parts, given, async (tx, row) => {
    if (given.into === row.id) throw new FlowError('conflict', 'It cannot be merged into itself.');
    const target = await inUse(tx, given.into);
    const moved = await exemplarsOf(tx, row.id);
    return {
      kind: 'merge',
      resolution: target,
      question: 'Another answer says the same: its questions come here.',
      events: mergeEvents({ from: row.id, into: target.id, moved }),
      change: { from: row.id, exemplars: moved.map(({ id }) => id) },
      reason: '',
    };
  });
}

/** The chosen exemplars get an answer of their own. */
export async function splitResolution(
  parts: Ports,
  given: OnResolution & {
    readonly exemplars: readonly string[];
    readonly title: string;
    readonly text: string;
  },
): Promise<string | null> {
  return change(parts, given, async (tx, row, at) => {
    const all = await exemplarsOf(tx, row.id);
    const goes = ({ id }: Moved) => given.exemplars.includes(id);
    const moved = all.filter(goes);
    const stays = all.filter((each) => !goes(each));
    if (moved.length < new Set(given.exemplars).size)
      throw new FlowError('conflict', 'Some of these exemplars are not its own any more: look again.');
    if (moved.length === 0 || stays.length === 0)
      throw new FlowError('conflict', 'Some of its exemplars have to go, and some have to stay.');
    const { stakes } = row;
    // Words that nobody has judged yet go out with a person's eye on them.
    const stage = row.stage === 'auto' ? 'suggest' : row.stage;
    const source = { kind: 'human-reply', url: null, author: given.by.name, at_ms: at.getTime() } as const;
    const id = newId('resolution', at.getTime());
    const words = { title: given.title, text: given.text, links: [] };
    const sources = [{ ...source, id: row.id }];
    const resolution = { id, ...words, stakes, stage, version: 1, sources };
    await keepResolution(tx, { resolution, author: given.by.name, at });
    return {
      kind: 'split',
      resolution,
      question: 'Some questions of another answer get this answer of their own.',
      events: splitEvents({ row, stays, resolution, moved }),
      change: { from: row.id, exemplars: moved.map((each) => each.id) },
      reason: '',
    };
  });
}

export async function retireResolution(
  parts: Ports,
  given: OnResolution & { readonly reason: string },
): Promise<string | null> {
  return change(parts, given, async (_, row) => ({
    kind: 'retirement',
    resolution: row,
    question: 'It is taken out of use.',
    events: [{ kind: 'resolution-retired', resolution_id: row.id }],
    change: null,
    reason: given.reason,
  }));
}

type Made = Omit<Change, 'workspace_id' | 'source_key' | 'by' | 'at'>;

/** `make` answers what the lesson is; null where nothing is to be done. */
async function change(
  parts: Ports,
  { workspace_id, resolution_id, by, into }: OnResolution & { readonly into?: string },
  make: (tx: store.Tx, row: store.ResolutionWithCount, at: Date) => Promise<Made | null>,
): Promise<string | null> {
  const at = new Date(parts.now_ms());
  const id = await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.holdResolutions(tx, into === undefined ? [resolution_id] : [resolution_id, into]);
    const row = await inUse(tx, resolution_id);
    const made = await make(tx, row, at);
    const source_key = `${made?.kind} ${newId('lesson', at.getTime())}`;
    return made && keepChange(parts, tx, { ...made, workspace_id, source_key, by, at });
  });
  parts.libraries.drop(workspace_id);
  return id;
}

async function inUse(tx: store.Tx, id: string): Promise<store.ResolutionWithCount> {
  const row = await store.getResolution(tx, id);
  if (row === undefined) throw new FlowError('not-found', 'No such resolution.');
  if (row.retired_at !== null) throw new FlowError('conflict', `“${row.title}” is out of use.`);
  return row;
}
