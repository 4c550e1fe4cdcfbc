/**
 * An answer that got worse is held, and people are told: in the transaction that takes its lessons back.
 *
 * One hold an answer, with the lesson that a person decides about; it is released by `flow/watch-harm.ts` once that is
 * decided, or once another answer goes out in its place.
 */
import { newId } from './ids.ts';
import type { Parts } from './parts.ts';
import { raiseAlarm } from './raise-alarm.ts';
import * as store from './store/index.ts';

export interface HeldLesson {
  readonly lesson_id: string;
  readonly resolution_id: string;
  readonly why: string;
}

export const HELD_ANSWER =
  'It goes out no more. It comes back when a person approves its lesson again; otherwise the next answer that people ' +
  'give in its place is learned.';

export const alarmKey = (hold: Pick<store.HarmHold, 'level' | 'subject_id'>): string =>
  `harm/${hold.level}/${hold.subject_id}`;

export async function holdHarmful(
  parts: Pick<Parts, 'jobs' | 'now_ms'>,
  tx: store.Tx,
  { workspace_id, lessons }: { readonly workspace_id: string; readonly lessons: readonly HeldLesson[] },
): Promise<void> {
  const first = new Map(lessons.toReversed().map((lesson) => [lesson.resolution_id, lesson]));
  const rows = await store.getResolutions(tx, [...first.keys()]);
  for (const { id: subject_id, title } of rows) {
    const held = first.get(subject_id);
    if (held === undefined) continue;
    const since = new Date(parts.now_ms());
    const { why, lesson_id } = held;
    const hold = { level: 'resolution', subject_id, why, action: HELD_ANSWER, lesson_id, since } as const;
    await store.holdForHarm(tx, { ...hold, id: newId('hold', since.getTime()) });
    await raiseAlarm(parts, tx, {
      workspace_id,
      key: alarmKey(hold),
      kind: 'harm',
      severity: 'acts',
      title: `Held: “${title}”`,
      text: `This answer got worse: ${why}`,
      done: HELD_ANSWER,
      link: `/review/${lesson_id}`,
    });
  }
}
