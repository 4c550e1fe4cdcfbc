/** Topics, glossary and the estimated risk as people and programs read them. */
import type * as wire from '@understudy/contract';
import type { NamedTopic, ProposedEntry, RiskEstimate } from '@understudy/engine';
import type { EstimatedRisk } from './models/read-insights.ts';
import type * as rows from './store/index.ts';
import { intervalOf } from './translate-figures.ts';

/** Coverage of the engine's intervals. */
const INTERVAL = 0.9;
const MOST_RESOLUTIONS = 20;
const EXCERPT_LENGTH = 300;

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const isoOrNull = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export interface TopicRows {
  readonly questions: ReadonlyMap<string, string>;
  readonly resolutions: ReadonlyMap<string, rows.ResolutionRow>;
}

export function toWireTopic(topic: NamedTopic, { questions, resolutions }: TopicRows): wire.Topic {
  const { id, tickets, accounts, provisional } = topic;
  const inUse = topic.resolutions.flatMap((each) => resolutions.get(each) ?? []);
  return {
    id,
    name: topic.terms.join(', '),
    question: excerpt(questions.get(topic.medoid_question_id)) ?? null,
    tickets,
    accounts,
    provisional,
    resolutions: inUse.slice(0, MOST_RESOLUTIONS).map(({ id: of, title }) => ({ id: of, title })),
    first_at: isoOrNull(topic.first_at_ms),
    last_at: isoOrNull(topic.last_at_ms),
  };
}

export function toWireEntry({ term, meaning, state, at }: rows.GlossaryRow): wire.GlossaryEntry {
  return { term, meaning, state, changed_at: at.toISOString() };
}

export function toWireProposal(
  entry: ProposedEntry,
  texts: ReadonlyMap<string, string>,
): wire.GlossaryProposal {
  const { term, meaning, accounts, questions, coverage } = entry;
  // Customers send the same words twice.
  const examples = [...new Set(entry.examples.flatMap((id) => excerpt(texts.get(id)) ?? []))];
  return { term, meaning, accounts, questions, coverage, examples };
}

/** Of all answers so far. Null where nothing was audited: a guess without a single audit is none. */
export function toWireEstimate(
  { overall, by_stakes, since_ms }: EstimatedRisk,
  now_ms: number,
): wire.Estimate | null {
  const told = toWireRisk(overall);
  if (told === null) return null;
  const byStakes = by_stakes.flatMap(({ stakes, risk }) => {
    const own = toWireRisk(risk);
    return own === null ? [] : [{ stakes, ...own }];
  });
  const range = { from: dayOf(since_ms ?? now_ms), to: dayOf(now_ms) };
  return { ...told, range, confidence: INTERVAL, by_stakes: byStakes, text: textOf(told) };
}

/** Of one topic, its audits in the range: too few are drawn of it to be weighed. Null where there is none. */
export function countedEstimate(counts: wire.Counts, { from, to }: rows.FiguresRange): wire.Estimate | null {
  const wrong = counts['audited-wrong'] ?? 0;
  const audited = wrong + (counts['audited-right'] ?? 0);
  const interval = intervalOf(wrong, audited);
  if (interval === null) return null;
  const { value, low, high, confidence } = interval;
  const told = { answers: counts['answered-alone'] ?? 0, audited, wrong: value, low, high };
  return { ...told, range: { from, to }, confidence, by_stakes: [], text: textOf(told) };
}

function toWireRisk({ answers, audited, risk, low, high }: RiskEstimate): wire.RiskEstimate | null {
  return risk === null ? null : { answers, audited, wrong: risk, low, high };
}

function textOf({ wrong, low, high, answers, audited }: wire.RiskEstimate): string {
  const interval = `${percent(low)}–${percent(high)} %`;
  return `estimated ${percent(wrong)} % wrong (${interval}), from ${answers} answers, ${audited} audited`;
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10}`;
const excerpt = (text: string | undefined) => text?.slice(0, EXCERPT_LENGTH);
