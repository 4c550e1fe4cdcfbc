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
import { fitOutcomes, type OutcomeModel, probabilityCorrect } from './likelihood.ts';
import { isMature, type ObservedAnswer, observeAnswers, type OutcomeFacts } from './observe-answers.ts';
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
  readonly risk: RiskEstimate;
  readonly risk_by_stakes: ReadonlyMap<Stakes, RiskEstimate>;
  readonly risk_by_resolution: ReadonlyMap<string, RiskEstimate>;
  readonly model: OutcomeModel;
}

const FOLDS = 5;

export function readOutcomes(
  facts: OutcomeFacts,
  options: { readonly level?: number; readonly lambda?: number } = {},
): OutcomeReading {
  const observed = observeAnswers(facts);
  const model = fitOutcomes(observed);
  const unseeing = foldModels(observed);
  const items = observed.map((answer, index) => ({
    answer,
    read: readOne(model, answer),
    guess: 1 - probabilityCorrect(unseeing(answer, index) ?? model, answer, answer.shown.confidence),
  }));
  const alone = items.filter(({ answer }) => answer.shown.action === 'answer');
  const riskOf = (of: readonly Item[]) => estimateRisk(of.map(riskItem), options);
  const by = <Key>(key: (answer: ObservedAnswer) => Key): Map<Key, RiskEstimate> =>
    new Map([...Map.groupBy(alone, ({ answer }) => key(answer))].map(([name, own]) => [name, riskOf(own)]));
  return {
    answers: items.map(({ read }) => read),
    risk: riskOf(alone),
    risk_by_stakes: by(({ shown }) => shown.stakes),
    risk_by_resolution: by(({ shown }) => shown.resolution_id),
    model,
  };
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
function foldModels(observed: readonly ObservedAnswer[]) {
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    fitOutcomes(observed.map((each, index) => (index % FOLDS === fold ? { ...each, verdict: null } : each))),
  );
  return ({ verdict }: ObservedAnswer, index: number): OutcomeModel | null =>
    verdict === null ? null : folds[index % FOLDS];
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
