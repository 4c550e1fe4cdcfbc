/**
 * How likely an answer that would go out alone is diverted to a person for an audit: one table.
 *
 * Audits are the only labels above a threshold, so the probability is never 0 and always known. Rows say how likely an audit
 * is at the least; the largest row that applies wins. A cell in its first month is looked at more closely, so is an answer
 * on thin evidence or to a question unlike others.
 * `least` is what the cell's rows alone give: the least probability that any answer of the cell has now. Labels weigh
 * least / own, and 1 is the least where nothing of the cell goes out alone (everything is labelled).
 * Cost: O(1).
 *
 * @example
 * auditProbability({ floor: 0.05, cell_age_ms: null, evidence: 'many', novelty_p: 0.5 }).probability; // => 0.15
 */
import type { EvidenceLevel } from '../domain.ts';

/** Written beside each draw: a change of the table is another policy. */
export const AUDIT_POLICY = 'audit-table/1';
/** Below this no setting goes: without audits nothing could be certified or locked. */
export const LEAST_AUDIT_RATE = 0.05;
export const FIRST_MONTH_MS = 30 * 86_400_000;

export interface AuditQuestion {
  /** `audit_rate` of the settings. */
  readonly floor: number;
  /** Time since the cell's certificate came into force; null where that is not known. */
  readonly cell_age_ms: number | null;
  readonly evidence: EvidenceLevel | null;
  /** Share of known questions that were at least as strange. */
  readonly novelty_p: number;
}

export interface AuditPlan {
  /** In [0.05, 1]. */
  readonly probability: number;
  /** The least such probability in the cell, in [0.05, probability]. */
  readonly least: number;
  readonly policy: typeof AUDIT_POLICY;
  /** Code of the row that decided. */
  readonly why: string;
}

interface Row {
  readonly why: string;
  /** Depends on the cell only, not on the answer. */
  readonly ofCell: boolean;
  readonly applies: (question: AuditQuestion) => boolean;
  readonly probability: (question: AuditQuestion) => number;
}

const is = (probability: number) => () => probability;

export const AUDIT_TABLE: readonly Row[] = [
  {
    why: 'floor',
    ofCell: true,
    applies: () => true,
    // Also where the setting is no number: an audit too many is the safe side.
    probability: ({ floor }) => (floor >= LEAST_AUDIT_RATE ? Math.min(1, floor) : LEAST_AUDIT_RATE),
  },
  {
    why: 'first-month',
    ofCell: true,
    applies: ({ cell_age_ms }) => cell_age_ms === null || !(cell_age_ms >= FIRST_MONTH_MS),
    probability: is(0.15),
  },
  {
    why: 'few-exemplars',
    ofCell: false,
    applies: ({ evidence }) => evidence === 'few',
    probability: is(0.2),
  },
  {
    why: 'one-exemplar',
    ofCell: false,
    applies: ({ evidence }) => evidence === 'one' || evidence === null,
    probability: is(0.3),
  },
  {
    why: 'unusual',
    ofCell: false,
    applies: ({ novelty_p }) => !(novelty_p >= 0.2),
    probability: is(0.2),
  },
  {
    why: 'nearly-novel',
    ofCell: false,
    applies: ({ novelty_p }) => !(novelty_p >= 0.05),
    probability: is(0.4),
  },
];

export function auditProbability(question: AuditQuestion): AuditPlan {
  const found = AUDIT_TABLE.filter((row) => row.applies(question)).map((row) => ({
    ...row,
    value: row.probability(question),
  }));
  const largest = found.reduce((best, row) => (row.value > best.value ? row : best));
  const least = Math.max(...found.filter((row) => row.ofCell).map((row) => row.value));
  return { probability: largest.value, least, policy: AUDIT_POLICY, why: largest.why };
}
