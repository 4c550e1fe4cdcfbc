/** What a hand-written issue of the sample desk holds. Larkfold is invented: time tracking and billing for agencies. */
export interface Issue {
  /** Gold label of its tickets. */
  readonly id: string;
  /** Where in the product customers are when they write. */
  readonly page: string;
  /** Months (1 to 12) in which it can arrive; the whole year where absent. */
  readonly from_month?: number;
  /** Month in which it arrives in a burst. */
  readonly burst_month?: number;
  /** How common it is: 1 rare to 5 daily bread. */
  readonly weight: 1 | 2 | 3 | 4 | 5;
  /** Slug of the help article that answers it. */
  readonly article?: string;
  /** Ways in which customers put it, each written by hand. */
  readonly asks: readonly string[];
  /** Ways in which the team answers it. */
  readonly answers: readonly string[];
  /** What an agent asks back before answering, and what the customer then says. */
  readonly asks_back?: readonly [question: string, reply: string];
}
