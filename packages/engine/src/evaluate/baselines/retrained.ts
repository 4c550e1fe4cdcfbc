/**
 * Any text classifier as a baseline of the stream: trained again every 30 days on what was revealed until then, or
 * every tenth of the stream where it has no times; the first time as soon as `FIRST_TRAINING` texts are known.
 */
import type { EncodedQuestion } from '../../domain.ts';
import type { LabelledText, TrainableBaseline } from '../baseline.ts';
import type { ReplayTicket } from '../replay.ts';
import type { StreamBaseline } from '../run-replay.ts';
import { type Guess, type StreamLearner, streamBaseline } from './stream-harness.ts';

const PERIOD_MS = 30 * 86_400_000;
const PERIODS_WITHOUT_TIMES = 10;
const FIRST_TRAINING = 100;

/** `create` gives a fresh classifier for each run. */
export function retrainedBaseline(name: string, create: () => TrainableBaseline): StreamBaseline {
  return streamBaseline({
    name,
    threshold: 'tuned',
    create: (tickets) => new RetrainedLearner(create(), tickets),
  });
}

class RetrainedLearner implements StreamLearner {
  readonly #classifier: TrainableBaseline;
  readonly #period: number;
  readonly #timed: boolean;
  readonly #known: LabelledText[] = [];
  #tickets = 0;
  #trainedAt: number | null = null;

  constructor(classifier: TrainableBaseline, tickets: readonly ReplayTicket[]) {
    this.#classifier = classifier;
    this.#timed = tickets.some((ticket) => ticket.question.at_ms > 0);
    this.#period = this.#timed ? PERIOD_MS : Math.ceil(tickets.length / PERIODS_WITHOUT_TIMES);
  }

  learn(question: EncodedQuestion, resolutionIds: readonly string[]): void {
    for (const label of resolutionIds) this.#known.push({ text: question.text, label });
  }

  async guess(question: EncodedQuestion): Promise<Guess> {
    const now = this.#timed ? question.at_ms : this.#tickets;
    this.#tickets += 1;
    if (this.#isDue(now)) {
      this.#trainedAt = now;
      await this.#classifier.train(this.#known);
    }
    if (this.#trainedAt === null) return { ranked: [], confidence: 0 };
    const ranked = await this.#classifier.predict(question.text);
    return { ranked: ranked.map(({ label }) => label), confidence: ranked[0]?.confidence ?? 0 };
  }

  #isDue(now: number): boolean {
    if (this.#trainedAt === null) return this.#known.length >= FIRST_TRAINING;
    return now - this.#trainedAt >= this.#period;
  }
}
