/**
 * Did we get worse? Reads the watches, acts on what they alarm about, tells people, and lets go what has recovered.
 *
 * What audits say of everything, of stakes and of answers the model has acted upon already (certificates taken back,
 * vetoes): here that is only put down. What it cannot see is held here: a topic by its switch, which a lead may put back; an
 * answer by its lessons, which `watch-lessons` takes back. Complaints about everything or about stakes hold nothing:
 * they are no verdicts, so audits have to say what is wrong.
 *
 * With the label of a settled audit, and in the night. Done at least once: an alarm is acted upon once, what
 * is held already stays, and of one key one alarm is open. Alarms older than two weeks are history.
 */
import type { HarmStanding, NamedTopic } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { topicsOfChange } from '../changed-settings.ts';
import { alarmKey, HELD_ANSWER } from '../hold-answer.ts';
import { newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import { raiseAlarm, settleAlarmOf } from '../raise-alarm.ts';
import * as store from '../store/index.ts';
import { switchTopic } from '../switch-topic.ts';
import type { KnownTopics } from '../topic-switches.ts';
import { toWireSettings } from '../translate.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'log' | 'now_ms'>;

const RECENT_MS = 14 * 86_400_000;

interface Seen {
  readonly workspace_id: string;
  readonly standings: readonly HarmStanding[];
  /** What a switch has to know of the topics that are alarmed about or held. */
  readonly known: KnownTopics;
  readonly at: Date;
}

export async function watchHarm(parts: Ports, { workspace_id }: JobTable['watch-harm']): Promise<void> {
  await parts.models.catchUp(workspace_id);
  const at = new Date(parts.now_ms());
  const standings = await parts.models.ask(workspace_id, 'harm', { now_ms: at.getTime() });
  const open = await parts.database.asWorkspace(workspace_id, store.openHarmHolds);
  const known = await knownTopics(parts, { workspace_id, standings, open });
  const held = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const seen = { workspace_id, standings, known, at };
    const released = await release(parts, tx, seen);
    const acted = await act(parts, tx, seen);
    if (released + acted > 0) await announceLearning(tx);
    return { released, acted };
  });
  parts.log.info({ workspace_id, watches: standings.length, ...held }, 'harm watched');
}

async function knownTopics(
  { models }: Ports,
  given: Pick<Seen, 'workspace_id' | 'standings'> & { readonly open: readonly store.HarmHold[] },
): Promise<KnownTopics> {
  const { workspace_id, standings, open } = given;
  const alarmed = standings.filter(({ level, alarm }) => level === 'topic' && alarm !== null);
  const holds = open.filter(({ level }) => level === 'topic');
  const ids = new Set([...alarmed.map(({ id }) => id), ...holds.map(({ subject_id }) => subject_id)]);
  if (ids.size === 0) return { topics: [], standings: [] };
  const topics = await models.topics(workspace_id);
  const there = topics.filter(({ id }) => ids.has(id));
  const change = { topic_autonomy: Object.fromEntries(there.map(({ id }) => [id, 'draft' as const])) };
  return topicsOfChange(models, { workspace_id, change });
}

/** Keeps how the watches stand; answers how many alarms were acted upon. */
async function act(parts: Ports, tx: store.Tx, seen: Seen): Promise<number> {
  const { standings, at } = seen;
  const before = new Map((await store.listHarmWatches(tx)).map((row) => [keyOf(row), row]));
  let acted = 0;
  const rows: store.HarmWatchRow[] = [];
  for (const standing of standings) {
    const { level, id: subject_id, source, evidence, acts_at, run, alarm } = standing;
    const key = keyOf({ level, subject_id, source });
    let alarmed_at = before.get(key)?.alarmed_at ?? null;
    const isNew = alarm !== null && alarm.at_ms > (alarmed_at?.getTime() ?? Number.NEGATIVE_INFINITY);
    if (isNew) {
      alarmed_at = new Date(alarm.at_ms);
      const isRecent = standing.by_model || alarm.at_ms > at.getTime() - RECENT_MS;
      if (isRecent && (await actOn(parts, tx, seen, { ...standing, alarm }))) acted += 1;
    }
    const { answers, wrong } = run;
    const figures = { evidence, acts_at, answers, wrong };
    rows.push({ level, subject_id, source, ...figures, alarmed_at, seen_at: at });
  }
  await store.saveHarmWatches(tx, rows);
  return acted;
}

const keyOf = (row: Pick<store.HarmWatchRow, 'level' | 'subject_id' | 'source'>) =>
  `${row.level}/${row.subject_id}/${row.source}`;

type Alarmed = HarmStanding & { readonly alarm: NonNullable<HarmStanding['alarm']> };

