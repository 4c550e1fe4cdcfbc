/**
 * Right answers with vectors as they are and mapped, by stage and resolution, and what they add up to.
 *
 * Questions of one resolution share their exemplars, so a resolution is one draw: it is won or lost by the sum over its
 * questions and stages.
 */

/** How much was known of a question's resolution: one exemplar, up to five, or all but the questions themselves. */
export const STAGES = ['one_shot', 'five_shot', 'known'] as const;
export type Stage = (typeof STAGES)[number];

export interface StageResult {
  readonly questions: number;
  /** Questions that found their resolution first. */
  readonly raw_right: number;
  readonly mapped_right: number;
}

export interface TopicResult extends StageResult {
  readonly topic: string;
  readonly stage: Stage;
}

export interface MapReplay {
  readonly stages: Readonly<Record<Stage, StageResult>>;
  /** Resolutions for which the map was right more often, and less often. */
  readonly wins: number;
  readonly losses: number;
}

export function tally(results: readonly TopicResult[]): MapReplay {
  const stages = {} as Record<Stage, StageResult>;
  for (const stage of STAGES) stages[stage] = total(results.filter((result) => result.stage === stage));
  const gains = new Map<string, number>();
  for (const { topic, raw_right, mapped_right } of results) {
    gains.set(topic, (gains.get(topic) ?? 0) + mapped_right - raw_right);
  }
  const signs = [...gains.values()].map(Math.sign);
  const count = (sign: number) => signs.filter((each) => each === sign).length;
  return { stages, wins: count(1), losses: count(-1) };
}

function total(results: readonly StageResult[]): StageResult {
  const sum = (of: (result: StageResult) => number) => results.reduce((so, result) => so + of(result), 0);
  return {
    questions: sum((result) => result.questions),
    raw_right: sum((result) => result.raw_right),
    mapped_right: sum((result) => result.mapped_right),
  };
}
