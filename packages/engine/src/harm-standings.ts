/**
 * Did we get worse? All watches over answers that went out alone, as they stand, and what they hold.
 *
 * Three parts are put together here. Audits of everything, of stakes and of resolutions are watched by the certifier,
 * which acts by itself: it takes certificates back and vetoes resolutions (`by_model`). Audits by topic, and complaints at
 * every level, are watched by `watch/harm-watch.ts`; what they alarm about is for the caller to hold.
 * A function of the facts and of `now_ms`: what was forgotten has no part in it. Cost: O(answers), some 0.3 s at 100,000.
 */
import { mayReturn } from './certify/index.ts';
import { acceptedError } from './config.ts';
import type { SeenOutcome, Stakes } from './domain.ts';
import type { ModelFacts } from './facts.ts';
import type { Model } from './model.ts';
import { categoryOf, SIGNALS } from './outcomes/signals.ts';
import {
  type AloneAnswer,
  COMPLAINT_WINDOW_MS,
  type HarmWatch,
  WORKSPACE,
  watchComplaints,
  watchTopics,
} from './watch/harm-watch.ts';

export interface HarmStanding extends Omit<HarmWatch, 'alarm'> {
  readonly source: 'audits' | 'complaints';
  /** The last alarm; of what the model holds by itself only while it does. */
  readonly alarm: { readonly at_ms: number; readonly why: string } | null;
  /** The model has acted: nothing is left to do but to tell. */
  readonly by_model: boolean;
  /** Of a topic: labels since the alarm show at most twice the accepted risk, as with a vetoed resolution. */
  readonly recovered: boolean;
}

const LEVELS = { everything: 'workspace', stakes: 'area', resolution: 'resolution' } as const;

/** `now_ms`: answers younger than some hours are not looked at for complaints yet. */
export function harmStandings(model: Model, now_ms: number): HarmStanding[] {
  const accepted = (stakes: Stakes) => acceptedError(model.settings, stakes);
  const answers = answersAlone(model.facts, (id) => model.insights.topicOfResolution(id));
  const topics = watchTopics(answers, { accepted });
  const complaints = watchComplaints(answers, { accepted, now_ms });
  const standing = (watch: HarmWatch, source: HarmStanding['source']) => {
    const recovered = watch.level === 'topic' && hasRecovered(model, watch);
    return { ...told(watch, source), recovered };
  };
  return [
    ...auditStandings(model),
    ...topics.map((watch) => standing(watch, 'audits')),
    ...complaints.map((watch) => standing(watch, 'complaints')),
  ];
}

/** By what people said since the alarm of drafts that it would have sent. */
function hasRecovered(model: Model, { id, alarm }: HarmWatch): boolean {
  if (alarm === null) return false;
  const fresh = model.facts.labels.flatMap(({ label }) =>
    label.at_ms > alarm.at_ms &&
    label.resolution_id !== null &&
    model.insights.topicOfResolution(label.resolution_id) === id
      ? [label]
      : [],
  );
  const alpha = Math.max(...fresh.map(({ stakes }) => acceptedError(model.settings, stakes)), 0);
  const counts = { labelled: fresh.length, wrong: fresh.filter(({ correct }) => !correct).length };
  return fresh.length > 0 && mayReturn(counts, alpha);
}

function auditStandings(model: Model): HarmStanding[] {
  const { certification } = model;
  const locks = certification.certificates.flatMap(({ cell, locked }) => (locked ? [{ cell, locked }] : []));
  const lockOf = (scope: keyof typeof LEVELS, id: string) => {
    if (scope === 'resolution') return certification.veto(id);
    const own = locks.find(
      (each) => each.locked.scope === scope && (scope === 'everything' || each.cell === id),
    );
    return own?.locked ?? null;
  };
  return certification.watches.map(({ scope, id, ...watch }) => {
    const lock = lockOf(scope, id);
    const alarm = lock && { at_ms: lock.since.at_ms, why: lock.why };
    const ownId = scope === 'everything' ? WORKSPACE : id;
    return {
      ...watch,
      level: LEVELS[scope],
      id: ownId,
      source: 'audits',
      alarm,
      by_model: true,
      recovered: false,
    };
  });
}

function told(
  { alarm, ...watch }: HarmWatch,
  source: HarmStanding['source'],
): Omit<HarmStanding, 'recovered'> {
  if (alarm === null) return { ...watch, source, alarm, by_model: false };
  const { answers, wrong } = alarm.run;
  const what =
    source === 'audits'
      ? `${wrong} of the last ${answers} checked answers were wrong.`
      : `Customers complained of ${wrong} of the last ${answers} answers, more than ever before.`;
  return { ...watch, source, alarm: { at_ms: alarm.at_ms, why: what }, by_model: false };
}

/** In the order in which they were given. */
function answersAlone(facts: ModelFacts, topicOf: (id: string) => string | null): AloneAnswer[] {
  const texts = textChanges(facts);
  const verdicts = new Map(facts.labels.map(({ label }) => [label.decision_id, label]));
  const complained = complaintsOf(facts);
  const alone = facts.shown.filter(({ shown }) => shown.action === 'answer');
  const answers = alone.map(({ seq, shown: { decision_id, resolution_id, stakes, audited, at_ms } }) => {
    const label = audited ? verdicts.get(decision_id) : undefined;
    const audit = label && {
      wrong: !label.correct && label.harmless !== true,
      weight: label.least_propensity / label.propensity,
      at_ms: label.at_ms,
    };
    return {
      at_ms,
      stakes,
      topic_id: topicOf(resolution_id),
      resolution_id,
      text: (texts.get(resolution_id) ?? []).filter((change) => change <= seq).length,
      complained: complained.has(decision_id),
      audit: audit ?? null,
    };
  });
  return answers.toSorted((a, b) => a.at_ms - b.at_ms);
}

/** Decisions of which a customer said within hours that the answer did not help. */
function complaintsOf({ shown, outcomes }: ModelFacts): ReadonlySet<string> {
  const shownAt = new Map(shown.map((each) => [each.shown.decision_id, each.shown.at_ms]));
  const isComplaint = ({ decision_id, signal, edited, at_ms }: SeenOutcome) => {
    const since = shownAt.get(decision_id);
    const inTime = since !== undefined && at_ms - since <= COMPLAINT_WINDOW_MS;
    return inTime && SIGNALS[categoryOf(signal, edited)].tone === 'bad';
  };
  return new Set(outcomes.flatMap(({ outcome }) => (isComplaint(outcome) ? [outcome.decision_id] : [])));
}

/** Positions at which a resolution got another text. */
function textChanges({ resolutions }: ModelFacts): ReadonlyMap<string, readonly number[]> {
  const texts = new Map<string, string>();
  const changes = new Map<string, number[]>();
  for (const { seq, resolution } of resolutions) {
    if (texts.get(resolution.id) === resolution.text) continue;
    texts.set(resolution.id, resolution.text);
    const own = changes.get(resolution.id);
    if (own === undefined) changes.set(resolution.id, [seq]);
    else own.push(seq);
  }
  return changes;
}
