/**
 * Looks for bursts among the questions of the last half-year, and keeps incidents: a burst joins the one that it belongs
 * to, or opens one, which people are told of once. Nothing comes of it any more: it is watched, and closes after a week.
 *
 * Within an hour of a question, and in the night. Done twice, it changes nothing more. Of many questions a fair sample
 * is looked at: at most `SAMPLE` of the last two weeks, and as many of what was before.
 * Cost: about a second for 2 × 5,000 questions, in pauses of some milliseconds.
 */
import { type FoundBurst, HISTORY_DAYS, type KnownIncident, sortBursts } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { holdAnswers } from '../hold-answers.ts';
import { newId } from '../ids.ts';
import { coincidencesOf } from '../incident-coincidences.ts';
import { evidenceOf, titleOf } from '../incident-words.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { alarmKeyOf, linkOf, moveIncident } from '../move-incident.ts';
import type { Parts } from '../parts.ts';
import { promiseWebhook, raiseAlarm } from '../raise-alarm.ts';
import * as store from '../store/index.ts';
import { topicNames } from '../topic-names.ts';
import { dayNumber, dayText, type Watched, watchBursts } from '../watched-bursts.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'log' | 'now_ms'>;

const SAMPLE = 5_000;
const RECENT_DAYS = 14;
const DAY_MS = 86_400_000;

interface Seen {
  readonly workspace_id: string;
  readonly today: string;
  readonly at: Date;
  readonly questions: readonly store.WatchedQuestion[];
  readonly watched: Watched;
  readonly topics: ReadonlyMap<string, string>;
}

export async function findIncidents(
  parts: Ports,
  { workspace_id }: JobTable['find-incidents'],
): Promise<void> {
  const at = new Date(parts.now_ms());
  const today = at.toISOString().slice(0, 10);
  const { questions, known } = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    questions: await store.questionsToWatch(tx, {
      since: dayText(dayNumber(today) + 1 - HISTORY_DAYS),
      recent: dayText(dayNumber(today) + 1 - RECENT_DAYS),
      today,
      limit: SAMPLE,
    }),
    known: await store.recentIncidents(tx, new Date(at.getTime() - HISTORY_DAYS * DAY_MS)),
  }));
  const watched = await watchBursts(questions, { today, known: known.flatMap(({ keys }) => keys) });
  const isNamed = watched.bursts.some(({ kind }) => kind === 'topic');
  const topics = isNamed ? await topicNames(parts.models, workspace_id) : new Map<string, string>();
  const seen = { workspace_id, today, at, questions, watched, topics };
  const counts = await parts.database.asWorkspace(workspace_id, (tx) => keep(parts, tx, seen));
  if (counts.opened + counts.closed > 0) await parts.models.catchUp(workspace_id);
  parts.log.info({ workspace_id, questions: questions.length, ...counts }, 'incidents looked for');
}

async function keep(parts: Ports, tx: store.Tx, seen: Seen) {
  const { workspace_id, watched, at } = seen;
  await store.lockIncidents(tx);
  const rows = await store.recentIncidents(tx, new Date(at.getTime() - HISTORY_DAYS * DAY_MS));
  const known: KnownIncident[] = [];
  for (const row of rows) known.push(await knownOf(tx, row, seen.today));
  const { joins, opens, watch, close } = sortBursts(watched.bursts, known);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { id, bursts } of joins) await join(parts, tx, seen, { row: byId.get(id), bursts });
  for (const bursts of opens) await open(parts, tx, seen, bursts);
  for (const [ids, state] of [
    [watch, 'watching'],
    [close, 'closed'],
  ] as const) {
    for (const id of ids) {
      const incident = byId.get(id);
      if (incident === undefined || incident.state === state) continue;
      const text =
        state === 'closed'
          ? 'Closed: for a week there were no more than usual.'
          : 'No more than usual today.';
      await moveIncident(parts, tx, { workspace_id, incident, state, by: null, text });
    }
  }
  await holdAnswers(tx, at);
  if (joins.length + opens.length + watch.length + close.length > 0) await announceLearning(tx);
  return { bursts: watched.bursts.length, joined: joins.length, opened: opens.length, closed: close.length };
}

