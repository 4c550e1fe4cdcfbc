/** What a reader calls those that run beside us. */
const NAMES: Readonly<Record<string, string>> = {
  frozen: 'Frozen twin',
  oracle_threshold: 'Oracle threshold',
  static_bm25: 'Static BM25',
  static_knn: 'Static kNN',
  append_knn: 'kNN that appends',
  tfidf_knn: 'TF-IDF kNN',
  svm_30d: 'SVM, 30 days',
  node_nlp_30d: 'node-nlp, 30 days',
  plugin: 'Plug-in threshold',
  ltt_nightly: 'Learn-then-Test, nightly',
  live_only: 'Live certificate alone',
  unfiltered: 'Directly-follows, unfiltered',
  dependency: 'Dependency graph',
  bigram: 'By the step before',
  steps_only: 'By steps alone',
  guarded: 'Understudy',
  unguarded: 'Without guards',
  text_only: 'Text alone',
  random_context: 'Contexts of others',
  naive: 'Tuned on “looks resolved”',
  stationary: 'The same world, unchanged',
  unchecked: 'Without checks',
  words_only: 'Checks of words alone',
  reviewed: 'With somebody who reviews',
};

export const nameOf = (key: string): string => NAMES[key] ?? key.replaceAll('_', ' ');
