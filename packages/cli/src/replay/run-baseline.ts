/** A classifier beside the replay: trained again every 30 days of the stream on every answer given until then. */
import {
  areaUnderRiskCoverage,
  type LabelledText,
  type Metrics,
  type ReplayTicket,
  type TrainableBaseline,
} from '@understudy/engine';

const PERIOD_MS = 30 * 24 * 3_600_000;
/** Where tickets have no times, or come thick, this many stand for thirty days. */
const PERIOD_TICKETS = 1_000;
const FIRST_TRAINING = 100;

/** It hears of every human answer, answered alone or not: better off than we are. */
export async function runBaseline(
  baseline: TrainableBaseline,
  tickets: readonly ReplayTicket[],
  onProgress: (done: number) => void,
): Promise<Partial<Metrics>> {
  const known: LabelledText[] = [];
  const answers: { confidence: number; correct: boolean; among_three: boolean }[] = [];
  let trained: { readonly at_ms: number; readonly count: number } | null = null;
  for (const [index, { question, right }] of tickets.entries()) {
    const isDue =
      trained === null
        ? known.length >= FIRST_TRAINING
        : question.at_ms - trained.at_ms >= PERIOD_MS || index - trained.count >= PERIOD_TICKETS;
    if (isDue) {
      await baseline.train(known);
      trained = { at_ms: question.at_ms, count: index };
    }
    if (right !== null) {
      const ranked = await baseline.predict(question.text);
      const isRight = ({ label }: { readonly label: string }) => right.includes(label);
      answers.push({
        confidence: ranked[0]?.confidence ?? 0,
        correct: ranked.slice(0, 1).some(isRight),
        among_three: ranked.slice(0, 3).some(isRight),
      });
      for (const label of right) known.push({ text: question.text, label });
    }
    onProgress(index + 1);
  }
  // Too few answers to learn from: it says nothing, rather than 0.
  if (trained === null) return { tickets: answers.length };
  const shareOf = (count: number) => (answers.length === 0 ? null : count / answers.length);
  return {
    tickets: answers.length,
    hit_at_1: shareOf(answers.filter((answer) => answer.correct).length),
    hit_at_3: shareOf(answers.filter((answer) => answer.among_three).length),
    aurc: areaUnderRiskCoverage(answers)?.aurc ?? null,
  };
}