/** False where nothing is left to do. */
async function actOn(parts: Ports, tx: store.Tx, seen: Seen, standing: Alarmed): Promise<boolean> {
  const { workspace_id, at } = seen;
  const { level, id: subject_id, alarm } = standing;
  const { why } = alarm;
  const told = { workspace_id, key: alarmKey({ level, subject_id }), text: why };
  const hold = { level, subject_id, why, lesson_id: null, since: at, id: newId('hold', at.getTime()) };
  if (level === 'resolution') {
    // `watch-lessons` takes them back and tells; the model's vetoes it knows by itself.
    if ((await store.lessonsInForce(tx, [subject_id])).length === 0) return false;
    if (!standing.by_model) await store.holdForHarm(tx, { ...hold, action: HELD_ANSWER });
    await parts.jobs.enqueue(tx, 'watch-lessons', { workspace_id }, { singletonKey: workspace_id });
    return true;
  }
  if (level === 'topic') return holdTopic(parts, tx, seen, { told, hold });
  const where = level === 'workspace' ? 'all answers' : `${subject_id} answers`;
  if (!standing.by_model) {
    const title = `Customers complain more about ${where}`;
    const text = `${why} Complaints are no verdicts, so nothing was held: the next audits will tell.`;
    const informs = { kind: 'harm', severity: 'informs', done: null, link: '/audits' } as const;
    await raiseAlarm(parts, tx, { ...told, ...informs, title, text });
    return true;
  }
  // `certificate-alarms.ts` tells.
  const action = `Its certificate was taken back: ${where} wait for a person until fresh labels certify again.`;
  await store.holdForHarm(tx, { ...hold, action });
  return true;
}

type Told = Pick<Parameters<typeof raiseAlarm>[2], 'workspace_id' | 'key' | 'text'>;

async function holdTopic(
  parts: Ports,
  tx: store.Tx,
  { known, at }: Seen,
  {
    told,
    hold,
  }: { readonly told: Told; readonly hold: Omit<store.HarmHold, 'action' | 'released_at' | 'released_why'> },
): Promise<boolean> {
  const topic = known.topics.find(({ id }) => id === hold.subject_id);
  if (topic === undefined || (await levelOf(tx, topic.id)) !== 'auto') return false;
  await switchTopic(tx, { change: { topic_autonomy: { [topic.id]: 'draft' } }, known, at });
  const action =
    'Its answers are drafts for people now. They go out alone again when people find its drafts right often enough, or when a lead puts its switch back.';
  await store.holdForHarm(tx, { ...hold, action });
  const title = `Held: answers like “${await titleOf(tx, topic)}”`;
  const acts = { kind: 'harm', severity: 'acts', done: action, link: '/autonomy' } as const;
  await raiseAlarm(parts, tx, { ...told, ...acts, title });
  return true;
}

const levelOf = async (tx: store.Tx, topic_id: string) => {
  const { topics } = toWireSettings(await store.getWorkspace(tx));
  return topics.find((each) => each.topic_id === topic_id)?.autonomy ?? 'auto';
};

/** Of the answer that stands first in it. */
async function titleOf(tx: store.Tx, { resolutions }: Pick<NamedTopic, 'resolutions'>): Promise<string> {
  const [row] = await store.getResolutions(tx, resolutions.slice(0, 1));
  return row?.title ?? 'this topic';
}

/** Lets go what has recovered; answers how many. */
async function release(parts: Ports, tx: store.Tx, seen: Seen): Promise<number> {
  const { workspace_id, at } = seen;
  let released = 0;
  for (const hold of await store.openHarmHolds(tx)) {
    const why = await recoveryOf(tx, seen, hold);
    if (why === null) continue;
    await store.releaseHarmHold(tx, { id: hold.id, at, why });
    await settleAlarmOf(parts, tx, { workspace_id, key: alarmKey(hold), note: why });
    released += 1;
  }
  for (const { level, id: subject_id, source, alarm } of seen.standings) {
    const isTold = source === 'complaints' && (level === 'workspace' || level === 'area');
    if (!isTold || (alarm !== null && alarm.at_ms > at.getTime() - RECENT_MS)) continue;
    const note = 'Customers complain no more than they used to.';
    if (await settleAlarmOf(parts, tx, { workspace_id, key: alarmKey({ level, subject_id }), note }))
      released += 1;
  }
  return released;
}

/** In words; null while it has to wait. */
async function recoveryOf(
  tx: store.Tx,
  { standings, known, at }: Seen,
  hold: store.HarmHold,
): Promise<string | null> {
  const { level, subject_id } = hold;
  const own = standings.filter((each) => each.level === level && each.id === subject_id);
  if (level === 'workspace' || level === 'area') {
    const isHeld = own.some(({ by_model, alarm }) => by_model && alarm !== null);
    return isHeld ? null : 'Fresh labels have certified it again.';
  }
  if (level === 'topic') {
    if ((await levelOf(tx, subject_id)) === 'auto') return 'A lead put its switch back.';
    if (!own.some(({ recovered }) => recovered)) return null;
    await switchTopic(tx, { change: { topic_autonomy: { [subject_id]: null } }, known, at });
    return 'People found its drafts right often enough: it answers alone again.';
  }
  const { since, lesson_id } = hold;
  const { waits, replaced_by } = await store.heldAnswer(tx, { resolution_id: subject_id, since, lesson_id });
  if (replaced_by !== null) return `“${replaced_by}” goes out in its place.`;
  return lesson_id !== null && !waits ? 'A person has decided about its lesson.' : null;
}
