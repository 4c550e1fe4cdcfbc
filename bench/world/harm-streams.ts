/**
 * Answers that went out alone, as the watches see them, without the engine around: cheap enough for hundreds of runs.
 *
 * Topics with one answer each and a rate of complaints of its own, so that nothing is known but from the past. After a
 * change either every answer is wrong more often, or one answer is always wrong; nothing else differs.
 */
import { SeededRandom } from '@understudy/engine';
import { lockOnAlarm, startLocks, vetoOf } from '../../packages/engine/src/certify/locks.ts';
import {
  type AloneAnswer,
  type HarmWatch,
  watchComplaints,
  watchTopics,
} from '../../packages/engine/src/watch/harm-watch.ts';
import { DAY_MS } from './generate.ts';

export interface StreamSettings {
  readonly topics: number;
  readonly answers_a_day: number;
  readonly audits_a_day: number;
  readonly accepted: number;
  /** Probability that a wrong answer draws a complaint within hours. */
  readonly complaint_when_wrong: number;
  /** That a right one does: between these, by topic. */
  readonly complaint_when_right: readonly [number, number];
}

export interface Worse {
  readonly day: number;
  /** Share of wrong answers from then on. */
  readonly risk: number;
  /** Of the one answer that it is about, among all; null: of every answer. */
  readonly share: number | null;
}

const HOUR_MS = 3_600_000;
const CHANGED = 3;

export function answersOf(
  settings: StreamSettings,
  run: { readonly seed: string; readonly days: number; readonly worse?: Worse },
): AloneAnswer[] {
  const { topics, answers_a_day, audits_a_day, accepted, complaint_when_wrong } = settings;
  const [least, most] = settings.complaint_when_right;
  const { seed, days, worse } = run;
  const random = new SeededRandom(`harm/${seed}`);
  const grumbling = Array.from({ length: topics }, () => least + (most - least) * random.next());
  const share = worse?.share ?? null;
  return Array.from({ length: days * answers_a_day }, (_, i) => {
    const day = i / answers_a_day;
    const topic = share !== null && random.next() < share ? CHANGED : random.integer(topics);
    const isWorse = worse !== undefined && day >= worse.day && (share === null || topic === CHANGED);
    const wrong = random.next() < (isWorse ? worse.risk : accepted);
    const complained = random.next() < (wrong ? complaint_when_wrong : grumbling[topic]);
    const at_ms = Math.floor(day * DAY_MS);
    const audit = random.next() < audits_a_day / answers_a_day ? { wrong, weight: 1, at_ms } : null;
    const ids = { topic_id: `t${topic}`, resolution_id: `r${topic}`, text: 1 };
    return { at_ms, stakes: 'read-only', ...ids, complained, audit };
  });
}

/** Days from `from` until the first alarm by each watch; infinite where none came. */
export interface FirstAlarms {
  /** That no one answer explained: certificates are taken back. */
  readonly everything: number;
  /** About the answer that was changed, or any answer where none was: by its own watch, or explaining that of all. */
  readonly answer: number;
  readonly topic: number;
  readonly complaints: number;
}

/** `changed`: only alarms about the changed answer count as being about an answer, a topic or complaints of it. */
export function firstAlarms(
  settings: StreamSettings,
  answers: readonly AloneAnswer[],
  { from, changed }: { readonly from: number; readonly changed: boolean },
): FirstAlarms {
  const accepted = () => settings.accepted;
  const isAbout = ({ level, id }: HarmWatch) =>
    !changed || id === `t${CHANGED}` || id === `r${CHANGED}` || level === 'workspace' || level === 'area';
  const until = (answers.at(-1)?.at_ms ?? 0) / DAY_MS;
  const known = (watches: readonly HarmWatch[]) =>
    watches.some((watch) => isAbout(watch) && watch.alarm !== null && watch.alarm.at_ms >= from * DAY_MS);
  const upTo = (day: number) => answers.filter(({ at_ms }) => at_ms <= day * DAY_MS);
  const complaints = firstDay(from, until, (day) =>
    known(watchComplaints(upTo(day), { accepted, now_ms: day * DAY_MS })),
  );
  const topic = firstDay(from, until, (day) => known(watchTopics(upTo(day), { accepted })));
  return { ...firstLocks(settings, answers, { from, changed }), topic, complaints };
}

/** An alarm stays known, so that halving finds the first hour. */
function firstDay(from: number, until: number, isKnown: (day: number) => boolean): number {
  if (!isKnown(until)) return Number.POSITIVE_INFINITY;
  let [low, high] = [from, until];
  while (high - low > HOUR_MS / DAY_MS) {
    const middle = (low + high) / 2;
    if (isKnown(middle)) high = middle;
    else low = middle;
  }
  return high - from;
}

/** Audits as the certifier watches them. */
function firstLocks(
  { accepted: alpha }: StreamSettings,
  answers: readonly AloneAnswer[],
  { from, changed }: { readonly from: number; readonly changed: boolean },
): Pick<FirstAlarms, 'everything' | 'answer'> {
  const locks = startLocks();
  const first = { everything: Number.POSITIVE_INFINITY, answer: Number.POSITIVE_INFINITY };
  for (const { audit, stakes, resolution_id, at_ms } of answers) {
    if (audit === null) continue;
    const { wrong, weight } = audit;
    const about = { stakes, evidence: 'many', resolution_id, confidence: 0.9, harmless: false } as const;
    const watching = { alpha, laxest: alpha, at: { seq: 0, at_ms } };
    const days = at_ms / DAY_MS - from;
    for (const { scope } of lockOnAlarm(locks, { ...about, wrong, weight }, watching)) {
      if (days < 0) continue;
      if (scope !== 'resolution') first.everything = Math.min(first.everything, days);
      else if (!changed || vetoOf(locks, `r${CHANGED}`) !== null) first.answer = Math.min(first.answer, days);
    }
  }
  return first;
}
