/** Exemplars that go to another resolution: told again there, under their own ids, after their old one was retired. */
import type { EncodedQuestion, Resolution } from '@understudy/engine';
import { FlowError } from './flow-error.ts';
import type { PendingEvent } from './ledger-codec.ts';
import * as store from './store/index.ts';
import { toDomainResolution } from './translate.ts';

export interface Moved {
  readonly id: string;
  readonly question: EncodedQuestion;
}

export const MOST_MOVED = 400;

/** Oldest first, without vectors. @throws FlowError `conflict` beyond `MOST_MOVED` */
export async function exemplarsOf(tx: store.Tx, resolution_id: string): Promise<Moved[]> {
  const rows = (await store.listExemplars(tx, resolution_id)).toReversed();
  if (rows.length > MOST_MOVED)
    throw new FlowError('conflict', `It has more than ${MOST_MOVED} exemplars: too many to move at once.`);
  return rows.map(({ id, question_id, question_text: text, context, language, account, at }) => {
    const asked = { id: question_id, text, context, language, account, at_ms: at.getTime() };
    return { id, question: { ...asked, wants_human: false, vector: null } };
  });
}

const teach = (resolution_id: string, moved: readonly Moved[]): PendingEvent[] =>
  moved.map(({ id, question }) => ({
    kind: 'lesson-applied',
    exemplar: { id, resolution_id, question },
  }));

/**
 * What a lesson about known resolutions tells if it comes into force now: exemplars came and went since it was proposed,
 * or taken back. Null where what it rests on is out of use.
 */
export async function eventsNow(
  tx: store.Tx,
  lesson: store.Lesson,
): Promise<{ readonly events: readonly PendingEvent[]; readonly change: store.KnownChange | null } | null> {
  const { kind, change, resolution_id: into } = lesson;
  const events = (lesson.proposal?.events ?? []) as readonly PendingEvent[];
  const from = change?.from;
  if (from === undefined || into === null) return { events, change };
  await store.holdResolutions(tx, [from, into]);
  const row = await store.getResolution(tx, from);
  const target = kind === 'merge' ? await store.getResolution(tx, into) : row;
  if (row === undefined || row.retired_at !== null || target === undefined || target.retired_at !== null)
    return null;
  const all = await exemplarsOf(tx, from);
  if (kind === 'merge') {
    const exemplars = all.map(({ id }) => id);
    return { events: mergeEvents({ from, into, moved: all }), change: { from, exemplars } };
  }
  const moved = all.filter(({ id }) => change?.exemplars?.includes(id));
  const stays = all.filter((each) => !moved.includes(each));
  const told = events.findLast((event) => event.kind === 'resolution-upserted');
  if (told === undefined) return null;
  const split = splitEvents({ row, stays, resolution: told.resolution, moved });
  return { events: split, change: { from, exemplars: moved.map(({ id }) => id) } };
}

/** Lessons stand before the text that they brought, as the ranker has to learn from them. */
export function splitEvents(given: {
  readonly row: store.ResolutionRow;
  readonly stays: readonly Moved[];
  readonly resolution: Resolution;
  readonly moved: readonly Moved[];
}): PendingEvent[] {
  const { row, stays, resolution, moved } = given;
  return [
    { kind: 'resolution-retired', resolution_id: row.id },
    ...teach(row.id, stays),
    { kind: 'resolution-upserted', resolution: toDomainResolution(row) },
    ...teach(resolution.id, moved),
    { kind: 'resolution-upserted', resolution },
  ];
}

export function mergeEvents(given: {
  readonly from: string;
  readonly into: string;
  readonly moved: readonly Moved[];
}): PendingEvent[] {
  const { from, into, moved } = given;
  return [{ kind: 'resolution-retired', resolution_id: from }, ...teach(into, moved)];
}
