/** How far bad lessons reached, and what guarding against them cost. */
import { type Metrics, summarise } from '@understudy/engine';
import type { JudgedStep, JudgedTicket } from './judged-replay.ts';

export interface PoisonFigures extends Partial<Metrics> {
  /** Share of bad lessons that never spoke loudest for a wrong autonomous answer; null without any. */
  readonly poisoned_held: number | null;
  /** Share of good lessons that were not taken. */
  readonly good_held: number | null;
  readonly poisoned: number;
  readonly second_looks_per_1000: number;
}

/** `isAttack`: tickets of attackers teach, but nobody minds how they are answered. */
export function poisonFigures(
  steps: readonly JudgedStep[],
  tickets: readonly JudgedTicket[],
  isAttack: (index: number) => boolean,
): PoisonFigures {
  const records = steps.filter((_, i) => !isAttack(i)).map(({ record }) => record);
  const taught = steps.flatMap((step, i) => {
    const { ticket, truth } = tickets[i];
    const [said] = ticket.resolutions;
    if (!step.record.revealed || said === undefined) return [];
    return [
      {
        exemplar_id: `${ticket.question.id}/${said.id}`,
        good: truth.includes(said.id),
        taken: step.taken > 0,
      },
    ];
  });
  const bad = taught.filter(({ good }) => !good);
  const good = taught.filter((each) => each.good);
  const blamed = new Set(
    steps.flatMap(({ record, decision }, i) =>
      record.autonomous && !record.correct && !isAttack(i) ? [decision.candidates[0].exemplar_id] : [],
    ),
  );
  const {
    tickets: count,
    coverage,
    risk,
    risk_upper90,
    harm_per_1000,
    hit_at_1,
    hit_at_3,
    ece,
  } = summarise(records, { rss_mib: null, timed: false });
  return {
    tickets: count,
    coverage,
    risk,
    risk_upper90,
    harm_per_1000,
    hit_at_1,
    hit_at_3,
    ece,
    poisoned: bad.length,
    second_looks_per_1000: (1000 * steps.filter(({ looked }) => looked).length) / Math.max(1, steps.length),
    poisoned_held: share(bad, ({ exemplar_id }) => !blamed.has(exemplar_id)),
    good_held: share(good, ({ taken }) => !taken),
  };
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}
