export {
  fitIsotonic,
  type IsotonicModel,
  type LabelledScores,
  poolAdjacentViolators,
  predictIsotonic,
} from './isotonic.ts';
export {
  fitLogistic,
  type LogisticModel,
  type LogisticTraining,
  logOdds,
  predictLogistic,
  rawCoefficients,
} from './logistic-regression.ts';
export { type NamedFeatures, OnlineLogistic, type OnlineLogisticOptions } from './online-logistic.ts';
export {
  fitVennAbers,
  predictVennAbers,
  type VennAbersModel,
  type VennAbersPrediction,
} from './venn-abers.ts';
