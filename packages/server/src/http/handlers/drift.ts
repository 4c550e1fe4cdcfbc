/** Did inputs move, and did answers get worse: as the watches stood last. */
import type { HarmWatch, InputDrift } from '@understudy/contract';
import { alarmKey } from '../../hold-answer.ts';
import * as store from '../../store/index.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

const WINDOW_MS = 90 * 86_400_000;
const MOST_WATCHES = 200;
const NAMES: readonly InputDrift['name'][] = ['topic-mix', 'novelty', 'vocabulary', 'meaning'];
const USUAL = {
  'topic-mix': 'Questions are about the same topics as before.',
  novelty: 'As few questions as before are like nothing known.',
  vocabulary: 'The words are those of before.',
  meaning: 'Questions mean what they meant before.',
} as const;
const MOVED = {
  'topic-mix': 'Questions are about other topics than in the four weeks before.',
  novelty: 'More questions than before are like nothing known.',
  vocabulary: 'More words than before have never been seen.',
  meaning: 'Questions mean something else than in the four weeks before.',
} as const;
const TOO_LITTLE = 'Too few questions in the last week, or in the four weeks before, to tell.';

export function driftHandlers(parts: HttpParts): Pick<Handlers, 'getDrift'> {
  const { database, models, now_ms } = parts;
  return {
    getDrift: async ({ caller: { workspace_id } }) => {
      const since = new Date(now_ms() - WINDOW_MS).toISOString().slice(0, 10);
      const read = await database.asWorkspace(workspace_id, async (tx) => {
        const watches = nearestFirst(await store.listHarmWatches(tx));
        const holds = await store.openHarmHolds(tx);
        const ids = [...watches, ...holds].flatMap(({ level, subject_id }) =>
          level === 'resolution' ? [subject_id] : [],
        );
        const resolutions = await store.getResolutions(tx, [...new Set(ids)]);
        return { watches, holds, resolutions, days: await store.listInputDrifts(tx, since) };
      });
      const hasTopics = read.watches.some(({ level }) => level === 'topic');
      const topics = hasTopics ? await models.topics(workspace_id) : [];
      const names = new Map([
        ...read.resolutions.map(({ id, title }) => [id, title] as const),
        ...topics.map(({ id, terms }) => [id, terms.slice(0, 3).join(', ')] as const),
      ]);
      const latest = Math.max(...read.watches.map(({ seen_at }) => seen_at.getTime()));
      return {
        inputs: NAMES.map((name) => toWireInput(name, read.days)),
        harm: toWireHarm(read.watches.slice(0, MOST_WATCHES), read.holds, names),
        as_of: read.watches.length > 0 ? new Date(latest).toISOString() : null,
      };
    },
  };
}

const nearestFirst = (rows: readonly store.HarmWatchRow[]) =>
  rows.toSorted((a, b) => b.evidence / b.acts_at - a.evidence / a.acts_at);

function toWireInput(name: InputDrift['name'], all: readonly store.InputDriftRow[]): InputDrift {
  const own = all.filter((row) => row.name === name);
  const last = own.at(-1);
  const days = own.map(({ day, value }) => ({ day, value }));
  if (last === undefined || last.p === null)
    return { name, value: 0, p: null, moved: false, text: TOO_LITTLE, days };
  const { value, p, moved } = last;
  return { name, value, p, moved, text: moved ? MOVED[name] : USUAL[name], days };
}

/** What is held stands first; a hold whose watch is gone stands all the same. */
function toWireHarm(
  watches: readonly store.HarmWatchRow[],
  holds: readonly store.HarmHold[],
  names: ReadonlyMap<string, string>,
): HarmWatch[] {
  const holdOf = new Map(holds.map((hold) => [alarmKey(hold), hold]));
  const watched = new Set(watches.map(alarmKey));
  const lone = holds
    .filter((hold) => !watched.has(alarmKey(hold)))
    .map(({ level, subject_id }) => {
      const none = { evidence: 0, acts_at: 1, answers: 0, wrong: 0 };
      return { level, subject_id, source: 'audits' as const, ...none };
    });
  const rows = [...lone, ...watches].map((row): HarmWatch => {
    const { level, subject_id: id, source, evidence, acts_at, answers, wrong } = row;
    const hold = holdOf.get(alarmKey(row));
    const figures = { evidence, acts_at, answers, wrong };
    return {
      level,
      id,
      name: names.get(id) ?? (id === 'all' ? 'All answers' : id),
      source,
      ...figures,
      state: hold ? 'held' : 'quiet',
      action: hold ? `${hold.why} ${hold.action}` : null,
      since: hold?.since.toISOString() ?? null,
      link: hold ? (hold.lesson_id ? `/review/${hold.lesson_id}` : '/autonomy') : null,
    };
  });
  return [...rows.filter(({ state }) => state === 'held'), ...rows.filter(({ state }) => state === 'quiet')];
}
