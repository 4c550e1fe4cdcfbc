/**
 * Bursts on a real desk over two years, day by day: are the three known incidents raised in time, and what else is?
 *
 * All questions in English, each of an asker of its own, by terms of their texts: the desk has no topics of ours, and no
 * releases or pages are told. An incident is that of a known event where, over its days up to the day in question, the
 * two share at least 3 questions and half of the smaller one; an event's questions are those that its pattern in
 * `thunderbird-events.json` matches from the Monday of its burst week on. `days_to_raise` counts from that Monday to the
 * end of the day on which such an incident stands open, at most 7 days later. False is whatever is of no known event: also
 * what is a real burst that the file does not list (`others` names each, to be looked at).
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { burstTerms, type KeyedQuestion, watchKeys } from '@understudy/engine';
import { detectLanguage } from '@understudy/engine/language';
import { dataFile, type Row, readRows } from '../data/rows.ts';
import { PLAIN_RULES } from '../incidents/plain-rules.ts';
import { type RaisedIncident, type Rule, watchStream } from '../incidents/watch-stream.ts';
import type { Scenario } from '../scenario.ts';
import { versions } from '../versions.ts';

const FIRST_MS = Date.UTC(2023, 0, 1);
const DAY_MS = 86_400_000;
const DAYS_IN_TIME = 7;
const LEAST_SHARED = 3;
const LEAST_OVERLAP = 0.5;

const RULES: Readonly<Record<string, Rule>> = { understudy: watchKeys, ...PLAIN_RULES };

interface KnownEvent {
  readonly name: string;
  readonly onset_day: number;
  /** Ids of its questions, with their day. */
  readonly days: ReadonlyMap<string, number>;
}

export const deskIncidents: Scenario = {
  id: 'desk-incidents',
  about: 'bursts on a real desk: three known incidents, and how many false ones a quarter',
  run: async ({ limit, onProgress, command }) => {
    const rows = readRows('thunderbird-2023-2024').filter(isEnglish).slice(0, limit);
    const questions = rows.map((row): KeyedQuestion => {
      const keys = burstTerms(row.text);
      return { id: row.id, day: dayOf(row.at ?? ''), account: row.id, keys };
    });
    const days = Math.max(...questions.map(({ day }) => day)) + 1;
    const events = readEvents(rows);
    const by_rule: Record<string, ReturnType<typeof judge>> = {};
    for (const [name, rule] of Object.entries(RULES)) {
      const onDay = (done: number) => onProgress({ phase: name, done, total: days });
      by_rule[name] = judge(watchStream(questions, { days, rule, onDay }), { events, days, rows });
      await Promise.resolve();
    }
    const { understudy, ...baselines } = by_rule;
    return {
      scenario: 'desk-incidents',
      command,
      questions: questions.length,
      days,
      ...understudy,
      baselines: Object.fromEntries(
        Object.entries(baselines).map(([name, figures]) => [
          name,
          Object.fromEntries(Object.entries(figures).filter(([field]) => field !== 'others')),
        ]),
      ),
      versions: versions(),
    };
  },
};

function isEnglish({ at, text, meta }: Row): boolean {
  if (at === null || !(meta.locale ?? '').startsWith('en')) return false;
  return (detectLanguage(text) ?? 'en') === 'en';
}

const dayOf = (at: string) => Math.floor((Date.parse(at) - FIRST_MS) / DAY_MS);
const dateOf = (day: number) => new Date(FIRST_MS + day * DAY_MS).toISOString().slice(0, 10);

function readEvents(rows: readonly Row[]): KnownEvent[] {
  const file = join(dirname(dataFile('thunderbird-2023-2024')), 'thunderbird-events.json');
  const events = JSON.parse(readFileSync(file, 'utf8')) as {
    event: string;
    match: string;
    burst_week: string;
  }[];
  return events.map(({ event, match, burst_week }) => {
    const pattern = new RegExp(match, 'i');
    const onset_day = dayOf(burst_week);
    const own = rows.filter((row) => pattern.test(row.text) && dayOf(row.at ?? '') >= onset_day);
    return { name: event, onset_day, days: new Map(own.map((row) => [row.id, dayOf(row.at ?? '')])) };
  });
}

interface Judging {
  readonly events: readonly KnownEvent[];
  readonly days: number;
  readonly rows: readonly Row[];
}

function judge(incidents: readonly RaisedIncident[], { events, days, rows }: Judging) {
  const dayById = new Map(rows.map((row) => [row.id, dayOf(row.at ?? '')]));
  const isOf = (incident: RaisedIncident, event: KnownEvent, until: number) => {
    const own = [...incident.conversations].filter((id) => (dayById.get(id) ?? 0) <= until);
    const from = Math.min(...own.map((id) => dayById.get(id) ?? until));
    const others = [...event.days.values()].filter(
      (day) => day >= from && day <= Math.min(until, incident.latest_day),
    );
    const shared = own.filter((id) => event.days.has(id)).length;
    return shared >= LEAST_SHARED && shared >= LEAST_OVERLAP * Math.min(own.length, others.length);
  };
  const known = Object.fromEntries(
    events.map((event) => {
      const { onset_day } = event;
      const raised = Array.from({ length: DAYS_IN_TIME + 1 }, (_, after) => after).find((after) =>
        incidents.some(
          (each) =>
            each.raised_day <= onset_day + after &&
            each.latest_day >= onset_day &&
            isOf(each, event, onset_day + after),
        ),
      );
      return [event.name, raised ?? null];
    }),
  );
  const others = incidents.filter(
    (each) => !events.some((event) => each.latest_day >= event.onset_day && isOf(each, event, days)),
  );
  const quarters = days / 91.3125;
  const byQuarter = new Map<string, number>();
  for (const { raised_day } of others) {
    const date = dateOf(raised_day);
    const quarter = `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    byQuarter.set(quarter, (byQuarter.get(quarter) ?? 0) + 1);
  }
  return {
    known_raised: Object.values(known).filter((after) => after !== null).length,
    days_to_raise: known,
    incidents: incidents.length,
    false_incidents: others.length,
    false_per_quarter: others.length / quarters,
    false_by_quarter: Object.fromEntries(byQuarter),
    others: others.map(({ raised_day, keys, first, conversations }) => ({
      day: dateOf(raised_day),
      terms: [...keys].slice(0, 6),
      count: first.count,
      expected: first.expected,
      window_days: first.days,
      questions: conversations.size,
    })),
  };
}
