/** A whisper as the team reads it. */
import type * as wire from '@understudy/contract';
import type * as rows from './store/index.ts';

/** `generation`: of its conversation now. */
export function toWireWhisper(row: rows.WhisperRow, generation: number): wire.Whisper {
  const { id, message_id, by, resolution_id, is_lesson, decision_id } = row;
  const state = row.state === 'waiting' && row.generation !== generation ? 'lapsed' : row.state;
  return { id, message_id, by, resolution_id, is_lesson, state, decision_id };
}
