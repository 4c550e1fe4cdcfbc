/**
 * The door: from the ledger's facts to what is known about the answers that were given.
 *
 * Recomputed from the facts alone, so that nothing has to be saved and forgetting is leaving facts out; meant for
 * the night, and quick enough for a click. Risks are of answers that went out alone; drafts are judged one by one.
 * Cost: O(n log n); see the decision note for times at 100,000 answers.
 *
 * @example
 * readOutcomes({ shown: [], outcomes: [], verdicts: [], now_ms: 0 }).risk.risk; // => null
 */
import type { Stakes } from '../domain.ts';
import { fitOutcomes, fitVerdicts, type OutcomeModel, probabilityCorrect } from './likelihood.ts';
import { isMature, type ObservedAnswer, type OutcomeFacts, observeAnswers } from './observe-answers.ts';
import { rewardOf } from './reward.ts';
import { estimateRisk, type RiskEstimate } from './risk-estimate.ts';
import type { Category } from './signals.ts';

/** What is known about one answer or draft by now. */
export interface ReadAnswer {
  readonly decision_id: string;
  readonly resolution_id: string;
  /** What was seen, by channel; what was not seen is left out until its window has closed. */
  readonly seen: readonly Category[];
  readonly mature: boolean;
  /** P(correct | what was seen by now); an audit's verdict is not in it. */
  readonly probability_correct: number;
  /** Was it right? Null where nobody checked. */
  readonly audited: boolean | null;
  /** In [0, 1], by the table in `reward.ts`. */
  readonly reward: number;
}

export interface OutcomeReading {
  /** In the order in which they were shown. */
  readonly answers: readonly ReadAnswer[];
  /** When the first of the answers that went out alone was shown; null where none was. */
  readonly since_ms: number | null;
  readonly risk: RiskEstimate;
  readonly risk_by_stakes: ReadonlyMap<Stakes, RiskEstimate>;
  readonly risk_by_resolution: ReadonlyMap<string, RiskEstimate>;
  /**
   * What each resolution has earned by being right, as plain rewards: for choosing between approved answers. Fewer
   * than 50 audits of a resolution count alone; with more, what customers did counts too.
   */
  readonly tallies: ReadonlyMap<string, { readonly rewards: number; readonly count: number }>;
  readonly model: OutcomeModel;
}

const FOLDS = 5;

export function readOutcomes(
  facts: OutcomeFacts,
  options: { readonly level?: number; readonly lambda?: number } = {},
): OutcomeReading {
  const observed = observeAnswers(facts);
  const model = fitOutcomes(observed);
  const unseen = guessUnseen(model, observed);
  const items = observed.map((answer): Item => {
    const read = readOne(model, answer);
    return { answer, read, guess: unseen.get(answer) ?? 1 - read.probability_correct };
  });
  const alone = items.filter(({ answer }) => answer.shown.action === 'answer');
  const riskOf = (of: readonly Item[]) => estimateRisk(of.map(riskItem), options);
  const by = <Key>(key: (answer: ObservedAnswer) => Key): Map<Key, RiskEstimate> =>
    new Map([...Map.groupBy(alone, ({ answer }) => key(answer))].map(([name, own]) => [name, riskOf(own)]));
  const risk_by_resolution = by(({ shown }) => shown.resolution_id);
  return {
    answers: items.map(({ read }) => read),
    since_ms: alone.reduce<number | null>(
      (first, { answer: { shown } }) => (first === null ? shown.at_ms : Math.min(first, shown.at_ms)),
      null,
    ),
    risk: riskOf(alone),
    risk_by_stakes: by(({ shown }) => shown.stakes),
    risk_by_resolution,
    tallies: new Map([...risk_by_resolution].map(([id, estimate]) => [id, tallyOf(estimate)])),
    model,
  };
}

function tallyOf({ risk, effective_audits }: RiskEstimate) {
  return { rewards: (1 - (risk ?? 0)) * effective_audits, count: effective_audits };
}

interface Item {
  readonly answer: ObservedAnswer;
  readonly read: ReadAnswer;
  /** P(wrong), by a model that did not see the verdict on this answer. */
  readonly guess: number;
}

/**
 * Each audited answer is guessed by a model that did not see its verdict: a guess that knows the verdict makes its
 * own error look small, and the interval too narrow.
 */
function guessUnseen(model: OutcomeModel, observed: readonly ObservedAnswer[]): Map<ObservedAnswer, number> {
  const audited = observed.filter(({ verdict }) => verdict !== null);
  const guesses = new Map<ObservedAnswer, number>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = audited.filter((_, index) => index % FOLDS !== fold);
    const unseeing = fitVerdicts(others, model.delays);
    for (let index = fold; index < audited.length; index += FOLDS) {
      const answer = audited[index];
      guesses.set(answer, 1 - probabilityCorrect(unseeing, answer, answer.shown.confidence));
    }
  }
  return guesses;
}

function readOne(model: OutcomeModel, answer: ObservedAnswer): ReadAnswer {
  const { shown, verdict, seen } = answer;
  const probability_correct = probabilityCorrect(model, answer, shown.confidence);
  const categories = Object.values(seen).filter((each) => each !== null);
  const audited = verdict?.correct ?? null;
  return {
    decision_id: shown.decision_id,
    resolution_id: shown.resolution_id,
    seen: categories,
    mature: isMature(answer),
    probability_correct,
    audited,
    reward: rewardOf({ audited, categories, probability_correct }),
  };
}

function riskItem({ answer: { verdict }, guess }: Item) {
  return {
    guess,
    wrong: verdict === null ? null : !verdict.correct,
    propensity: verdict?.propensity ?? 1,
  };
}
