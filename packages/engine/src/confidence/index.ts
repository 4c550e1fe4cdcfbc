export {
  fitIsotonic,
  type IsotonicModel,
  type LabelledScores,
  poolAdjacentViolators,
  predictIsotonic,
} from './isotonic.ts';
export {
  fitLogistic,
  logOdds,
  type LogisticModel,
  type LogisticTraining,
  predictLogistic,
  rawCoefficients,
} from './logistic-regression.ts';
export {
  fitVennAbers,
  predictVennAbers,
  type VennAbersModel,
  type VennAbersPrediction,
} from './venn-abers.ts';
export { type NamedFeatures, OnlineLogistic, type OnlineLogisticOptions } from './online-logistic.ts';
