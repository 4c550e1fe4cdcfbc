/** What a lesson's resolution did since the lesson came, the share of it that audits found wrong, and its topic before and after. */
import type { Effect } from '@understudy/contract';
import type { OfResolution } from './lesson-kinds.ts';
import { countEffect, type Lesson, sumTopics, type TopicSums, type Tx } from './store/index.ts';
import { intervalOf } from './translate-figures.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 28;

/** Of a lesson that changes no answer by itself. */
export const NO_EFFECT: Effect = {
  answers: 0,
  drafts: 0,
  accepted: 0,
  edited: 0,
  audited: 0,
  wrong: 0,
  risk: null,
  topic: null,
};

interface Around {
  /** The topic of its resolution. */
  readonly topic: { readonly id: string; readonly name: string } | null;
  readonly now_ms: number;
}

export async function readEffect(
  tx: Tx,
  lesson: OfResolution<Pick<Lesson, 'resolution_id' | 'at'>>,
  around: Around,
): Promise<Effect> {
  const counts = await countEffect(tx, { resolution_id: lesson.resolution_id, since: lesson.at });
  const { audited, wrong } = counts;
  return { ...counts, risk: intervalOf(wrong, audited), topic: await readTopic(tx, lesson.at, around) };
}

async function readTopic(tx: Tx, at: Date, { topic, now_ms }: Around): Promise<Effect['topic']> {
  const came = Math.floor(at.getTime() / DAY_MS);
  const days = Math.min(MOST_DAYS, Math.floor(now_ms / DAY_MS) - came);
  if (topic === null || days < 1) return null;
  const read = async (first: number) => {
    const range = { from: dayOf(first), to: dayOf(first + days - 1) };
    return { ...range, ...sharesOf((await sumTopics(tx, { ...range, topic_id: topic.id })).get(topic.id)) };
  };
  return { ...topic, before: await read(came - days), after: await read(came + 1) };
}

function sharesOf(sums: TopicSums | undefined) {
  if (sums === undefined) return { conversations: 0, alone: null, handed_off: null, wrong: null };
  const { conversations, alone, handed_off, audited_right, audited_wrong } = sums;
  return {
    conversations,
    alone: intervalOf(alone, conversations),
    handed_off: intervalOf(handed_off, conversations),
    wrong: intervalOf(audited_wrong, audited_right + audited_wrong),
  };
}

const dayOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