async function knownOf(tx: store.Tx, row: store.IncidentRow, today: string): Promise<KnownIncident> {
  return {
    id: row.id,
    state: row.state,
    keys: row.keys.map(({ key }) => key),
    conversations: new Set(await store.conversationsOfIncident(tx, row.id)),
    quiet_days: dayNumber(today) - dayNumber(row.burst_at.toISOString().slice(0, 10)),
  };
}

async function open(parts: Ports, tx: store.Tx, seen: Seen, bursts: readonly FoundBurst[]): Promise<void> {
  const { workspace_id, at, topics, questions } = seen;
  const [first] = bursts;
  if (first === undefined) return;
  const id = newId('incident', at.getTime());
  const title = titleOf(bursts, topics);
  const language = mostOf(questions, new Set(first.conversations));
  const row = { id, state: 'open', kind: first.kind, title, language, p: first.p, keys: [] } as const;
  await store.insertIncident(tx, { ...row, opened_at: at, burst_at: at });
  await store.tellHistory(tx, { id, entries: [{ at: at.toISOString(), by: null, text: 'Opened.' }] });
  const text = await take(tx, seen, { row, bursts });
  const informs = { kind: 'incident', severity: 'informs', done: null, link: linkOf(id) } as const;
  await raiseAlarm(parts, tx, { workspace_id, key: alarmKeyOf(id), ...informs, title, text });
  const data = { id, title, state: row.state, text, link: linkOf(id) };
  await promiseWebhook(parts, tx, { workspace_id, event: 'incident.opened', data });
}

/** Nobody is told again; what a person closed stays closed. */
async function join(
  parts: Ports,
  tx: store.Tx,
  seen: Seen,
  { row, bursts }: { readonly row: store.IncidentRow | undefined; readonly bursts: readonly FoundBurst[] },
): Promise<void> {
  if (row === undefined) return;
  const { workspace_id } = seen;
  await take(tx, seen, { row, bursts });
  if (row.state !== 'watching') return;
  const text = 'More than usual again.';
  await moveIncident(parts, tx, { workspace_id, incident: row, state: 'open', by: null, text });
}

/** Keeps the bursts with the incident; answers what is to be said of it. */
async function take(
  tx: store.Tx,
  seen: Seen,
  {
    row,
    bursts,
  }: { readonly row: Pick<store.IncidentRow, 'id' | 'keys' | 'p'>; readonly bursts: readonly FoundBurst[] },
): Promise<string> {
  const { today, at, watched, questions } = seen;
  const { id } = row;
  for (const { by_day, days, conversations } of bursts) {
    const first = dayNumber(today) - days + 1;
    await store.putIncidentDays(tx, {
      incident_id: id,
      days: by_day.map((each, i) => ({ day: dayText(first + i), ...each })),
    });
    await store.addToIncident(tx, { incident_id: id, conversations });
  }
  const burst = bursts.toSorted((a, b) => a.p - b.p)[0];
  if (burst === undefined) return '';
  const consistent_with = await coincidencesOf(tx, { burst, watched, questions, today });
  const p = Math.min(row.p, burst.p);
  await store.updateIncident(tx, {
    id,
    keys: keysWith(row.keys, bursts, today),
    burst_at: at,
    p,
    consistent_with,
  });
  const { conversations, accounts, days } = await store.readIncidentFacts(tx, id);
  const expected = days.reduce((sum, day) => sum + day.expected, 0);
  return evidenceOf({ conversations, accounts, expected, first_day: days[0]?.day ?? today });
}

function keysWith(keys: readonly store.IncidentKey[], bursts: readonly FoundBurst[], today: string) {
  const byKey = new Map(keys.map((key) => [key.key, key]));
  for (const { key, kind, days } of bursts) {
    const first_day = byKey.get(key)?.first_day ?? dayText(dayNumber(today) - days + 1);
    byKey.set(key, { key, kind, first_day, latest_day: today });
  }
  return [...byKey.values()];
}

function mostOf(questions: readonly store.WatchedQuestion[], own: ReadonlySet<string>): string | null {
  const counts = new Map<string, number>();
  for (const { id, language } of questions) {
    if (language !== null && own.has(id)) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
