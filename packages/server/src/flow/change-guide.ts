/**
 * A person proposes a guide, gives its steps other words, takes it out of use or back into it, or says that a broken one
 * works.
 *
 * What is proposed waits for a review; other words are in force at once, as an approved lesson of who wrote them, and can
 * be taken back like any other. Errors: `FlowError` not-found, conflict.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { brokenGuideKey } from '../guide-health.ts';
import { newId } from '../ids.ts';
import { keepGuide } from '../keep-guide.ts';
import type { Parts } from '../parts.ts';
import { settleAlarmOf } from '../raise-alarm.ts';
import { withWords } from '../settle-guide.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'>;

const CLOSED = {
  proposed: 'It waits for a review: edit it there.',
  broken: 'People do not find what it points at, and other words mend no place: record it anew.',
  retired: 'It is out of use: take it back into use first.',
};

interface OnGuide {
  readonly workspace_id: string;
  readonly guide_id: string;
}

/** Answers the guide's id. */
export async function proposeGuide(
  parts: Ports,
  given: {
    readonly workspace_id: string;
    readonly resolution_id: string;
    readonly title: string;
    readonly steps: readonly store.StoredGuideStep[];
    readonly author: string;
  },
): Promise<string> {
  const { workspace_id, resolution_id, title, steps, author } = given;
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const resolution = await store.getResolution(tx, resolution_id);
    if (resolution === undefined) throw new FlowError('not-found', 'No such resolution.');
    if (resolution.retired_at !== null) throw new FlowError('conflict', 'This resolution is out of use.');
    const source_key = `proposed guide ${newId('outcome', at.getTime())}`;
    const why = 'a person proposed it';
    const id = await keepGuide(tx, {
      resolution_id,
      title,
      steps,
      source_key,
      why,
      author,
      approver: null,
      at,
    });
    await announceLearning(tx);
    return id;
  });
}

export async function editGuide(
  parts: Ports,
  given: OnGuide & {
    readonly writer: { readonly member_id: string | null; readonly name: string };
    readonly title: string;
    readonly texts: readonly string[];
  },
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const row = await found(tx, given.guide_id);
    if (row.state !== 'in-force') throw new FlowError('conflict', CLOSED[row.state]);
    const { title, writer: approver } = given;
    const { resolution_id } = row;
    const source_key = `written guide ${newId('outcome', at.getTime())}`;
    const steps = withWords(row.steps, given.texts);
    const why = 'a person wrote it';
    const author = approver.name;
    await keepGuide(tx, { resolution_id, title, steps, source_key, why, author, approver, at });
    await announceLearning(tx);
  });
}

export async function setGuideInUse(
  parts: Ports,
  given: OnGuide & { readonly inUse: boolean },
): Promise<void> {
  const retired_at = given.inUse ? null : new Date(parts.now_ms());
  await parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const { id, state } = await found(tx, given.guide_id);
    if (state === 'proposed')
      throw new FlowError('conflict', 'It waits for a review: approve or reject it there.');
    await store.setGuide(tx, id, { retired_at });
    if (retired_at !== null) await settleAlarm(parts, tx, given, 'The guide was taken out of use.');
    await announceLearning(tx);
  });
}

export async function dismissBreaks(parts: Ports, given: OnGuide): Promise<void> {
  const checked_at = new Date(parts.now_ms());
  await parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const { id } = await found(tx, given.guide_id);
    await store.setGuide(tx, id, { broken_version: null, checked_at });
    await settleAlarm(parts, tx, given, 'A person says that the guide works.');
    await announceLearning(tx);
  });
}

async function settleAlarm(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, guide_id }: OnGuide,
  note: string,
): Promise<void> {
  await settleAlarmOf(parts, tx, { workspace_id, key: brokenGuideKey(guide_id), note });
}

async function found(tx: store.Tx, id: string): Promise<store.GuideRow> {
  const row = await store.getGuide(tx, id);
  if (row === undefined) throw new FlowError('not-found', 'No such guide.');
  return row;
}
