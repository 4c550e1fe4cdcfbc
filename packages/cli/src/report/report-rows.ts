/** The comparison that a replay ends with: us, the frozen twin and the baselines, metric by metric. */
import type { Metrics, ReplayReport } from '@understudy/engine';
import { decimal, percent } from './format.ts';

interface MetricRow {
  readonly label: string;
  readonly explanation: string;
  readonly of: (metrics: Partial<Metrics>) => string;
}

/** Words a reader knows, each with what it means. Names of the fields stand in docs/glossary.md. */
const METRIC_ROWS: readonly MetricRow[] = [
  { label: 'Answered alone', explanation: 'share of tickets', of: (m) => percent(m.coverage) },
  { label: 'Wrong among those', explanation: 'share', of: (m) => percent(m.risk) },
  { label: '… at most (90 %)', explanation: 'upper bound', of: (m) => percent(m.risk_upper90) },
  { label: 'Right first suggestion', explanation: 'hit@1', of: (m) => percent(m.hit_at_1) },
  { label: 'Right among first three', explanation: 'hit@3', of: (m) => percent(m.hit_at_3) },
  { label: 'Area under risk–coverage', explanation: 'lower is better', of: (m) => decimal(m.aurc) },
  { label: 'Calibration error', explanation: 'lower is better', of: (m) => decimal(m.ece) },
  {
    label: 'Resolutions to first answer',
    explanation: 'median per issue',
    of: (m) => decimal(m.absorb_median, 1),
  },
  { label: 'Tells the unknown apart', explanation: 'AUROC', of: (m) => decimal(m.novelty_auroc) },
  { label: 'Time to decide', explanation: 'median, ms', of: (m) => decimal(m.p50_ms, 2) },
];

const NAMES: Readonly<Record<string, string>> = {
  frozen: 'Frozen twin',
  node_nlp_30d: 'node-nlp, every 30 days',
  svm_30d: 'Linear SVM, every 30 days',
  static_bm25: 'BM25, never learning',
  static_knn: 'kNN, never learning',
  append_knn: 'kNN that appends',
  tfidf_knn: 'TF-IDF kNN',
  oracle_threshold: 'Oracle threshold',
};

const nameOf = (key: string): string => NAMES[key] ?? key.replaceAll('_', ' ');

interface Column {
  readonly name: string;
  readonly metrics: Partial<Metrics>;
}

/** Ourselves first, then the twin that stopped learning, then the others in the order of the report. */
export function columnsOf(report: ReplayReport): readonly Column[] {
  const others = Object.entries(report.baselines).toSorted(
    ([a], [b]) => Number(b === 'frozen') - Number(a === 'frozen'),
  );
  return [
    { name: 'Understudy', metrics: report },
    ...others.map(([key, metrics]) => ({ name: nameOf(key), metrics })),
  ];
}

/** Rows that at least one column can fill. */
export function filledRows(columns: readonly Column[]): readonly MetricRow[] {
  return METRIC_ROWS.filter((row) => columns.some((column) => row.of(column.metrics) !== '–'));
}
