/**
 * A lead names, closes or reopens an incident, says that it is none, sets a banner, holds answers, adds a note. Each is put
 * back by the opposite change; closed, it lets go what it held, and its banner is shown no more.
 *
 * Errors: `FlowError` not-found, conflict, invalid-request.
 */
import type { Body } from '@understudy/contract';
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { holdAnswers } from '../hold-answers.ts';
import { isOngoing, moveIncident } from '../move-incident.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export async function changeIncident(
  parts: Pick<Parts, 'database' | 'jobs' | 'models' | 'now_ms'>,
  given: {
    readonly workspace_id: string;
    readonly id: string;
    /** Name of the person. */
    readonly by: string;
    readonly change: Body<'changeIncident'>;
  },
): Promise<void> {
  const { workspace_id, id, by, change } = given;
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.lockIncidents(tx);
    const row = await store.getIncident(tx, id);
    if (row === undefined) throw new FlowError('not-found', 'No such incident.');
    const state = change.state ?? row.state;
    const asks = (change.banner ?? null) !== null || (change.hold ?? []).length > 0;
    if (asks && !isOngoing(state))
      throw new FlowError('conflict', 'A closed incident shows no banner and holds nothing: open it first.');
    const texts = await apply(tx, row, change);
    const entries = texts.map((text) => ({ at: at.toISOString(), by, text }));
    await store.tellHistory(tx, { id, entries });
    const incident = { ...row, title: change.title ?? row.title };
    if (state !== row.state) await moveIncident(parts, tx, { workspace_id, incident, state, by });
    await holdAnswers(tx, at);
    await announceLearning(tx);
  });
  await parts.models.catchUp(workspace_id);
}

/** Answers what was done, in words for the history. */
async function apply(
  tx: store.Tx,
  row: store.IncidentRow,
  change: Body<'changeIncident'>,
): Promise<string[]> {
  const { title, banner, hold, note } = change;
  const texts: string[] = [];
  if (title !== undefined && title !== row.title) texts.push(`Renamed to “${title}”.`);
  if (banner !== undefined && banner !== row.banner)
    texts.push(banner === null ? 'Took the banner back.' : `Set the banner: ${banner}`);
  const held = hold === undefined ? undefined : [...new Set(hold)].sort();
  if (held !== undefined) texts.push(...(await heldInWords(tx, row.held, held)));
  if (note !== undefined) texts.push(note);
  await store.updateIncident(tx, {
    id: row.id,
    title: title ?? row.title,
    banner: banner === undefined ? row.banner : banner,
    held: held ?? row.held,
  });
  return texts;
}

async function heldInWords(
  tx: store.Tx,
  before: readonly string[],
  after: readonly string[],
): Promise<string[]> {
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  const rows = new Map(
    (await store.getResolutions(tx, [...added, ...removed])).map((each) => [each.id, each.title]),
  );
  if (added.some((id) => !rows.has(id))) throw new FlowError('not-found', 'No such answer.');
  return [
    ...added.map((id) => `Holds “${rows.get(id) ?? ''}”.`),
    ...removed.map((id) => `Let “${rows.get(id) ?? 'an answer'}” go out again.`),
  ];
}
