/**
 * A stream of questions watched day by day, as the product does it: what is known on a day is what came until then.
 *
 * `rule` says which keys burst on a day; merging, memory and closing are the product's for every rule.
 */
import {
  commonWords,
  type FoundBurst,
  HISTORY_DAYS,
  type IncidentState,
  isSpecial,
  type KeyedQuestion,
  LONGEST_BURST_DAYS,
  sortBursts,
} from '@understudy/engine';
import type { KeysToWatch } from '../../packages/engine/src/watch/watch-keys.ts';

export type Rule = (given: KeysToWatch) => readonly FoundBurst[];

/** Days without a word of bursts: nothing is usual yet. */
const WARM_UP_DAYS = 56;
/** So long, days of a burst are no part of what is usual; what lasts longer is. */
const EXCLUDED_DAYS = 28;

export interface RaisedIncident {
  readonly raised_day: number;
  latest_day: number;
  state: IncidentState;
  readonly keys: Set<string>;
  readonly conversations: Set<string>;
  /** The burst that opened it. */
  readonly first: FoundBurst;
}

/** `questions`: in order of time, days from 0. */
export function watchStream(
  questions: readonly KeyedQuestion[],
  { days, rule, onDay }: { days: number; rule: Rule; onDay: (day: number) => void },
): RaisedIncident[] {
  const incidents: RaisedIncident[] = [];
  const burstDays = new Map<string, Set<number>>();
  let common = new Set<string>();
  for (let today = WARM_UP_DAYS; today < days; today++) {
    onDay(today);
    const start = Math.max(0, today + 1 - HISTORY_DAYS);
    const seen = questions
      .filter(({ day }) => day >= start && day <= today)
      .map((question) => ({ ...question, day: question.day - start }));
    if (today % 7 === 0) {
      const before = seen.filter(({ day }) => day <= today - start - LONGEST_BURST_DAYS);
      common = commonWords(before.map(({ keys }) => keys));
    }
    const bursts = rule({
      kind: 'term',
      questions: seen,
      days: today + 1 - start,
      excluded: (key) => shifted(burstDays.get(key), start),
      isWatched: (key) => isSpecial(key, common),
    });
    for (const burst of bursts) exclude(burstDays, burst, today);
    keep(incidents, bursts, today);
  }
  return incidents;
}

function shifted(days: ReadonlySet<number> | undefined, start: number): ReadonlySet<number> | undefined {
  return days === undefined ? undefined : new Set([...days].map((day) => day - start));
}

function exclude(burstDays: Map<string, Set<number>>, { key, days }: FoundBurst, today: number): void {
  const known = burstDays.get(key) ?? new Set<number>();
  burstDays.set(key, known);
  for (let day = today - days + 1; day <= today; day++) {
    let run = 0;
    while (known.has(day - 1 - run)) run++;
    if (run < EXCLUDED_DAYS) known.add(day);
  }
}

function keep(incidents: RaisedIncident[], bursts: readonly FoundBurst[], today: number): void {
  const known = incidents.map((each, i) => ({
    id: String(i),
    state: each.state,
    keys: [...each.keys],
    conversations: each.conversations,
    quiet_days: today - each.latest_day,
  }));
  const sorted = sortBursts(bursts, known);
  for (const id of sorted.watch) incidents[Number(id)].state = 'watching';
  for (const id of sorted.close) incidents[Number(id)].state = 'closed';
  for (const { id, bursts: joining } of sorted.joins) {
    const incident = incidents[Number(id)];
    incident.state = 'open';
    incident.latest_day = today;
    for (const burst of joining) take(incident, burst);
  }
  for (const opening of sorted.opens) {
    const [first] = opening;
    const incident: RaisedIncident = {
      raised_day: today,
      latest_day: today,
      state: 'open',
      keys: new Set(),
      conversations: new Set(),
      first,
    };
    for (const burst of opening) take(incident, burst);
    incidents.push(incident);
  }
}

function take({ keys, conversations }: RaisedIncident, burst: FoundBurst): void {
  keys.add(burst.key);
  for (const id of burst.conversations) conversations.add(id);
}
