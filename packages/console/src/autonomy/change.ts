/** A change of how far the AI agent may go: shown before it is saved, saved, and undone. */
import type { Autonomy, AutonomyChange, AutonomyLevel, TopicAutonomy } from '@understudy/contract';
import { call } from '../api/client.ts';
import { autonomyQuery, queryClient, settingsQuery } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { percent } from '../ui/format.ts';
import { LEVELS, STAKES } from './words.ts';

export interface Change {
  readonly title: string;
  /** What the toast says once it is saved. */
  readonly said: string;
  readonly change: AutonomyChange;
  readonly undo: AutonomyChange;
}

type CertifiableStakes = keyof Autonomy['max_error_by_stakes'];

const labelOf = (level: AutonomyLevel) => LEVELS.find(({ id }) => id === level)?.label ?? level;
const ofTopic = (level: AutonomyLevel) => LEVELS.find(({ id }) => id === level)?.ofTopic ?? level;

export function changeOfWorkspace({ autonomy: before }: Autonomy, autonomy: AutonomyLevel): Change {
  const label = labelOf(autonomy);
  return {
    title: `Set the AI agent to “${label}”?`,
    said: `The AI agent is set to “${label}”.`,
    change: { autonomy },
    undo: { autonomy: before },
  };
}

export function changeOfTopic(topic: TopicAutonomy, level: AutonomyLevel): Change {
  const { id, name, autonomy, is_own } = topic;
  return {
    title: `“${name}”: ${ofTopic(level)}?`,
    said: `“${name}”: ${ofTopic(level)}.`,
    change: { topic_autonomy: { [id]: level } },
    undo: { topic_autonomy: { [id]: is_own ? autonomy : null } },
  };
}

export function changeOfError({ max_error: before }: Autonomy, max_error: number): Change {
  return {
    title: `Accept ${percent(max_error)} wrong answers at most?`,
    said: `At most ${percent(max_error)} may be wrong.`,
    change: { max_error },
    undo: { max_error: before },
  };
}

/** `max_error` null: as for all. */
export function changeOfStakes(
  { max_error_by_stakes: before, max_error: general }: Autonomy,
  stakes: CertifiableStakes,
  max_error: number | null,
): Change {
  const { [stakes]: _, ...others } = before;
  const after = max_error === null ? others : { ...others, [stakes]: max_error };
  const { label } = STAKES[stakes];
  return {
    title: `${label}: accept ${percent(max_error ?? general)} wrong answers at most?`,
    said: `${label}: at most ${percent(max_error ?? general)} may be wrong.`,
    change: { max_error_by_stakes: after },
    undo: { max_error_by_stakes: before },
  };
}

/** Answers whether it was saved. */
export async function save({ change, undo, said }: Change): Promise<boolean> {
  if (!(await send(change))) return false;
  toast(said, { undo: () => void send(undo) });
  return true;
}

async function send(change: AutonomyChange): Promise<boolean> {
  try {
    const settings = await call('updateSettings', { body: change });
    queryClient.setQueryData(settingsQuery.queryKey, settings);
    return true;
  } catch (error) {
    complain(error);
    return false;
  } finally {
    await queryClient.invalidateQueries({ queryKey: autonomyQuery.queryKey });
  }
}
