/** What a lesson's resolution did since the lesson came, the share of it that audits found wrong, and its topic before and after. */
import type { Effect } from '@understudy/contract';
import { clopperPearsonLower, clopperPearsonUpper } from '@understudy/engine';
import type { OfResolution } from './lesson-kinds.ts';
import { countEffect, type Lesson, sumTopics, type TopicSums, type Tx } from './store/index.ts';

/** Probability that the interval misses on one side: 90 % on both. */
const MISS = 0.05;
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
  return { ...counts, risk: shareOf(wrong, audited), topic: await readTopic(tx, lesson.at, around) };
}

function shareOf(part: number, whole: number): Effect['risk'] {
  if (whole === 0) return null;
  const low = clopperPearsonLower(part, whole, MISS);
  return { value: part / whole, low, high: clopperPearsonUpper(part, whole, MISS) };
}

async function readTopic(tx: Tx, at: Date, { topic, now_ms }: Around): Promise<Effect['topic']> {
  const came = Math.floor(at.getTime() / DAY_MS);
  const days = Math.min(MOST_DAYS, Math.floor(now_ms / DAY_MS) - came);
  if (topic === null || days < 1) return null;
  const read = async (first: number) => {
    const range = { from: dayOf(first), to: dayOf(first + days - 1) };
    return { ...range, ...sharesOf((await sumTopics(tx, range)).get(topic.id)) };
  };
  return { ...topic, before: await read(came - days), after: await read(came + 1) };
}

function sharesOf(sums: TopicSums | undefined) {
  if (sums === undefined) return { conversations: 0, alone: null, handed_off: null, wrong: null };
  const { conversations, alone, handed_off, audited_right, audited_wrong } = sums;
  return {
    conversations,
    alone: shareOf(alone, conversations),
    handed_off: shareOf(handed_off, conversations),
    wrong: shareOf(audited_wrong, audited_right + audited_wrong),
  };
}

const dayOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
